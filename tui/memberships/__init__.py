"""Memberships on the screen: moving one on along its path."""
