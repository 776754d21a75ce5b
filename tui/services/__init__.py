"""Shared services on the screen: their list, and who shares what."""
