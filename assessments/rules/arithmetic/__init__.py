"""From marks to totals and what they mean: pure arithmetic on the facts of a year."""
