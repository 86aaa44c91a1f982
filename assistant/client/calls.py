"""Base class of the typed calls: sends a request and parses the response as a contract type."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel, TypeAdapter

from assistant.client.transport import Query, Transport

_Model = TypeVar("_Model", bound=BaseModel)


class Calls:
    """Base of the classes that group typed calls by topic."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport

    def _get(self, kind: type[_Model], path: str, query: Query | None = None) -> _Model:
        return kind.model_validate_json(self.transport.call("GET", path, query=query))

    def _send(self, kind: type[_Model], method: str, path: str, body: BaseModel) -> _Model:
        return kind.model_validate_json(self.transport.call(method, path, body=body))

    def _post(self, kind: type[_Model], path: str) -> _Model:
        return kind.model_validate_json(self.transport.call("POST", path))

    def _list(self, kind: type[_Model], path: str) -> list[_Model]:
        return TypeAdapter(list[kind]).validate_json(  # type: ignore[valid-type]
            self.transport.call("GET", path)
        )
