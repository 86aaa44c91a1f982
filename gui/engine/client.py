"""Requests to one engine through Qt's network classes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QIODevice, QObject, QUrl, QUrlQuery
from PySide6.QtNetwork import (
    QNetworkAccessManager,
    QNetworkProxy,
    QNetworkReply,
    QNetworkRequest,
)

from assistant.contracts import API_VERSION
from gui.engine.address import Address
from gui.engine.call import Call, Read, Stream

if TYPE_CHECKING:
    from pydantic import BaseModel

Query = Mapping[str, Any]

_CALL_TIMEOUT_MS = 60_000
"""Until the first and between two bytes of an answer. A stream shows every 15 s that it lives, so
that a server that fell silent is noticed too."""


class Client(QObject):
    """Sends requests to `address`; without one, to nowhere, so that every call fails kindly."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._network = QNetworkAccessManager(self)
        # what a customer wrote goes to the engine and to nobody on the way
        self._network.setProxy(QNetworkProxy(QNetworkProxy.ProxyType.NoProxy))
        self._network.setRedirectPolicy(QNetworkRequest.RedirectPolicy.ManualRedirectPolicy)
        self.address: Address | None = None
        self._writing = 0

    @property
    def writing(self) -> bool:
        """Whether a change is on its way, which a window that closes waits for."""
        return self._writing > 0

    def get(self, path: str, read: Read, owner: QObject, query: Query | None = None) -> Call:
        """Ask for something."""
        reply = self._network.get(self._request(path, query))
        return Call(reply, read, owner)

    def send(
        self,
        method: str,
        path: str,
        read: Read,
        owner: QObject,
        body: BaseModel | Mapping[str, Any] | None = None,
        query: Query | None = None,
        timeout: int = _CALL_TIMEOUT_MS,
    ) -> Call:
        """Change something: POST, PUT, PATCH or DELETE; given up after `timeout` of silence."""
        reply = self._sent(method, path, query, body, timeout)
        self._writing += 1
        reply.destroyed.connect(self._written)  # whatever became of it
        return Call(reply, read, owner)

    def upload(
        self, path: str, content: QIODevice, read: Read, owner: QObject, query: Query
    ) -> Call:
        """Send a file's bytes as they are; `content` must be open, and is closed at the end."""
        request = self._request(path, query)
        request.setHeader(
            QNetworkRequest.KnownHeaders.ContentTypeHeader, "application/octet-stream"
        )
        reply = self._network.sendCustomRequest(request, QByteArray(b"POST"), content)
        content.setParent(reply)
        return Call(reply, read, owner)

    def download(self, path: str, owner: QObject, query: Query | None = None) -> QNetworkReply:
        """A large answer, to be read as it arrives. It belongs to `owner`."""
        reply = self._network.get(self._request(path, query, timeout=0))
        reply.setParent(owner)
        return reply

    def stream(
        self,
        method: str,
        path: str,
        owner: QObject,
        body: BaseModel | None = None,
        query: Query | None = None,
        closing: frozenset[str] = frozenset(),
    ) -> Stream:
        """Ask for events, of which one of `closing`, if there are any, must be the last."""
        return Stream(self._sent(method, path, query, body), owner, closing)

    def _written(self, _: QObject | None = None) -> None:
        self._writing -= 1

    def _sent(
        self,
        method: str,
        path: str,
        query: Query | None,
        body: BaseModel | Mapping[str, Any] | None,
        timeout: int = _CALL_TIMEOUT_MS,
    ) -> QNetworkReply:
        request = self._request(path, query, timeout=timeout)
        content, kind = QByteArray(), "application/octet-stream"  # Qt complains where none is said
        if body is not None:
            content, kind = QByteArray(_encoded(body)), "application/json"
        if body is not None or method == "POST":
            request.setHeader(QNetworkRequest.KnownHeaders.ContentTypeHeader, kind)
        return self._network.sendCustomRequest(request, QByteArray(method.encode()), content)

    def _request(
        self, path: str, query: Query | None, *, timeout: int = _CALL_TIMEOUT_MS
    ) -> QNetworkRequest:
        address = self.address or Address("http://127.0.0.1:9", "")  # port 9 discards
        url = QUrl(f"{address.origin}/{API_VERSION}{path}")
        if query:
            url.setQuery(_query(query))
        request = QNetworkRequest(url)
        request.setRawHeader(b"Authorization", f"Bearer {address.token}".encode())
        request.setTransferTimeout(timeout)
        for attribute in (
            QNetworkRequest.Attribute.CookieLoadControlAttribute,
            QNetworkRequest.Attribute.CookieSaveControlAttribute,
        ):
            request.setAttribute(attribute, QNetworkRequest.LoadControl.Manual.value)
        return request


def reads(kind: Any) -> Read:
    """Reads JSON as a wire type, or as `list[…]` of one."""
    from pydantic import BaseModel, TypeAdapter  # not before something is asked

    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind.model_validate_json
    return TypeAdapter(kind).validate_json


def nothing(_: bytes) -> None:
    """For answers without content."""


def _encoded(body: BaseModel | Mapping[str, Any]) -> bytes:
    if isinstance(body, Mapping):
        return json.dumps(body, ensure_ascii=False).encode()
    return body.model_dump_json(exclude_unset=True).encode()


def _query(values: Query) -> QUrlQuery:
    query = QUrlQuery()
    for name, value in values.items():
        if value is None or value == "":
            continue
        text = str(value).lower() if isinstance(value, bool) else str(value)
        encoded = bytes(QUrl.toPercentEncoding(text).data()).decode()
        query.addQueryItem(name, encoded)
    return query
