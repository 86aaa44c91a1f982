"""Conversations of no tool in particular: tables and JSON, read by their columns and keys."""
