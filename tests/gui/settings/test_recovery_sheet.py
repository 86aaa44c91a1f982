"""The page with the recovery key, printed to a file and read again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from unicodedata import normalize

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter

from gui.settings.recovery_sheet import Sheet, draw, lay_out, write_pdf
from tests.gui.conftest import Looks

KEY = "-".join(["2B3C4", "D5E6F", "7G8H9", "J2K3L", "M4N5P"] * 2 + ["Q6R7S"])
SHEET = Sheet(KEY, "/home/ann/replydesk")


def words_of(file: Path) -> str:
    """What a PDF of one page says, without white space: how a reader divides words is its own."""
    (page,) = PdfReader(file).pages
    return "".join(page.extract_text().split())


def test_a_printer_gets_one_page_with_all_that_is_needed(looks: Looks, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    lay_out(printer)
    assert draw(SHEET, printer)
    said = words_of(tmp_path / "printed.pdf")
    assert KEY.replace("-", "") in said
    assert "/home/ann/replydesk" in said
    assert "replydeskrecovery-keyuse" in said
    for part in ("Whatitisfor", "Howtouseit", "Keepitsafe", "Printed:"):
        assert part in said


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_same_page_as_a_file_in_either_language(
    looks: Looks, tmp_path: Path, language: str
) -> None:
    looks.language.choose(language)
    file = tmp_path / "page.pdf"
    assert write_pdf(SHEET, str(file)) == ""
    said = words_of(file)
    assert KEY.replace("-", "") in said
    assert ("\u6062\u590d\u5bc6\u94a5" in normalize("NFKC", said)) == (language == "zh_CN")


def test_the_key_stands_in_groups() -> None:
    assert [len(line.split()) for line in SHEET.lines] == [4, 4, 3]
    assert "".join("".join(SHEET.lines).split()) == KEY.replace("-", "")


def test_a_file_that_cannot_be_written_says_why(looks: Looks, tmp_path: Path) -> None:
    assert write_pdf(SHEET, str(tmp_path / "nowhere" / "page.pdf"))
    assert list(tmp_path.iterdir()) == []


def test_printing_is_loaded_only_where_somebody_prints() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c",
         "import sys, gui.settings.recovery; print('PySide6.QtPrintSupport' in sys.modules)"],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert loaded.stdout.strip() == "False"
