"""Half-terms on the screen."""
