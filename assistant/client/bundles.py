"""Typed calls about bundles."""

from __future__ import annotations

from assistant.client.calls import Calls
from assistant.contracts import BundleRequest, Job


class Bundles(Calls):
    """Models and knowledge in a signed file."""

    def take_bundle(self, request: BundleRequest) -> Job:
        """Check a bundle of the engine's machine, and take it in unless that is a dry run."""
        return self._send(Job, "POST", "/bundles", request)
