"""What happens to papers: proposed, decided about, issued, and found by their code."""
