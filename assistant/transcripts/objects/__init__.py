"""Reads the objects of a JSON export one by one, in bounded memory, and joins conversations."""
