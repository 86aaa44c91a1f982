"""What the cells of an export mean: who, when, solved or not, how content."""
