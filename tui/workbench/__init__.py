"""What commands and dialogs may ask of the desk; keys and commands."""
