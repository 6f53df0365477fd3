"""The summary as one page for a browser: nothing is fetched, no script is run."""
