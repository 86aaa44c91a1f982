"""What an export is: its tool, its settings, and how it is read."""
