"""Workstreams on the screen: who does what."""
