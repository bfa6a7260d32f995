"""Parts of disclosure's pages that are made in Python."""
