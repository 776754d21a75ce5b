"""The formats of letters, a module each."""
