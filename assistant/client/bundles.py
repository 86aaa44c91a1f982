"""Typed calls of the routes for bundles."""

from __future__ import annotations

from assistant.client.calls import Calls
from assistant.contracts import BundleRequest, Job


class Bundles(Calls):
    """Calls for bundles, signed files of models and knowledge."""

    def take_bundle(self, request: BundleRequest) -> Job:
        """Verify a bundle on the engine's machine and, except in a dry run, import its content."""
        return self._send(Job, "POST", "/bundles", request)
