"""`export`: writes all articles as CSV and JSONL, and all conversations as JSONL."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from assistant.cli.context import Context, UsageError
from assistant.client.api import Client
from assistant.errors import MachineError
from assistant.paths import OWNER_ONLY_FILE, OWNER_ONLY_FOLDER

_FILES = {
    "articles.csv": ("/export/articles", {"format": "csv"}),
    "articles.jsonl": ("/export/articles", {"format": "jsonl"}),
    "conversations.jsonl": ("/export/conversations", {}),
}


class ExportFolderError(MachineError):
    """The export could not be written."""

    code = "export.unwritable"


def arguments(parser: argparse.ArgumentParser, _: Any) -> None:
    parser.add_argument(
        "folder", nargs="?", type=Path, default=Path("replydesk-export"),
        help="where to write articles.csv, articles.jsonl and conversations.jsonl",
    )  # fmt: skip
    parser.add_argument("--overwrite", action="store_true", help="replace an older export")
    parser.set_defaults(run=run)


def run(context: Context, options: argparse.Namespace) -> None:
    folder: Path = options.folder
    there = [name for name in _FILES if (folder / name).exists()]
    if there and not options.overwrite:
        raise UsageError(f"{folder} has an export already: choose another folder, or --overwrite")
    with context.client() as client:
        sizes = _write_all(client, folder)
    if context.output.as_json:
        files = [{"name": name, "bytes": size} for name, size in sizes.items()]
        context.output.value({"folder": str(folder.absolute()), "files": files})
        return
    for name, size in sizes.items():
        context.output.line(f"{folder / name}  ({size:,} bytes)")
    context.output.note("These files are not encrypted: they hold what customers wrote.")


def _write_all(client: Client, folder: Path) -> dict[str, int]:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY_FOLDER)
        return {
            name: _write(client, path, query, folder / name)
            for name, (path, query) in _FILES.items()
        }
    except OSError as error:
        raise ExportFolderError(
            expected=f"room and the right to write in {folder}",
            found=error.strerror or type(error).__name__,
            remedy="Choose another folder",
        ) from error


def _write(client: Client, path: str, query: dict[str, str], target: Path) -> int:
    """Download one file atomically, readable by its owner only; return its size."""
    partial = target.with_name(f".{target.name}.partial")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY_FILE)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for piece in client.transport.download(path, query=query):
                file.write(piece)
        partial.replace(target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return target.stat().st_size
