"""Programmes: what is counted of their cohorts, and where placements stand."""
