"""Papers that are being written."""
