"""The formats, a module each."""
