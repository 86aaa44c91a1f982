"""The Inbox page."""
