"""Where a reply is written: the editor, its drafts, macros, placeholders, offered sentences."""
