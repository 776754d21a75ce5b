"""The one grid of all lists and matrices."""
