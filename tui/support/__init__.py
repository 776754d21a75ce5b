"""School-to-school support on the screen: a deployment with its steps, and its visits."""
