"""The store: the file, reading, operations, undo, history, backups."""
