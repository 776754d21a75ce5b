"""What the keys do, whatever the subject."""
