"""The `alliance` command; it loads nothing of the screen."""
