"""Text for a terminal of any width, readable without colour; one module for each answer.

`layout`: lines, bars and columns for all of them.
"""
