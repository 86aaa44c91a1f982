"""The list of conversations: search, filter, create, solve and delete."""
