"""Appearance of the window: colours, icons, fonts and the style sheet."""
