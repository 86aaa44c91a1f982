"""Hostile and hopeless files: one coded error each, in time, and the parent lives on."""

from __future__ import annotations

import json
import os
import struct
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from docx import Document

from retrieval.documents import Limits, Progress, Record, read_file
from retrieval.errors import CodedError
from tests.garbage import collector
from tests.retrieval.documents.files import laughs, rewrite_member, write_pdf, write_xlsx

SECONDS = 300  # the slowest of them takes ten where nothing else runs


def zip_bomb(folder: Path) -> Path:
    path = write_xlsx(folder / "bomb.xlsx", ["question", "answer"], ["q", "a"])
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/image1.xml", "w") as member,
    ):
        for _ in range(300):
            member.write(bytes(1 << 20))
    return path


def lying_zip_bomb(folder: Path) -> Path:
    """Its directory says each member is small."""
    path = zip_bomb(folder)
    data = bytearray(path.read_bytes())
    true_size = struct.pack("<L", 300 << 20)
    for at in range(len(data)):
        if data[at : at + 4] == true_size:
            data[at : at + 4] = struct.pack("<L", 1000)
    path.write_bytes(data)
    return path


def nested_zip_bomb(folder: Path) -> Path:
    inner = folder / "inner.zip"
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(50 << 20))
    path = folder / "nested.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for at in range(20):
            archive.write(inner, f"word/{at}.zip")
    return path


def many_members(folder: Path) -> Path:
    path = write_xlsx(folder / "many.xlsx", ["question", "answer"], ["q", "a"])
    with zipfile.ZipFile(path, "a") as archive:
        for at in range(6_000):
            archive.writestr(f"xl/x{at}", b"")
    return path


def xlsx_laughs(folder: Path) -> Path:
    path = write_xlsx(folder / "ok.xlsx", ["question", "answer"], ["q", "a"])
    return rewrite_member(
        path,
        folder / "laughs.xlsx",
        "xl/worksheets/sheet1.xml",
        lambda xml: laughs("worksheet") + xml.replace(b"<v>", b"<v>&j;"),
    )


def docx_laughs(folder: Path) -> Path:
    document = Document()
    document.add_paragraph("text")
    document.save(folder / "ok.docx")
    return rewrite_member(
        folder / "ok.docx",
        folder / "laughs.docx",
        "word/document.xml",
        lambda xml: laughs("w:document") + xml.split(b"?>", 1)[-1].replace(b">text<", b">&j;<"),
    )


def html_laughs(folder: Path) -> Path:
    return write(folder / "laughs.html", laughs("html") + b"<html><body><p>&j;</body></html>")


def long_line(folder: Path) -> Path:
    path = folder / "line.csv"
    with path.open("wb") as file:
        file.write(b"question,answer\n")
        file.seek((2 << 30) - 1)
        file.write(b"x")
    return path


def long_text_line(folder: Path) -> Path:
    return write(folder / "line.csv", b"question,answer\nq," + b"word " * 5_000_000)


