"""How frameworks, scoring and results are tested."""
