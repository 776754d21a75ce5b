"""A thin line is enough: the terminal is sent the cells that differ from what it shows."""
