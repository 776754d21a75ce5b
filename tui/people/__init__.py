"""People on the screen: posts and who held them before."""
