"""Typed calls of the routes for exports of support tools."""

from __future__ import annotations

from pathlib import Path

from assistant.client.calls import Calls
from assistant.client.transport import Query
from assistant.contracts import (
    SkippedPage,
    TranscriptChange,
    TranscriptChoices,
    TranscriptKeepRequest,
    TranscriptPage,
    TranscriptRequest,
    TranscriptReview,
    TranscriptSet,
)


class Transcripts(Calls):
    """Calls that examine, keep, review, approve and remove transcript sets."""

    def examine_path(self, request: TranscriptRequest) -> TranscriptSet:
        """Let the engine examine an export of this machine."""
        return self._send(TranscriptSet, "POST", "/transcripts", request)

    def examine_upload(self, file: Path, name: str) -> TranscriptSet:
        """Upload an export to the engine and let it examine it."""
        content = self.transport.upload("/transcripts/upload", file, query={"name": name})
        return TranscriptSet.model_validate_json(content)

    def examine_again(self, id_: int, choices: TranscriptChoices) -> TranscriptSet:
        return self._send(TranscriptSet, "POST", f"/transcripts/{id_}/examine", choices)

    def all_transcripts(self) -> TranscriptPage:
        return self._get(TranscriptPage, "/transcripts")

    def transcripts(self, id_: int) -> TranscriptSet:
        return self._get(TranscriptSet, f"/transcripts/{id_}")

    def skipped_transcripts(self, id_: int, query: Query) -> SkippedPage:
        return self._get(SkippedPage, f"/transcripts/{id_}/skipped", query)

    def keep_transcripts(self, id_: int, request: TranscriptKeepRequest) -> TranscriptSet:
        return self._send(TranscriptSet, "POST", f"/transcripts/{id_}/keep", request)

    def review_transcripts(self, id_: int) -> TranscriptReview:
        return self._get(TranscriptReview, f"/transcripts/{id_}/review")

    def change_transcripts(self, id_: int, change: TranscriptChange) -> TranscriptSet:
        return self._send(TranscriptSet, "PATCH", f"/transcripts/{id_}", change)

    def remove_transcripts(self, id_: int) -> None:
        self.transport.call("DELETE", f"/transcripts/{id_}")
