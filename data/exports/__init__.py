"""Writing summaries and lists to files."""
