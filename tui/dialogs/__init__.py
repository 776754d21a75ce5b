"""Screens that ask or show: questions, choices, help, history, palette."""
