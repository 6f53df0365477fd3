"""What a study found, as text, JSON and a page.

`report`: the figures. `suppression`: cells of few are hidden. `words`, `plain`, `json`, `html`.
"""
