"""The tables, one a file: only what every visitor may read stands in any of them."""
