"""The pages of papers that are being written."""
