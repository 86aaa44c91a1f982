"""Groups of messages without labels: looked for, named by a person, learnt from as intents."""
