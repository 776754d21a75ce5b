"""Trackers: the workbooks in which schools' policies were kept before, brought in as they are."""
