"""Customers: their record, and choosing one for a new conversation."""
