"""The summary as one page for a browser: nothing is fetched, all can be read without a script.

`environment`: how every page is made, the study's too. `summary`: what the page of an export shows.
`charts`: its pictures. `page_data`: what its script filters. `templates/`, with the script.
"""
