"""The terminal application: it renders a session and reckons nothing itself.

Enters: a session, or two exports. Leaves: a screen. Never imports `cli` or `study`.

- `app`, `diff_app`: the applications, `base_app` what both are, `messages` what they are told from
  the background, `host` what a page may ask of one. `keys`: every key and what it does, `keymap`
  other keys for it, `palette` how it is found. `untrusted_text`: cells as Textual may show them.
  `links`: which are opened. `desktop`: clipboard and browser, by processes of their own
  (`clipboard_process`). `settings`: what is remembered.
- `models/` what pages show, `pages/`, `screens/` dialogs, `widgets/`.
"""
