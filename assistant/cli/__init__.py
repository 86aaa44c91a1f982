"""The command line: thin verbs over the engine's API, for people and for scripts.

Exit status: 0 done (an abstained answer is an answer), 1 failed, 2 wrong usage, 130 cancelled
by Ctrl-C. With `--json`, standard output carries one JSON value and nothing else; a failure is a
problem object (RFC 9457, with our stable `code`) and a status other than 0.
"""
