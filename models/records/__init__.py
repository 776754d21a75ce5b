"""Records, and what is declared about them: rules and consequences."""
