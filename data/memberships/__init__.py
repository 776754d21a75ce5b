"""Memberships: the way of a school into an alliance and through it, as it is asked for."""
