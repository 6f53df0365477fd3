"""Text for a terminal of any width, readable without colour; one module for each answer."""
