"""Readers for the exports of known tools, one each; `known.py` lists those for JSON."""
