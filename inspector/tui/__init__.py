"""The terminal application: it renders a session and reckons nothing itself."""
