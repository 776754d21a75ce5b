"""Where things live, and how they come and go: the store, imports, catalogues, summaries."""
