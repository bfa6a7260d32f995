"""Commands on papers, one a module."""
