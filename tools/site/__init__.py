"""The site: `docs/`, the README and what is generated, as static pages (CONTRIBUTING.md, The site).

`python -m tools.site` builds it, `python -m tools.site.check` holds it against what it promises.

- `source`: the folder that Sphinx reads. Generated into it: `schema_pages`, `text_page`,
  `manual_page`, in the words of `markdown`. `project/`: its configuration, home and looks.
- `links`: links, anchors, and what a page would load, read from the built files. `look`: the same
  as a browser does it.
"""
