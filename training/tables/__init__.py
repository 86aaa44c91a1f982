"""Tables of training data: parsed in a child process, and stored encrypted when uploaded."""
