"""The version of the program, told here alone."""

__version__ = "0.1.0"
