"""The section Connection: trying an address, moving there, and back."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from keyring.backend import KeyringBackend
from PySide6.QtWidgets import QLabel

from assistant.paths import Home
from gui.engine.address import Address
from gui.page import WindowContext
from gui.preferences import Preferences
from gui.settings import server_token
from gui.settings.connection import ConnectionSection
from gui.settings.page import SettingsPage
from gui.settings.probe import in_the_clear, origin_of
from tests.gui.engines import running_engine
from tests.gui.event_loop import settle


@pytest.fixture
def connection(page: SettingsPage) -> ConnectionSection:
    section = page.open_section("connection")
    assert isinstance(section, ConnectionSection)
    section.place.setCurrentIndex(section.place.findData(True))
    return section


@pytest.fixture
def untrusted_port(tmp_path: Path) -> Iterator[int]:
    """A server whose certificate nobody vouches for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_shake_hands, args=(listener, context))
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def _shake_hands(listener: socket.socket, context: ssl.SSLContext) -> None:
    with contextlib.suppress(OSError):
        while True:
            connection, _ = listener.accept()
            with contextlib.suppress(OSError), connection:
                context.wrap_socket(connection, server_side=True).close()


def _certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return file


def _try(section: ConnectionSection, address: str, token: str) -> str:
    section.outcome.clear()
    section.outcome.hide()
    section.address.setText(address)
    section.token.setText(token)
    section.test.click()
    settle(lambda: section.outcome.isVisible() or section.problem.isVisible())
    return " ".join(label.text() for label in section.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("replydesk.example", "https://replydesk.example"),
        (" https://replydesk.example:8443/ ", "https://replydesk.example:8443"),
        ("http://127.0.0.1:8443", "http://127.0.0.1:8443"),
        ("10.0.0.5:8443", "https://10.0.0.5:8443"),
        ("https://[::1]:8443", "https://[::1]:8443"),
        ("https://company.example/replydesk", "https://company.example/replydesk"),
        ("", ""),
        ("   ", ""),
        ("ftp://replydesk.example", ""),
        ("file:///etc/passwd", ""),
        ("https://", ""),
        ("two words", ""),
        ("https://somebody:secret@replydesk.example", ""),
    ],
)
def test_what_is_typed_becomes_an_address_or_none(typed: str, origin: str) -> None:
    assert origin_of(typed) == origin


def test_only_this_computer_is_spoken_to_in_the_clear_without_a_warning() -> None:
    assert in_the_clear("http://10.0.0.5:8443")
    assert not in_the_clear("http://127.0.0.1:8443")
    assert not in_the_clear("https://10.0.0.5:8443")


def test_a_wrong_address_says_what_an_address_is(connection: ConnectionSection) -> None:
    assert "https://replydesk.example:8443" in _try(connection, "two words", "t")


def test_a_missing_token_is_asked_for(connection: ConnectionSection) -> None:
    assert "token" in _try(connection, "https://127.0.0.1:1", "")


def test_an_address_where_nothing_answers(connection: ConnectionSection) -> None:
    assert "engine.unreachable" in _try(connection, "http://127.0.0.1:1", "t")
    assert connection.test.isEnabled()


def test_a_wrong_token(connection: ConnectionSection, engine_home: Home) -> None:
    said = _try(connection, running_engine(engine_home).origin, "wrong")
    assert "does not know the token" in said


def test_a_certificate_that_is_not_trusted(
    connection: ConnectionSection, untrusted_port: int
) -> None:
    said = _try(connection, f"https://127.0.0.1:{untrusted_port}", "t")
    assert "engine.certificate" in said
    assert "install the server's certificate" in said


def test_moving_to_a_server_and_back(
    context: WindowContext, connection: ConnectionSection, engine_home: Home
) -> None:
    running = running_engine(engine_home)
    said = _try(connection, running.origin, running.token)
    assert "administrator" in said
    assert context.preferences.now.server == ""

    connection.connect_.click()
    settle(lambda: context.link.state.remote and context.link.state.usable)
    assert context.preferences.now.server == running.origin
    assert "no keyring" in connection.outcome.text()
    assert connection.token.text() == ""

    connection.place.setCurrentIndex(connection.place.findData(False))
    connection.connect_.click()
    settle(lambda: not context.link.state.remote and context.link.state.usable)
    assert context.preferences.now.server == ""


def test_the_server_is_remembered_for_the_next_start(context: WindowContext) -> None:
    assert server_token.remembered(context.preferences) is None
    context.preferences.change(server="https://replydesk.example:8443")
    remembered = server_token.remembered(context.preferences)
    assert remembered is not None
    assert remembered.origin == "https://replydesk.example:8443"
    assert remembered.token == ""  # this computer has no keyring


def test_without_a_keyring_a_token_is_not_kept() -> None:
    assert server_token.keep("https://replydesk.example", "secret") is False
    assert server_token.kept("https://replydesk.example") == ""


class _InMemory(KeyringBackend):
    """A keyring of this process."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self._kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._kept[service, username] = password


@pytest.fixture
def a_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(_InMemory())
    yield
    keyring.set_keyring(before)


@pytest.mark.usefixtures("a_keyring")
def test_with_a_keyring_the_token_is_there_at_the_next_start(
    context: WindowContext, connection: ConnectionSection, engine_home: Home
) -> None:
    running = running_engine(engine_home)
    connection.address.setText(running.origin)
    connection.token.setText(running.token)
    connection.connect_.click()
    settle(lambda: context.link.state.remote and context.link.state.usable)
    assert "keyring" not in connection.outcome.text()
    remembered = server_token.remembered(Preferences(engine_home.root / "window.json"))
    assert remembered == Address(running.origin, running.token)
    assert running.token not in (engine_home.root / "window.json").read_text("utf-8")
