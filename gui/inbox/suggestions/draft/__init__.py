"""The draft: a reply that is written while one looks, each sentence with its evidence."""
