"""Interprets values of an export: roles, times, statuses and ratings."""
