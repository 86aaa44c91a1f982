"""The engine: conversations, customers, how an answer is made, the store, the API."""
