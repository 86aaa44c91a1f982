"""Client methods for the shelf of dialogue models, one per route."""

from __future__ import annotations

from PySide6.QtCore import QObject

from assistant.contracts import Job, ModelAddRequest, ModelShelf, ShelvedModel
from gui.engine.call import Call
from gui.engine.client import Client, nothing, reads


class Shelf:
    """Client of the routes for dialogue models."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def listed(self, owner: QObject) -> Call:
        """`ModelShelf`."""
        return self._client.get("/models", reads(ModelShelf), owner)

    def add(self, folder: str, owner: QObject) -> Call:
        """`Job`: checks, converts and compares a model folder on the engine's machine."""
        body = ModelAddRequest(folder=folder)
        return self._client.send("POST", "/models", reads(Job), owner, body)

    def verify(self, id_: str, owner: QObject) -> Call:
        """`ShelvedModel`, after the checksums of all files were verified."""
        return self._client.send("POST", f"/models/{id_}/verify", reads(ShelvedModel), owner)

    def use(self, id_: str, owner: QObject) -> Call:
        """`ModelShelf`."""
        return self._client.send("POST", f"/models/{id_}/use", reads(ModelShelf), owner)

    def roll_back(self, owner: QObject) -> Call:
        """`ModelShelf`: the previous model writes again."""
        return self._client.send("POST", "/models/rollback", reads(ModelShelf), owner)

    def remove(self, id_: str, owner: QObject) -> Call:
        """Delete a model."""
        return self._client.send("DELETE", f"/models/{id_}", nothing, owner)
