"""Dialogue models: the shelf of installed models, adding models, and the processes that
run them.
"""
