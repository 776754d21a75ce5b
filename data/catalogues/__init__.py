"""Catalogues that books may begin with: the files, and how they are loaded."""
