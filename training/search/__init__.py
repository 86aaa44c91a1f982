"""An embedding model that knows a company's words: question and answer pairs in, a model out."""
