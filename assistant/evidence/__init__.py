"""Decides which source supports each sentence of a draft, and which sentences have no support."""
