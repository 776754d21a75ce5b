"""Letters in the name of an alliance: their words filled in, and what was written kept."""
