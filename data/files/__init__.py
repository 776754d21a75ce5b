"""Files: what people call them, and where they lie."""
