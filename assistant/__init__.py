"""The engine: conversations, customers, answers and drafts, the store, the API."""
