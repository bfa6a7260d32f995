"""What figures open into: their arithmetic, their history, and their place among other offices."""
