"""Letters: how they are declared and written to files; their words stand with their subjects."""
