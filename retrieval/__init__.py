"""Search: reading documents, embedding, indexing, ranking, judging. Independent of store and Qt."""
