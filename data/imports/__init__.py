"""Rows from CSV and Excel: read, matched, planned, carried out."""
