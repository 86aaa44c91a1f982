"""Bundles: models and knowledge in one signed file, carried to desktops that have no network."""
