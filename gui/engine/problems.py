"""Errors of requests in one format: reported by the engine, or the reason for no response."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtNetwork import QNetworkReply, QNetworkRequest

from assistant import contracts

if TYPE_CHECKING:
    from assistant.contracts import ProblemDetails

translate = QCoreApplication.translate

UNREACHABLE = "engine.unreachable"
DENIED = "token"
_OK = 200


def problem_of(reply: QNetworkReply, body: bytes) -> ProblemDetails:
    """Return the problem for a finished reply that failed."""
    status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
    if status == _OK and reply.error() != QNetworkReply.NetworkError.NoError:
        return broken_off()
    if status is not None:
        try:
            return contracts.ProblemDetails.model_validate_json(body)
        except ValueError:  # raised by pydantic
            return _not_ours(int(status))
    if reply.error() == QNetworkReply.NetworkError.SslHandshakeFailedError:
        return _problem(
            "engine.certificate",
            translate("Problems", "a certificate that this computer trusts"),
            translate("Problems", "one that it does not"),
            translate(
                "Problems",
                "Ask your administrator to install the server's certificate on this computer",
            ),
        )
    return _problem(
        UNREACHABLE,
        translate("Problems", "an engine that answers"),
        translate("Problems", "nothing at its address"),
        translate("Problems", "Wait a moment, or check the address in Settings"),
    )


def unreadable() -> ProblemDetails:
    """A response that this version does not understand."""
    return _problem(
        "engine.answer",
        translate("Problems", "an answer this version understands"),
        translate("Problems", "another one"),
        translate("Problems", "Use the same version of Replydesk here and on the server"),
    )


def broken_off() -> ProblemDetails:
    """A stream that was cut off."""
    return _problem(
        UNREACHABLE,
        translate("Problems", "a whole answer"),
        translate("Problems", "one that broke off"),
        translate("Problems", "Ask again; the engine may have been restarted"),
    )


def _not_ours(status: int) -> ProblemDetails:
    return _problem(
        UNREACHABLE,
        translate("Problems", "a Replydesk engine at this address"),
        translate("Problems", "another program that answered with status %1").replace(
            "%1", str(status)
        ),
        translate("Problems", "Check the address in Settings"),
        status=status,
    )


def _problem(
    code: str, expected: str, found: str, remedy: str, *, status: int = 0
) -> ProblemDetails:
    return contracts.ProblemDetails(
        title=found, status=status, detail=found, code=code, expected=expected, found=found,
        remedy=remedy,
    )  # fmt: skip


def not_answering() -> ProblemDetails:
    """An engine that runs but does not serve, or does not stay up after several restarts."""
    return _problem(
        UNREACHABLE,
        translate("Problems", "an engine that starts and stays"),
        translate("Problems", "one that does not"),
        translate("Problems", "Try again; if that does not help, run: replydesk doctor"),
    )
