"""The terminal: what is sent to it, how fast, and keys that come early."""
