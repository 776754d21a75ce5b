"""Tables that a screen or a file shows: lists, matrices, details, filters."""
