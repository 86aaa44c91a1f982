"""Groups of unlabelled messages: found by clustering, named by a person, learnt as intents."""
