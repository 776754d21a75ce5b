"""The national register of schools (GIAS): read, kept in a file of its own, and searched."""
