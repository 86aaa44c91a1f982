"""Training of the tagger of names and addresses, on annotated and generated sentences."""
