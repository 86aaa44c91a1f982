"""What an export is worth: conversations used or left out, and which training it is enough for."""
