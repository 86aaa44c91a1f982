"""The command palette: pages, actions, conversations and knowledge, found as one types."""
