"""The objects of a JSON export one by one, in bounded memory, and what conversations they make."""
