"""Widgets that draw lines of text."""
