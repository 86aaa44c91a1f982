"""The window: Qt and the wire types. Knows no model, no index, no database."""
