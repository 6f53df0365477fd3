"""The program from Python: what `import inspector` offers (docs/python.md).

Enters: paths, and a situation in plain values. Leaves: typed objects, frames of Polars, a page.
Never imports cli or tui.

- `opening`: an export opened and read. `judged`: it, judged. `answers`: what of it is given out.
- `texts`: the policy texts.
"""
