"""Chats that were copied from somewhere: their lines, their speakers, their turns."""
