"""The page Knowledge."""
