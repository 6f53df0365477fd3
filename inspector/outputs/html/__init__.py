"""The summary as one page for a browser: nothing is fetched, no script is run.

`environment`: how every page is made, the study's too. `summary`: what the page of an export shows.
`charts`: its pictures. `templates/`.
"""
