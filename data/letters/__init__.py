"""Letters: a module each, declared by their subject."""
