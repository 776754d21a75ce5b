"""Schools on the screen."""
