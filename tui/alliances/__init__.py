"""Alliances on the screen: sections of one alliance, letters to sign."""
