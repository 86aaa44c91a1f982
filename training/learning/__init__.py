"""What every training of a decoder shares: batches of like length, and losses."""
