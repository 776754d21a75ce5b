"""Events on the screen: their list, and the bookings of the event in front."""
