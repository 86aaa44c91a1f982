"""The composer: the editor of a reply with drafts, macros, placeholders and suggested sentences."""
