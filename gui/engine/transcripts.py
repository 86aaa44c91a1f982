"""Client methods for exports of support tools, one per route."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFile, QIODevice, QObject

from assistant import contracts
from gui.engine.call import Call
from gui.engine.client import reads
from gui.engine.verbs import Verbs

if TYPE_CHECKING:
    from assistant.contracts import TranscriptChange, TranscriptChoices, TranscriptRequest


class TranscriptVerbs(Verbs):
    """Examine, keep, review, approve and remove. The topic of changes is `transcripts`."""

    def examine_path(self, request: TranscriptRequest, owner: QObject) -> Call:
        """`TranscriptSet`: starts a job that examines a file or folder on this computer. For a
        local engine only; a file for a company server has to be uploaded."""
        return self._send("POST", "/transcripts", contracts.TranscriptSet, owner, request)

    def examine_upload(self, file: Path, owner: QObject) -> Call | None:
        """Upload a file to examine; `TranscriptSet`. None if the file cannot be opened."""
        content = QFile(str(file))
        if not content.open(QIODevice.OpenModeFlag.ReadOnly):
            return None
        read = reads(contracts.TranscriptSet)
        return self.client.upload("/transcripts/upload", content, read, owner, {"name": file.name})

    def examine_again(self, id_: int, choices: TranscriptChoices, owner: QObject) -> Call:
        """`TranscriptSet`: starts a job that examines the same file with other choices."""
        path = f"/transcripts/{id_}/examine"
        return self._send("POST", path, contracts.TranscriptSet, owner, choices)

    def all_transcripts(self, owner: QObject) -> Call:
        """`TranscriptPage`, newest first."""
        return self._get("/transcripts", contracts.TranscriptPage, owner)

    def transcripts(self, id_: int, owner: QObject) -> Call:
        """`TranscriptSet`."""
        return self._get(f"/transcripts/{id_}", contracts.TranscriptSet, owner)

    def skipped_transcripts(
        self, id_: int, owner: QObject, *, reason: str = "", cursor: int | None = None,
        limit: int = 50,
    ) -> Call:  # fmt: skip
        """`SkippedPage`: the skipped conversations, all of them or those with one reason."""
        query = {"reason": reason, "cursor": cursor, "limit": limit}
        return self._get(f"/transcripts/{id_}/skipped", contracts.SkippedPage, owner, query)

    def keep_transcripts(self, id_: int, owner: QObject, *, solved_replies: bool = True) -> Call:
        """`TranscriptSet`: starts a job that stores the conversations without personal data."""
        body = {"solved_replies": solved_replies}
        path = f"/transcripts/{id_}/keep"
        return self._send("POST", path, contracts.TranscriptSet, owner, body)

    def review_transcripts(self, id_: int, owner: QObject) -> Call:
        """`TranscriptReview`."""
        return self._get(f"/transcripts/{id_}/review", contracts.TranscriptReview, owner)

    def change_transcripts(self, id_: int, change: TranscriptChange, owner: QObject) -> Call:
        """`TranscriptSet` after renaming, approving, or withdrawing the approval."""
        return self._send("PATCH", f"/transcripts/{id_}", contracts.TranscriptSet, owner, change)

    def remove_transcripts(self, id_: int, owner: QObject) -> Call:
        """Delete all data of an export."""
        return self._send("DELETE", f"/transcripts/{id_}", None, owner)
