"""What people see and type: the desk in a terminal, and the `alliance` command."""
