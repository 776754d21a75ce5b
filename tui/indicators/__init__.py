"""Indicators on the screen: engagement, and what the returns say."""
