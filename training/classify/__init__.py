"""Training of classifiers for intents and mood, from tables and labelled conversations."""
