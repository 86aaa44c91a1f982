"""The token for a company server, in the system's keyring and nowhere else."""

from __future__ import annotations

from gui.engine.address import Address
from gui.preferences import Preferences

_SERVICE = "replydesk-server"


def keep(origin: str, token: str) -> bool:
    """Remember a server's token; False where this computer has no keyring."""
    import keyring  # imported late: looking for a backend takes 0.1 s
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_SERVICE, origin, token)
        return keyring.get_password(_SERVICE, origin) == token
    except (KeyringError, RuntimeError, OSError):
        return False


def kept(origin: str) -> str:
    """A server's token; empty where none is remembered."""
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_SERVICE, origin) or ""
    except (KeyringError, RuntimeError, OSError):
        return ""


def remembered(preferences: Preferences) -> Address | None:
    """The company server the window was connected to when it closed; None for this computer."""
    origin = preferences.now.server
    return Address(origin, kept(origin)) if origin else None
