"""Finding: read documents, embed, index, fuse, judge. Knows nothing of chats, store or Qt."""
