"""The command palette: finds pages, actions, conversations and knowledge while typing."""
