"""Shared services: who shares what, and what each school saves by it."""
