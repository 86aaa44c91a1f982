"""Dialogs that create a conversation: written by hand, or pasted as a whole chat."""
