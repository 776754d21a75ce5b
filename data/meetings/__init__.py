"""Meetings: who came, who stayed away, the attendance matrix."""
