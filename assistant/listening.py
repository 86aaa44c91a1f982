"""Opens the engine's listening sockets and loads its TLS certificate, with readable errors."""

from __future__ import annotations

import os
import socket
import ssl
from pathlib import Path

from assistant.errors import InputError, MachineError

_LAST_PORT = 65535


def bind(host: str, port: int) -> socket.socket:
    """Return a bound socket; connections are refused until the server listens on it.

    Raises:
        MachineError: `engine.listen`: there is no such address, or the port is in use.
    """
    try:
        if not 0 <= port <= _LAST_PORT:  # getaddrinfo would reduce it modulo 65536
            raise ValueError(f"a port that is not between 0 and {_LAST_PORT}")
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        bound = socket.socket(family, kind, protocol)
        try:
            # without SO_EXCLUSIVEADDRUSE, Windows lets a second program bind the same port
            if os.name == "posix":
                bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            elif hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
                bound.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            bound.bind(address)
        except OSError:
            bound.close()
            raise
    except UnicodeError as error:  # raised by the IDNA codec for host names
        raise _not_there(host, port, "a name that is not a valid host name") from error
    except ValueError as error:
        raise _not_there(host, port, str(error)) from error
    except OSError as error:
        raise _not_there(host, port, error.strerror or "an address that is not there") from error
    return bound


def _not_there(host: str, port: int, found: str) -> MachineError:
    return MachineError(
        expected=f"to listen on {host}, port {port}",
        found=found,
        remedy="Choose another port with --port, or another address with --host",
        code="engine.listen",
    )


def tls_context(certificate: Path, key: Path | None) -> ssl.SSLContext:
    """Return a server context for TLS 1.2 or newer with this certificate.

    Raises:
        InputError: `serve.tls`: a file cannot be read, or the key is not the certificate's.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2

    def no_password() -> str:
        # do not prompt on the terminal: loading an encrypted key then fails
        return ""

    try:
        context.load_cert_chain(certificate, key, no_password)
    except (OSError, ValueError) as error:  # an SSLError is an OSError
        raise InputError(
            expected=f"a PEM certificate in {certificate.name} and its key without a password",
            found=_in_words(error),
            remedy="Check both files",
            code="serve.tls",
        ) from error
    return context


def certified_names(certificate: Path) -> frozenset[str]:
    """Return the DNS names in a PEM certificate, without wildcards; empty if it has none."""
    from cryptography import x509

    try:
        first = x509.load_pem_x509_certificates(certificate.read_bytes())[0]
        found = first.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except (ValueError, x509.ExtensionNotFound):  # OpenSSL, which is less strict, accepted it
        return frozenset()
    names = found.value.get_values_for_type(x509.DNSName)
    return frozenset(name for name in names if "*" not in name)


def _in_words(error: OSError | ValueError) -> str:
    """Say in plain words why a certificate cannot be used; OpenSSL's reasons are symbols."""
    if isinstance(error, ssl.SSLError):
        if error.reason == "KEY_VALUES_MISMATCH":
            return "the key of another certificate"
        return "a file that is not PEM, or a key with a password"
    return (isinstance(error, OSError) and error.strerror) or "a name that is not a valid file name"
