"""Bundles: signed files that carry models and knowledge to desktops without a network."""
