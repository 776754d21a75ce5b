"""What things are: fields, records, rules, states and due dates. No files, no screens."""
