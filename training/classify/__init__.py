"""Intents and mood: tables and labelled conversations in, a judged head out."""
