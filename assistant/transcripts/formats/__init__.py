"""One reader for each tool's export. `known.py` lists them."""
