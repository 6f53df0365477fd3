"""Studies: the exports of many participants as one dataset without names."""
