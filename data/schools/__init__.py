"""Schools and other organisations: what is asked of them and kept."""
