"""Asked for by rich, which colours no source here: no lexer is needed."""
