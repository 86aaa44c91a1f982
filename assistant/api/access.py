"""Access control of the API: host names, tokens and roles."""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, cast

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from assistant.api.presence import Presence
from assistant.api.problems import RequestRefusedError
from assistant.contracts import Role
from assistant.engine import Engine
from assistant.store import actors
from assistant.store.database import Actor

RANK: dict[Role, int] = {"agent": 0, "lead": 1, "administrator": 2}
_LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})


@dataclass(frozen=True, slots=True)
class Caller:
    """The person who sent a request; `owner` means the engine's own user on this machine."""

    actor: Actor
    owner: bool = False


@dataclass(slots=True, kw_only=True)
class Access:
    """The data by which `RequestGuard` admits requests.

    Attributes:
        port: Port of the local listener, the only one that accepts the owner's token.
        public_port: Port of a company server's listener, if there is one.
        names: Lower-case host names of the public listener. IP addresses are always accepted
            there, because DNS rebinding needs a name.
        owner_token: The token in `engine.json`; generated anew at each start.
        presence: Tracks whether clients are connected.
        stop: Stops the engine; None if it cannot be stopped over the API.
    """

    port: int
    public_port: int | None = None
    names: frozenset[str] = frozenset()
    owner_token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    presence: Presence = field(default_factory=Presence)
    stop: Callable[[], None] | None = None

    def knows_host(self, host: str, *, port: int | None) -> bool:
        """Whether a Host header names this engine, on the listener with this port.

        This defends against DNS rebinding: a browser that was given this machine's address for
        another site's name still sends that name.
        """
        name, given_port = _split_host(host.lower())
        if self.public_port is not None and port == self.public_port:
            known = name in self.names or name in _LOCAL_NAMES or _is_address(name)
            return known and given_port in (None, self.public_port)
        return name in _LOCAL_NAMES and given_port == self.port

    def is_owner(self, token: str, *, port: int | None) -> bool:
        """Whether this is the owner's token, sent to this machine's own listener."""
        same = hmac.compare_digest(token.encode(), self.owner_token.encode())
        return same and (port == self.port)


def caller_of(engine: Engine, token: str) -> Caller | None:
    """Return the person to whom a server token belongs, or None if unknown or disabled.

    Reads the store.
    """
    with engine.store.read() as connection:
        actor = actors.by_token(connection, token)
    return Caller(actor) if actor is not None else None


_BEARER = HTTPBearer(
    scheme_name="token",
    description="On a desktop the token in engine.json, on a server a person's own",
    auto_error=False,
)
# for the OpenAPI description only: `RequestGuard` has already checked the token
_Token = Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)]


def at_least_agent(request: Request, _: _Token) -> Actor:
    """Dependency: admit any known person."""
    return _at_least("agent", request)


def at_least_lead(request: Request, _: _Token) -> Actor:
    """Dependency: admit a team lead or an administrator."""
    return _at_least("lead", request)


def at_least_administrator(request: Request, _: _Token) -> Actor:
    """Dependency: admit an administrator, on a desktop its owner."""
    return _at_least("administrator", request)


def _at_least(role: Role, request: Request) -> Actor:
    actor = caller(request).actor
    if RANK[cast("Role", actor.role)] < RANK[role]:
        raise RequestRefusedError(
            403,
            "role",
            expected=f"the role {role}",
            found=f"the role {actor.role}",
            remedy="Ask an administrator",
        )
    return actor


def caller(request: Request) -> Caller:
    """Return the person whom `RequestGuard` identified for a request."""
    return cast("Caller", request.state.caller)


def owner_only(request: Request) -> None:
    """Dependency: admit only the engine's own user, on this machine.

    Raises:
        RequestRefusedError: 403, the caller is somebody else.
    """
    if not caller(request).owner:
        raise RequestRefusedError(
            403,
            "owner-only",
            expected="the engine's own user, on its own machine",
            found="somebody else",
            remedy="Upload the file instead of naming a path",
        )


def _engine(request: Request) -> Engine:
    return cast("Engine", request.app.state.engine)


def _access(request: Request) -> Access:
    return cast("Access", request.app.state.access)


TheEngine = Annotated[Engine, Depends(_engine)]
TheAccess = Annotated[Access, Depends(_access)]
Agent = Annotated[Actor, Depends(at_least_agent)]
Lead = Annotated[Actor, Depends(at_least_lead)]
Administrator = Annotated[Actor, Depends(at_least_administrator)]
OwnerOnly = Annotated[None, Depends(owner_only)]


def _split_host(host: str) -> tuple[str, int | None]:
    name, colon, port = host.rpartition(":")
    if not colon or host.endswith("]"):
        return host, None
    return name, int(port) if port.isascii() and port.isdigit() and len(port) < 6 else -1


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True
