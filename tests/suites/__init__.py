"""Public test data of others, run through the program where it lies on this machine.

Nothing is fetched and nothing is committed: `python -m tests.suites` gets folders. What counts as
what stands in `outcome`.
"""
