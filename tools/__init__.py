"""What makes the files that are handed out: a folder to unzip, and wheels for offline machines."""
