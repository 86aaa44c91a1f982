"""The shelf of dialogue models as typed calls: one verb a route."""

from __future__ import annotations

from PySide6.QtCore import QObject

from assistant.contracts import Job, ModelAddRequest, ModelShelf, ShelvedModel
from gui.engine.call import Call
from gui.engine.client import Client, nothing, reads


class Shelf:
    """What can be asked of the engine about its models."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def listed(self, owner: QObject) -> Call:
        """`ModelShelf`."""
        return self._client.get("/models", reads(ModelShelf), owner)

    def add(self, folder: str, owner: QObject) -> Call:
        """`Job`: a folder of the engine's machine is checked, converted and compared."""
        body = ModelAddRequest(folder=folder)
        return self._client.send("POST", "/models", reads(Job), owner, body)

    def verify(self, id_: str, owner: QObject) -> Call:
        """`ShelvedModel`, once every file was compared with its checksum."""
        return self._client.send("POST", f"/models/{id_}/verify", reads(ShelvedModel), owner)

    def use(self, id_: str, owner: QObject) -> Call:
        """`ModelShelf`."""
        return self._client.send("POST", f"/models/{id_}/use", reads(ModelShelf), owner)

    def roll_back(self, owner: QObject) -> Call:
        """`ModelShelf`: the model before the present one writes again."""
        return self._client.send("POST", "/models/rollback", reads(ModelShelf), owner)

    def remove(self, id_: str, owner: QObject) -> Call:
        """Delete a model."""
        return self._client.send("DELETE", f"/models/{id_}", nothing, owner)
