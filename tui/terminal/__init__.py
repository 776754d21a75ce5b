"""The terminal: what it sends, what it is sent, and what happens when it goes."""
