"""Fields with invalid values: lone surrogates, endless names, huge numbers."""

from __future__ import annotations

import bz2
import io
import json
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest

from assistant.transcripts import ConversationRecord
from assistant.transcripts.exporting import export_events
from assistant.transcripts.kept.identities import hashes_of
from assistant.transcripts.recognition.detected import Detected
from retrieval.documents import Limits, sandbox
from retrieval.errors import CodedError
from tests.assistant.transcripts.exports import ANSWERED, ASKED, write, zipped

HALF = "\ud800"


def read(path: Path) -> tuple[Detected, list[ConversationRecord]]:
    """The final detection of an export, and its conversations."""
    events = list(export_events(path, {}, Limits()))
    told = [event for event in events if isinstance(event, Detected)]
    return told[-1], [event for event in events if isinstance(event, ConversationRecord)]


def test_half_a_character_is_one_that_can_be_stored(tmp_path: Path) -> None:
    talk = {
        "id": f"c{HALF}1", "tags": [f"late{HALF}"], "customer": f"Ann{HALF}",
        "subject": f"{HALF}Order", "messages": [
            {"role": "user", "content": f"{ASKED} {HALF}", "name": f"Ann{HALF}"},
            {"role": "assistant", "content": ANSWERED, "name": f"Eve{HALF}"},
        ],
    }  # fmt: skip
    told, (record,) = read(write(tmp_path, "c.json", json.dumps([talk])))
    fields = [record.key, record.subject, record.customer_name, record.agent, *record.labels]
    for text in (*fields, *told.agents, *(message.author for message in record.messages)):
        text.encode()
    assert record.key == "c\ufffd1"
    assert hashes_of(bytes(32), record)


def test_half_a_character_in_the_name_of_a_column(tmp_path: Path) -> None:
    told, _ = read(write(tmp_path, "c.json", json.dumps([{f"{HALF}foo": 1, "bar": "x"}])))
    assert told.columns == ("\ufffdfoo", "bar")


def test_as_many_columns_are_told_as_a_person_can_choose_from(tmp_path: Path) -> None:
    header = ",".join(f"c{number}" for number in range(10_000))
    told, records = read(write(tmp_path, "c.csv", f"{header}\n{header}\n"))
    assert (told.format, len(told.columns), records) == ("", 500, [])
    told, _ = read(write(tmp_path, "d.csv", f"{'x' * 90_000},y\n1,2\n"))
    assert max(map(len, (*told.columns, *told.evidence))) < 3_000


@pytest.mark.parametrize(
    "ts", ["10e400", "NaN", "Infinity", "-Infinity", f"1{'0' * 400}", '"1e999"']
)
def test_a_time_that_is_no_time_in_slack(tmp_path: Path, ts: str) -> None:
    day = (
        f'[{{"type": "message", "user": "U1", "text": "{ASKED}", "ts": {ts}}},'
        f'{{"type": "message", "user": "U2", "text": "{ANSWERED}", "ts": "1772442600.0"}}]'
    )
    files = {"users.json": "[]", "channels.json": "[]", "support/2026-03-02.json": day}
    _, records = read(write(tmp_path, "x.zip", zipped(files)))
    assert {m.text for record in records for m in record.messages} == {ASKED, ANSWERED}


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_member_of_an_archive(tmp_path: Path, method: int) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        archive.writestr("a.json", json.dumps([{"text": str(n) * n} for n in range(300)]))
    data = bytearray(held.getvalue())
    data[60:90] = bytes(byte ^ 0xFF for byte in data[60:90])
    with pytest.raises(CodedError) as refused:
        read(write(tmp_path, "x.zip", bytes(data)))
    assert refused.value.code == "file.damaged"


def test_a_tar_is_told_as_such(tmp_path: Path) -> None:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        entry = tarfile.TarInfo("tickets.json")
        entry.size = 2
        archive.addfile(entry, io.BytesIO(b"[]"))
    with pytest.raises(CodedError) as refused:
        read(write(tmp_path, "x.tar", held.getvalue()))
    assert refused.value.found == "a tar archive"
    for packed in (bz2.compress(held.getvalue()), lzma.compress(held.getvalue())):
        with pytest.raises(CodedError) as refused:
            read(write(tmp_path, "x.tar.packed", packed))
        assert refused.value.code == "file.binary"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "idna", "undefined", "punycode"])
def test_an_encoding_that_the_file_is_not_in(tmp_path: Path, encoding: str) -> None:
    talk = {"id": 1, "messages": [{"role": "user", "content": ASKED}]}
    for name, content in (
        ("c.json", json.dumps([talk])),
        ("c.csv", f"conversation,role,text\n1,customer,{ASKED}\n"),
        ("c.txt", f"12/03/2026, 09:01 - Ann: {ASKED}\n12/03/2026, 09:05 - Eve: {ANSWERED}\n"),
    ):
        path = write(tmp_path, name, content)
        try:
            told, *_ = export_events(path, {"encoding": encoding}, Limits())
        except CodedError as error:
            assert error.code in ("export.encoding", "file.json")  # noqa: PT017 - or it is read
        else:
            assert isinstance(told, Detected)


def test_a_folder_whose_files_are_being_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.csv", f"conversation,role,text\n1,customer,{ASKED}\n1,agent,{ANSWERED}\n")
    names = [(str(tmp_path), [], ["a.csv", "gone.csv"])]
    with monkeypatch.context() as patch:
        patch.setattr(sandbox.os, "walk", lambda _: iter(names))
        _, size = sandbox.check_file(tmp_path, Limits(), folders=True)
    assert size == (tmp_path / "a.csv").stat().st_size
