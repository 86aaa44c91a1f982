"""How conversations begin: written anew, or pasted as a whole chat."""
