"""Splits chats that were copied from elsewhere into lines, speakers and turns."""
