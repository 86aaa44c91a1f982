"""Helpers for the client methods: path, optional body, and wire type of the response."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from gui.engine.call import Call
from gui.engine.client import Client, Query, nothing, reads

if TYPE_CHECKING:
    from pydantic import BaseModel


class Verbs:
    """Base class of the client methods for all topics."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def _get(self, path: str, kind: Any, owner: QObject, query: Query | None = None) -> Call:
        return self.client.get(path, reads(kind), owner, query)

    def _send(
        self,
        method: str,
        path: str,
        kind: Any,
        owner: QObject,
        body: BaseModel | dict[str, Any] | None = None,
        query: Query | None = None,
    ) -> Call:
        read = nothing if kind is None else reads(kind)
        return self.client.send(method, path, read, owner, body, query)
