"""The right pane of the Inbox: what the company already knows about a customer's message."""
