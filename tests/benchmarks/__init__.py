"""The desk's speed beside Textual's own: `python -m tests.benchmarks` prints a table of ratios."""
