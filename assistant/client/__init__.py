"""Client of the engine: finds it, starts it and calls its API.

It uses the standard library's HTTP client: the command line answers within 0.7 s in total, and
importing a larger client would take half of that. It imports pydantic and the contract types,
nothing else.
"""
