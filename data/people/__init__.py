"""People and the posts that they hold, as they are asked for."""
