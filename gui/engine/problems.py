"""What went wrong with a request, in one shape: what the engine said, or why nothing was said."""

from __future__ import annotations

from pydantic import ValidationError
from PySide6.QtCore import QCoreApplication
from PySide6.QtNetwork import QNetworkReply, QNetworkRequest

from assistant.contracts import ProblemDetails

UNREACHABLE = "engine.unreachable"
DENIED = "token"
_OK = 200


def problem_of(reply: QNetworkReply, body: bytes) -> ProblemDetails:
    """The problem a finished, failed reply stands for."""
    status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
    if status == _OK and reply.error() != QNetworkReply.NetworkError.NoError:
        return broken_off()
    if status is not None:
        try:
            return ProblemDetails.model_validate_json(body)
        except ValidationError:
            return _not_ours(int(status))
    if reply.error() == QNetworkReply.NetworkError.SslHandshakeFailedError:
        return _problem(
            "engine.certificate",
            _tr("a certificate that this computer trusts"),
            _tr("one that it does not"),
            _tr("Ask your administrator to install the server's certificate on this computer"),
        )
    return _problem(
        UNREACHABLE,
        _tr("an engine that answers"),
        _tr("nothing at its address"),
        _tr("Wait a moment, or check the address in Settings"),
    )


def unreadable() -> ProblemDetails:
    """An answer this version does not understand."""
    return _problem(
        "engine.answer",
        _tr("an answer this version understands"),
        _tr("another one"),
        _tr("Use the same version of Replydesk here and on the server"),
    )


def broken_off() -> ProblemDetails:
    """A stream that ended in the middle."""
    return _problem(
        UNREACHABLE,
        _tr("a whole answer"),
        _tr("one that broke off"),
        _tr("Ask again; the engine may have been restarted"),
    )


def _not_ours(status: int) -> ProblemDetails:
    return _problem(
        UNREACHABLE,
        _tr("a Replydesk engine at this address"),
        _tr("another program that answered with status %1").replace("%1", str(status)),
        _tr("Check the address in Settings"),
        status=status,
    )


def _problem(
    code: str, expected: str, found: str, remedy: str, *, status: int = 0
) -> ProblemDetails:
    return ProblemDetails(
        title=found, status=status, detail=found, code=code, expected=expected, found=found,
        remedy=remedy,
    )  # fmt: skip


def _tr(text: str) -> str:
    return QCoreApplication.translate("Problems", text)


def not_answering() -> ProblemDetails:
    """An engine that lives, or was started again and again, and does not serve."""
    return _problem(
        UNREACHABLE,
        _tr("an engine that starts and stays"),
        _tr("one that does not"),
        _tr("Try again; if it stays so, run: replydesk doctor"),
    )
