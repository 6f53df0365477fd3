"""The summary as one page for a browser: nothing is fetched, all can be read without a script.

`environment`: how every page is made, the study's too. `summary`: what the page of an export shows.
`charts`: its pictures. `record_sink`, `records`: the texts that it holds where they are asked for.
`page_data`: what its script filters. `templates/`, with the script.
"""
