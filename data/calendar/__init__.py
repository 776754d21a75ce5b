"""School calendars of the authorities, and the usual half-terms."""
