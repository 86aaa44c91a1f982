"""The right pane of the Inbox: suggestions from the knowledge base for a customer's message."""
