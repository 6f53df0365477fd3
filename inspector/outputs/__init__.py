"""The faces that print and write: the only modules that know streams and files."""
