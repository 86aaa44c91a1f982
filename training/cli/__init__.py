"""The command line of training; `main.py` hands these commands to the assistant's."""
