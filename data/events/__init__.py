"""Events: how many are booked, who came, what is owed."""
