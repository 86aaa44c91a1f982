"""Training of the starter model: a small decoder that writes replies from found passages."""
