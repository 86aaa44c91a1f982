"""The window's client of the engine: locating, starting, requests and events. Uses only Qt's
network classes and no threads."""
