"""Fields: how a value is read, checked, kept and shown."""
