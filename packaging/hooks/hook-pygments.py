"""Collects no lexers: pygments is only a dependency of rich, which highlights no source here."""
