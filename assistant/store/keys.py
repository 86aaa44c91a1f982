"""The store's encryption key: keeping it, checking it, and converting it to a recovery key.

The key is 32 random bytes. It is kept in the operating system's keyring, or, if there is none (as
on a server without a desktop), in an owner-only file beside the store; the user is told. The
recovery key is the same 32 bytes with a checksum in Crockford's base 32, in groups of five, so
that it can be printed, read out and typed.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from assistant.errors import KeyMissingError, KeyWrongError, StoreNewerError
from assistant.paths import Home, write_owner_only
from assistant.store.database import opens

KEY_BYTES = 32
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
_SERVICE = "Replydesk store"
_FORMAT = 1

KeyPlace = Literal["keyring", "file"]


@dataclass(frozen=True, slots=True)
class Identity:
    """Public facts about a store: its id, where its key is kept, and the key's check value."""

    store_id: str
    key_place: KeyPlace
    key_check: str
    format: int = _FORMAT


def create(home: Home) -> bytes:
    """Create the key of a new store and keep it."""
    key = secrets.token_bytes(KEY_BYTES)
    keep(home, key, store_id=new_store_id())
    return key


def new_store_id() -> str:
    """Return a random id for a store."""
    return secrets.token_hex(8)


def keep(home: Home, key: bytes, *, store_id: str) -> KeyPlace:
    """Keep the key in the keyring or, failing that, a file; write the identity file last."""
    place: KeyPlace = "file"
    if _to_keyring(store_id, key):
        place = "keyring"
        home.key_file.unlink(missing_ok=True)
    else:
        write_owner_only(home.key_file, key.hex().encode())
    _write_identity(home, Identity(store_id, place, key_check(key)))
    return place


def load(home: Home) -> bytes:
    """Return the key of the store in this home; repairs a lost identity file.

    Raises:
        KeyMissingError: The key is in neither place, or the identity file is lost as well.
        KeyWrongError: The key that was found belongs to another store.
    """
    identities = [found for path in _identity_files(home) if (found := _parse(path))]
    for identity in identities:
        for key in (_from_keyring(identity.store_id), _from_file(home)):
            if key is not None and hmac.compare_digest(identity.key_check, key_check(key)):
                if identities != [identity] * len(_identity_files(home)):
                    _put_right(home, identity)
                return key
    # accept a key file that opens the store, or, if there is neither identity nor store, any
    key = _from_file(home)
    if key is not None and (fits(home, key) or not (identities or _locked(home))):
        store_id = identities[0].store_id if identities else new_store_id()
        _put_right(home, Identity(store_id, "file", key_check(key)))
        return key
    identity = read_identity(home)
    key = key or _from_keyring(identity.store_id)
    if key is None:
        raise KeyMissingError(
            expected=f"the key of store {identity.store_id} in {_named(home, identity.key_place)}",
            found="no key",
            remedy="Enter the recovery key: replydesk recovery-key use",
        )
    check(identity, key)
    return key


def _named(home: Home, place: KeyPlace) -> str:
    return home.key_file.name if place == "file" else "the keyring of this user"


def check(identity: Identity, key: bytes) -> None:
    """Compare a key with the check value.

    Raises:
        KeyWrongError: It is the key of another store.
    """
    if not hmac.compare_digest(identity.key_check, key_check(key)):
        raise wrong(identity)


def wrong(identity: Identity) -> KeyWrongError:
    """Return the error for a key that does not open this store."""
    return KeyWrongError(
        expected=f"the key of store {identity.store_id}",
        found="a key that does not open it",
        remedy="Enter this store's recovery key: replydesk recovery-key use",
    )


def fits(home: Home, key: bytes) -> bool:
    """Whether this key opens the store of this home or any of its backups."""
    return any(opens(path, key) for path in _locked(home))


def exists(home: Home) -> bool:
    """Whether this home has, or had, a store, so that its key must not be replaced by a new one."""
    files = (*_locked(home), home.key_file, *_identity_files(home))
    return any(path.exists() for path in files)


def _locked(home: Home) -> list[Path]:
    """Return the files encrypted with the key: the store and its backups, newest first."""
    store = [home.store] if home.store.exists() else []
    return store + sorted(home.backups.glob("store-*.db"), reverse=True)


def read_identity(home: Home) -> Identity:
    """Read `store.json`, or its copy.

    Raises:
        KeyMissingError: The file is missing or unreadable.
        StoreNewerError: A newer program wrote it.
    """
    for path in _identity_files(home):
        if identity := _parse(path):
            return identity
    raise KeyMissingError(
        expected=f"the store's identity in {home.identity.name}",
        found="a missing or unreadable file",
        remedy="Enter the recovery key: replydesk recovery-key use",
    )


