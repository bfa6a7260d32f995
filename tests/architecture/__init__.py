"""One test for each house rule."""
