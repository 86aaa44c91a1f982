"""The desktop window. It imports Qt and the wire types only: no model, index or database code."""
