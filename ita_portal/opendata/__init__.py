"""What is public as open data: tables as JSON and CSV, with what describes them."""
