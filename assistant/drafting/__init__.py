"""How a draft of a reply is made."""
