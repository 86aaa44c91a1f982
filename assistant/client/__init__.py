"""The way to a running engine: find it, start it, call it.

Built on the standard library's HTTP client: the command line answers within 0.7 s in all, and a
richer client would take half of that to import. Loads pydantic and the wire types, nothing else.
"""
