"""The command line: thin commands over the engine's API, for people and for scripts.

Exit status: 0 success (also when the answer is an abstention), 1 failure, 2 wrong usage, 130
cancelled by Ctrl-C. With `--json`, standard output is one JSON value and nothing else; a failure
is a problem object (RFC 9457, with our stable `code`) and a non-zero status.
"""
