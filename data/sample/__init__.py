"""The sample: invented schools in real alliances, made for any day."""
