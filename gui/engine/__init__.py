"""The window's way to the engine: find it or start it, call it, follow it. Qt's network classes
only; no threads."""
