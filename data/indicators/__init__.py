"""Indicators: what is computed for them, engagement, and which returns are due."""
