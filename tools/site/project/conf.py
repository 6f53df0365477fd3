"""Sphinx's settings for the site; `tools.site.source` puts this file beside what it reads."""

project = "inspect"
language = "en"
extensions = ["myst_parser"]
exclude_patterns = ["extra"]
templates_path = ["templates"]
highlight_language = "text"
smartquotes = False  # --option stays as it is typed
pygments_style = "a11y-high-contrast-light"

myst_enable_extensions = ["deflist"]
myst_heading_anchors = 4

# html_baseurl, the address of the site, belongs here once there is one.
html_theme = "furo"
html_title = "inspect"
html_favicon = "static/favicon.svg"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_extra_path = ["extra"]
html_theme_options: dict[str, list[str]] = {"top_of_page_buttons": []}
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_use_index = False
pygments_dark_style = "a11y-high-contrast-dark"
