"""Tables that are learnt from: read as people have them, and held where they were sent."""
