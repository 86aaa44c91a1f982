"""How good drafts are: measured against the replies that people wrote."""
