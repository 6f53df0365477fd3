"""Judge a LinkedIn data export against what LinkedIn said it may train AI on."""

__version__ = "0.1.0"