def truncated(name: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / f"cut.{name}"
        if name == "xlsx":
            write_xlsx(path, ["question", "answer"], ["q", "a"])
        elif name == "docx":
            document = Document()
            document.add_paragraph("text")
            document.save(path)
        else:
            write_pdf(path, [[(11, "text")]] * 3)
            return write(path, path.read_bytes()[:120])
        return write(path, path.read_bytes()[: path.stat().st_size // 2])

    return make


def encrypted_office(folder: Path) -> Path:
    """The container of a password-protected workbook, as far as its directory."""
    name = "EncryptedPackage".encode("utf-16-le")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return write(folder / "secret.xlsx", head + bytes(512) + name + bytes(4096))


def encrypted_pdf(folder: Path) -> Path:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(write_pdf(folder / "plain.pdf", [[(11, "secret")]])))
    writer.encrypt("password", algorithm="RC4-128")
    writer.write(folder / "secret.pdf")
    return folder / "secret.pdf"


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def folder_named_csv(folder: Path) -> Path:
    (folder / "x.csv").mkdir()
    return folder / "x.csv"


CASES: dict[str, tuple[Callable[[Path], Path], set[str]]] = {
    "zip bomb": (zip_bomb, {"file.bomb"}),
    "zip bomb with a lying directory": (lying_zip_bomb, {"file.bomb", "file.damaged"}),
    "nested zip bomb": (nested_zip_bomb, {"file.bomb", "file.damaged"}),
    "many members": (many_members, {"file.bomb"}),
    "entity bomb in xlsx": (xlsx_laughs, {"file.entities"}),
    "entity bomb in docx": (docx_laughs, {"file.entities"}),
    "entity bomb in html": (html_laughs, {"file.entities"}),
    "2 GB line": (long_line, {"file.size"}),
    "long line": (long_text_line, {"file.line"}),
    "password xlsx": (encrypted_office, {"file.encrypted"}),
    "password pdf": (encrypted_pdf, {"file.encrypted"}),
    "truncated xlsx": (truncated("xlsx"), {"file.damaged"}),
    "truncated docx": (truncated("docx"), {"file.damaged"}),
    "truncated pdf": (truncated("pdf"), {"file.damaged"}),
    "pdf without text": (lambda f: write_pdf(f / "scan.pdf", [[], []]), {"file.no-text"}),
    "random bytes as csv": (lambda f: write(f / "x.csv", os.urandom(100_000)), {"file.binary"}),
    "program as csv": (
        lambda f: write(f / "x.csv", b"\x7fELF" + os.urandom(9_000)),
        {"file.format"},
    ),
    "text as xlsx": (lambda f: write(f / "x.xlsx", b"question,answer\nq,a\n"), {"file.damaged"}),
    "old office": (
        lambda f: write(f / "x.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096)),
        {"file.format"},
    ),
    "zip": (lambda f: nested_zip_bomb(f).rename(f / "x.zip"), {"file.format"}),
    "empty": (lambda f: write(f / "x.csv", b""), {"file.empty"}),
    "blank": (lambda f: write(f / "x.md", b" \n\n \t\n"), {"file.no-text"}),
    "folder": (folder_named_csv, {"file.directory"}),
    "missing": (lambda f: f / "nothing.pdf", {"file.missing"}),
    "deep json": (lambda f: write(f / "x.json", b"[" * 500_000), {"file.json"}),
    "deep html": (
        lambda f: write(f / "x.html", b"<div>" * 100_000 + b"x"),
        {"file.nesting", "parser.time", "file.no-text"},
    ),
    "no table": (lambda f: write(f / "x.csv", b"foo,bar\n1,2\n"), {"table.columns"}),
}


@pytest.mark.parametrize("name", CASES)
def test_hopeless_files_give_one_coded_error(tmp_path: Path, name: str) -> None:
    make, codes = CASES[name]
    path = make(tmp_path)
    events = []
    start = time.monotonic()
    with pytest.raises(CodedError) as caught:
        events.extend(read_file(path))
    assert time.monotonic() - start < SECONDS
    assert caught.value.code in codes
    assert caught.value.fault != "bug"
    assert caught.value.expected
    assert caught.value.found
    assert caught.value.remedy
    assert not any(isinstance(event, Record) for event in events)


def test_a_fifo_is_refused_without_waiting(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("no named pipes in the file system")
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(CodedError, match=r"file\.special"):
        list(read_file(tmp_path / "pipe.csv"))


def test_unknown_endings_are_sniffed(tmp_path: Path) -> None:
    table = write(tmp_path / "export.dat", "问题\t答案\n如何\t这样\n多久\t三天\n".encode())
    page = write(tmp_path / "page", b"<html><body><dl><dt>Q?<dd>A.</dl>")
    lines = write(tmp_path / "x.1", b'{"question":"q","answer":"a"}\n{"question":"r","answer":"b"}')
    assert [e.answer for e in read_file(table) if isinstance(e, Record)] == ["这样", "三天"]
    assert [e.answer for e in read_file(page) if isinstance(e, Record)] == ["A."]
    assert [e.answer for e in read_file(lines) if isinstance(e, Record)] == ["a", "b"]


def table_of(folder: Path, count: int) -> Path:
    rows = "".join(f"question {at}?,answer {at}\n" for at in range(count))
    return write(folder / "big.csv", b"question,answer\n" + rows.encode())


def test_a_large_table_comes_through_whole_with_progress(tmp_path: Path) -> None:
    events = list(read_file(table_of(tmp_path, 30_000)))
    rows = [event.locator.row for event in events if isinstance(event, Record)]
    progress = [event for event in events if isinstance(event, Progress)]
    assert rows == list(range(2, 30_002))
    assert len(progress) > 10
    assert progress[-1].done == progress[-1].total


def test_closing_the_generator_ends_the_child(tmp_path: Path) -> None:
    before = {child.pid for child in psutil.Process().children()}
    events = read_file(table_of(tmp_path, 100_000))
    next(events)
    assert {child.pid for child in psutil.Process().children()} - before
    events.close()
    assert not {child.pid for child in psutil.Process().children()} - before


def test_a_reading_that_its_own_watcher_collects_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {child.pid for child in psutil.Process().children()}
    with collector() as collect:

        class Watched(psutil.Process):
            def cpu_times(self) -> object:
                collect()
                return super().cpu_times()

        monkeypatch.setattr(psutil, "Process", Watched)
        events = [read_file(table_of(tmp_path, 100_000))]
        next(events[0])
        collect.drop(events)
        collect.wait()
        assert collect.thread == "file-reader-watch"
    assert not {child.pid for child in psutil.Process().children()} - before


def test_a_slow_consumer_is_no_stall(tmp_path: Path) -> None:
    limits = Limits(stalled_seconds=6, stalled_cpu_seconds=30)
    count = 0
    for event in read_file(table_of(tmp_path, 60_000), limits=limits):
        count += isinstance(event, Record)
        if count == 10:
            time.sleep(7)
    assert count == 60_000


def child_script(tmp_path: Path, code: str) -> list[str]:
    script = tmp_path / "child.py"
    script.write_text(f"import sys, time\nsys.stdin.buffer.read()\n{code}\n")
    return [sys.executable, str(script)]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("sys.exit(3)", "parser.crash"),
        ("import os; os.abort()", "parser.crash"),
        ("print('no protocol', flush=True)", "parser.crash"),
        ("print('[[\"r\", 1, [], {}]]', flush=True)", "parser.crash"),
        ('print(\'[["e", "SystemExit", "", "", "", ""]]\', flush=True)', "parser.crash"),
        ("print('[]' , end='', flush=True)", "parser.crash"),
        ("time.sleep(60)", "parser.time"),
        ("while True: pass", "parser.time"),
        ("x = bytearray(400 << 20)\ntime.sleep(60)", "parser.memory"),
    ],
)
def test_whatever_the_child_does_the_parent_says_it_clearly(
    tmp_path: Path, code: str, expected: str
) -> None:
    limits = Limits(stalled_cpu_seconds=5, stalled_seconds=60, memory_bytes=300 << 20)
    if expected == "parser.time":
        limits = Limits(stalled_cpu_seconds=1, stalled_seconds=3)
    path = write(tmp_path / "x.csv", b"question,answer\nq,a\n")
    with pytest.raises(CodedError) as caught:
        list(read_file(path, limits=limits, command=child_script(tmp_path, code)))
    assert caught.value.code == expected


def test_the_child_limits_itself(tmp_path: Path) -> None:
    """Too little memory for a JSON file: the child itself says so, on systems that can."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the address space is limited on Linux only")
    path = tmp_path / "x.json"
    path.write_text(json.dumps([{"question": str(at), "answer": "a"} for at in range(300_000)]))
    with pytest.raises(CodedError) as caught:
        list(read_file(path, limits=Limits(memory_bytes=120 << 20)))
    assert caught.value.code == "parser.memory"


@pytest.mark.parametrize("limit", ["records", "problems", "output_bytes"])
def test_output_is_bounded(tmp_path: Path, limit: str) -> None:
    rows = b"".join(b"q%d,a\nx%d,\n" % (at, at) for at in range(5_000))
    path = write(tmp_path / "x.csv", b"question,answer\n" + rows)
    with pytest.raises(CodedError) as caught:
        list(read_file(path, limits=Limits(**{limit: 1_000})))
    assert caught.value.code in ("parser.records", "file.problems", "parser.output")


def test_the_child_cannot_reach_the_network_or_write(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("file size limits are POSIX")
    code = (
        "import io, socket\n"
        "from retrieval.documents import worker, wire\n"
        "from retrieval.documents.errors import FileError\n"
        "def parse(path, mapping, limits):\n"
        "    found = []\n"
        "    for tried in (lambda: socket.create_connection(('127.0.0.1', 9)),\n"
        "                  lambda: __import__('os').system('true'),\n"
        "                  lambda: path.with_suffix('.new').write_bytes(b'x' * 9000)):\n"
        "        try:\n"
        "            tried()\n"
        "            found.append('done')\n"
        "        except OSError as error:\n"
        "            found.append(type(error).__name__)\n"
        "    raise FileError(code='file.test', found=' '.join(found))\n"
        "    yield\n"
    )
    script = tmp_path / "child.py"
    script.write_text(
        "import signal, sys\n"
        f"sys.path.insert(0, {str(Path(__file__).parents[3])!r})\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"{code}worker.serve(parse, wire.encode)\n"
    )
    path = write(tmp_path / "x.csv", b"question,answer\nq,a\n")
    with pytest.raises(CodedError) as caught:
        list(read_file(path, command=[sys.executable, str(script)]))
    assert caught.value.found == "PermissionError PermissionError OSError"
