"""Sending the terminal only the cells that differ."""
