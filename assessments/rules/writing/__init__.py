"""What an office writes about a result, held to its figures: sentences, causes, points, issues."""
