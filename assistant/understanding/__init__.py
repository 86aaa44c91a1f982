"""What a message is about and how its writer feels: fitted heads on an embedding, without torch."""
