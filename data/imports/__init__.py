"""Rows from CSV, workbooks and web tables: read, matched, planned, carried out."""