def key_check(key: bytes) -> str:
    """Return a value by which a key can be checked without revealing it (HMAC-SHA256)."""
    return hmac.new(key, b"replydesk store key check", hashlib.sha256).hexdigest()[:32]


def derive(key: bytes, purpose: str) -> bytes:
    """Derive a key for another purpose (HKDF-Expand of RFC 5869, one block)."""
    return hmac.new(key, purpose.encode() + b"\x01", hashlib.sha256).digest()


def recovery_key(key: bytes) -> str:
    """Format a key as 55 base-32 characters (32 bytes and a checksum of 2) in groups of 5."""
    number = int.from_bytes(key + hashlib.sha256(key).digest()[:2], "big")
    digits = [_ALPHABET[(number >> shift) & 31] for shift in range(270, -1, -5)]
    return "-".join("".join(digits[at : at + 5]) for at in range(0, len(digits), 5))


def from_recovery_key(text: str) -> bytes:
    """Parse a typed recovery key; ignores case, spaces and dashes, and accepts O for 0, I/L for 1.

    Raises:
        KeyWrongError: It has a wrong length, an invalid character or a wrong checksum.
    """
    letters = "".join(c for c in text.upper() if not c.isspace() and c != "-")
    letters = letters.translate(str.maketrans("OIL", "011"))
    number = 0
    for letter in letters:
        if letter not in _ALPHABET:
            raise _unreadable(f"a character that no recovery key has, at {letters.index(letter)}")
        number = number << 5 | _ALPHABET.index(letter)
    if len(letters) != 55 or number >> 272:
        raise _unreadable(f"{len(letters)} characters")
    content = number.to_bytes(KEY_BYTES + 2, "big")
    key = content[:KEY_BYTES]
    if hashlib.sha256(key).digest()[:2] != content[KEY_BYTES:]:
        raise _unreadable("a typing mistake (the checksum differs)")
    return key


def _identity_files(home: Home) -> tuple[Path, Path]:
    """Return the identity file and its copy, which is kept as the keyring needs the store's id."""
    return home.identity, home.identity.with_name(f"{home.identity.name}.copy")


def _write_identity(home: Home, identity: Identity) -> None:
    content = json.dumps(asdict(identity), indent=2).encode()
    for path in reversed(_identity_files(home)):
        write_owner_only(path, content)


def _put_right(home: Home, identity: Identity) -> None:
    # the key was found, so a failure to write the identity now does not matter
    with contextlib.suppress(OSError):
        _write_identity(home, identity)


def _parse(path: Path) -> Identity | None:
    """Read the identity in a file; None if it cannot be read.

    Raises:
        StoreNewerError: A newer program wrote it.
    """
    try:
        content = json.loads(path.read_text("utf-8"))
        format_ = content["format"]
        if isinstance(format_, int) and format_ > _FORMAT:
            raise StoreNewerError(
                expected=f"{path.name} of format {_FORMAT}",
                found=f"format {format_}",
                remedy="Install the newer Replydesk that wrote it",
            )
        texts = content["store_id"], content["key_check"]
        if format_ != _FORMAT or not all(isinstance(t, str) and t.isascii() for t in texts):
            return None
        return Identity(**content)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _unreadable(found: str) -> KeyWrongError:
    return KeyWrongError(
        expected="a recovery key: 55 letters and digits in groups of five",
        found=found,
        remedy="Type it again from the printed page",
    )


def _to_keyring(store_id: str, key: bytes) -> bool:
    import keyring  # imported late: looking for a backend takes 0.1 s
    import keyring.errors

    try:
        keyring.set_password(_SERVICE, store_id, key.hex())
        return keyring.get_password(_SERVICE, store_id) == key.hex()
    except (keyring.errors.KeyringError, RuntimeError, OSError):
        return False


def _from_keyring(store_id: str) -> bytes | None:
    import keyring
    import keyring.errors

    with contextlib.suppress(keyring.errors.KeyringError, RuntimeError, OSError, ValueError):
        value = keyring.get_password(_SERVICE, store_id)
        return bytes.fromhex(value) if value else None
    return None


def _from_file(home: Home) -> bytes | None:
    try:
        return bytes.fromhex(home.key_file.read_text("ascii").strip())
    except (OSError, ValueError):
        return None
