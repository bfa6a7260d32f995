"""Commands on complaints, one a module."""
