"""People: who holds which post on a day."""
