"""Texts of the warnings of a run, which differ between a local engine and a company server."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def warning_text(code: str, server: str = "") -> str:
    """Return the text of a warning; a code unknown to this window is returned unchanged.

    Args:
        server: Name of the server that runs the training; "" for this computer.
    """
    said = _on_a_server() if server else _here()
    return {**_anywhere(), **said}.get(code, code).format(server=server)


def _anywhere() -> dict[str, str]:
    return {
        "memory-halved": translate(
            "RunWarningTexts", "Memory ran out: it continues with half as much at once."
        ),
        "memory-saved": translate(
            "RunWarningTexts", "Memory is scarce: it computes some things twice instead."
        ),
        "restarted": translate(
            "RunWarningTexts", "Its process ended unexpectedly and was started again."
        ),
    }


def _here() -> dict[str, str]:
    return {
        "battery": translate("RunWarningTexts", "This computer runs on its battery: plug it in."),
        "battery-low": translate(
            "RunWarningTexts",
            "The battery is nearly empty: plugged in, the training resumes by itself.",
        ),
        "memory-low": translate("RunWarningTexts", "Memory is short: close other programs."),
    }


def _on_a_server() -> dict[str, str]:
    return {
        "battery": translate(
            "RunWarningTexts", "The server {server} runs on its battery: plug it in."
        ),
        "battery-low": translate(
            "RunWarningTexts",
            "The battery of the server {server} is nearly empty: plugged in, the training resumes "
            "by itself.",
        ),
        "memory-low": translate(
            "RunWarningTexts", "Memory is short on the server {server}: close other programs there."
        ),
    }
