"""Meetings on the screen: attendance and actions."""
