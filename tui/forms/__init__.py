"""Forms: fields, records, questions of several fields."""
