"""The list of conversations: found, filtered, made, solved, deleted."""
