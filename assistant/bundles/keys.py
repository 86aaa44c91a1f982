"""The company's key pair: the private key signs bundles, the public key verifies them on desktops.

Ed25519 (RFC 8032) in PEM files, which other tools can read too.
"""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from assistant.bundles.manifest import PURPOSE, BundleError
from assistant.errors import InputError
from assistant.paths import OWNER_ONLY_FILE

_SHOWN: Final = 32
"""Hexadecimal digits of a fingerprint: 128 bits."""
_LARGEST: Final = 1 << 16
"""Maximum number of bytes read from a key file."""


class BundleKeyError(InputError):
    """A key file that cannot be used."""

    code = "bundle.key"


def make(private: Path, public: Path) -> None:
    """Make a key pair; the private file is readable by its owner only.

    Raises:
        OSError: The files cannot be written, or one of them exists already.
    """
    key = Ed25519PrivateKey.generate()
    descriptor = os.open(private, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY_FILE)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(
                key.private_bytes(
                    serialization.Encoding.PEM,
                    serialization.PrivateFormat.PKCS8,
                    serialization.NoEncryption(),
                )
            )
        with public.open("xb") as file:
            file.write(
                key.public_key().public_bytes(
                    serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
                )
            )
    except OSError:
        private.unlink()  # left behind, it would make the next attempt fail
        raise


def sign(private: Path, manifest: bytes) -> bytes:
    """Return the signature of a manifest.

    Raises:
        BundleKeyError: The file does not hold an unencrypted Ed25519 private key.
    """
    try:
        key = serialization.load_pem_private_key(_content(private), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _unusable(private) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _unusable(private)
    return key.sign(PURPOSE + manifest)


def check(public: Path, manifest: bytes, signature: bytes) -> None:
    """Verify the company's signature of a manifest.

    Raises:
        BundleKeyError: The file does not hold an Ed25519 public key.
        BundleError: `bundle.untrusted`: it was signed with another key, or changed.
    """
    key = _public(public)
    try:
        key.verify(signature, PURPOSE + manifest)
    except InvalidSignature as error:
        raise BundleError(
            code="bundle.untrusted",
            expected="a bundle that your company signed",
            found="another signature, or a list of contents that was changed",
            remedy="Ask who gave it to you; take only what your company made",
        ) from error


def fingerprint(public: Path) -> str:
    """Return a public key's fingerprint: half of its SHA-256, in groups of four digits.

    Raises:
        BundleKeyError: The file does not hold an Ed25519 public key.
    """
    raw = _public(public).public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    digits = hashlib.sha256(raw).hexdigest()[:_SHOWN].upper()
    return " ".join(digits[begin : begin + 4] for begin in range(0, _SHOWN, 4))


def is_exposed(private: Path) -> bool:
    """Whether other users of this machine can read a private key, and so sign bundles with it."""
    return os.name == "posix" and bool(private.stat().st_mode & 0o077)


def _content(file: Path) -> bytes:
    if not file.is_file():  # reading a pipe could block forever, and a device may never end
        raise FileNotFoundError(errno.ENOENT, "no file")
    with file.open("rb") as opened:
        return opened.read(_LARGEST)


def _public(file: Path) -> Ed25519PublicKey:
    try:
        key = serialization.load_pem_public_key(_content(file))
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        raise _unusable(file) from error
    if not isinstance(key, Ed25519PublicKey):
        raise _unusable(file)
    return key


def _unusable(file: Path) -> BundleKeyError:
    return BundleKeyError(
        expected="an Ed25519 key in PEM, as `replydesk bundle key` makes it",
        found=f"something else in {file.name}",
        remedy="Choose the right file",
    )
