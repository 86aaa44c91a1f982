"""Sends requests to one engine through Qt's network classes."""

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
"""Maximum time without receiving data. Streams send a keep-alive every 15 s, so that a server that
stopped responding is detected as well."""


class Client(QObject):
    """Sends requests to `address`; without an address, every call fails in the regular way."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._network = QNetworkAccessManager(self)
        # customer text must reach only the engine, no proxy in between
        self._network.setProxy(QNetworkProxy(QNetworkProxy.ProxyType.NoProxy))
        self._network.setRedirectPolicy(QNetworkRequest.RedirectPolicy.ManualRedirectPolicy)
        self.address: Address | None = None
        self._writing = 0

    @property
    def writing(self) -> bool:
        """Whether a modifying request is pending; a closing window waits for it."""
        return self._writing > 0

    def get(self, path: str, read: Read, owner: QObject, query: Query | None = None) -> Call:
        """Send a GET request."""
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
        """Send a modifying request (POST, PUT, PATCH, DELETE); fails after `timeout` ms without
        data."""
        reply = self._sent(method, path, query, body, timeout)
        self._writing += 1
        reply.destroyed.connect(self._written)  # regardless of the outcome
        return Call(reply, read, owner)

    def upload(
        self, path: str, content: QIODevice, read: Read, owner: QObject, query: Query
    ) -> Call:
        """Upload the bytes of `content`, which must be open and is closed at the end."""
        request = self._request(path, query)
        request.setHeader(
            QNetworkRequest.KnownHeaders.ContentTypeHeader, "application/octet-stream"
        )
        reply = self._network.sendCustomRequest(request, QByteArray(b"POST"), content)
        content.setParent(reply)
        return Call(reply, read, owner)

    def download(self, path: str, owner: QObject, query: Query | None = None) -> QNetworkReply:
        """Request a large response, to be read as it arrives. The reply is a child of `owner`."""
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
        """Open an event stream; one of the events in `closing`, if any, has to occur before its
        end."""
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
        content, kind = QByteArray(), "application/octet-stream"  # Qt warns if the type is missing
        if body is not None:
            content, kind = QByteArray(_encoded(body)), "application/json"
        if body is not None or method == "POST":
            request.setHeader(QNetworkRequest.KnownHeaders.ContentTypeHeader, kind)
        return self._network.sendCustomRequest(request, QByteArray(method.encode()), content)

    def _request(
        self, path: str, query: Query | None, *, timeout: int = _CALL_TIMEOUT_MS
    ) -> QNetworkRequest:
        address = self.address or Address("http://127.0.0.1:9", "")  # port 9 is the discard service
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
    """Return a parser of JSON for a wire type, or for `list[…]` of one."""
    from pydantic import BaseModel, TypeAdapter  # imported with the first request

    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind.model_validate_json
    return TypeAdapter(kind).validate_json


def nothing(_: bytes) -> None:
    """Parser for empty responses."""


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
