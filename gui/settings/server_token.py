"""The token of a company server, stored only in the system keyring."""

from __future__ import annotations

from gui.engine.address import Address
from gui.preferences import Preferences

_SERVICE = "replydesk-server"


def keep(origin: str, token: str) -> bool:
    """Store the token of a server; return False if there is no usable keyring."""
    import keyring  # imported late: looking for a backend takes 0.1 s
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_SERVICE, origin, token)
        return keyring.get_password(_SERVICE, origin) == token
    except (KeyringError, RuntimeError, OSError):
        return False


def kept(origin: str) -> str:
    """Return the token of a server; empty if none is stored."""
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_SERVICE, origin) or ""
    except (KeyringError, RuntimeError, OSError):
        return ""


def remembered(preferences: Preferences) -> Address | None:
    """Return the company server of the last run; None for the local engine."""
    origin = preferences.now.server
    return Address(origin, kept(origin)) if origin else None
