"""Programmes on the screen: cohorts with the figures of their schools, and placements."""
