"""What the public is told about bringing in a complaint."""
