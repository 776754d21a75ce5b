"""Sections: what a tab shows, whatever the subject."""
