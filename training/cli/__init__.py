"""The commands of training; `main.py` adds them to the assistant's command line."""
