"""The draft: a reply written while the agent watches, with evidence for each sentence."""
