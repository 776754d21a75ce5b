"""School-to-school support: where deployments stand, their next step, the days of specialists."""
