"""The tagger of names and addresses: its sentences, its fitting, its weights."""
