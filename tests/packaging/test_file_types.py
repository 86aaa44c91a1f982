"""Every system is told of the same kinds of files, and the program takes each of them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from configparser import ConfigParser
from pathlib import Path
from types import ModuleType

from gui import opened_files

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
Script = Callable[[str], ModuleType]


def endings(script: Script) -> set[str]:
    return {one.ending for one in script("file_types").EXPORTS}


def test_the_desktop_entry_takes_files_and_says_which(script: Script, tmp_path: Path) -> None:
    packages, edition = script("linux_packages"), script("editions").EDITIONS["replydesk"]
    text = (PACKAGING / "linux" / "replydesk.desktop").read_text("utf-8")
    entry = ConfigParser(interpolation=None)
    entry.read_string(packages._filled(edition, text))
    main = entry["Desktop Entry"]
    assert main["Exec"] == "replydesk %F"
    kinds = script("file_types")
    assert main["MimeType"].split(";") == [
        *(one.mime for one in (kinds.BUNDLE, *kinds.EXPORTS)), "",
    ]  # fmt: skip


def test_a_bundle_is_known_by_its_ending(script: Script) -> None:
    root = ET.parse(PACKAGING / "linux" / "replydesk-mime.xml").getroot()  # noqa: S314 - our own
    space = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    (kind,) = root.findall("m:mime-type", space)
    bundle = script("file_types").BUNDLE
    assert kind.get("type") == bundle.mime
    assert [one.get("pattern") for one in kind.findall("m:glob", space)] == [f"*{bundle.ending}"]
    assert bundle.ending == opened_files.BUNDLE


def test_windows_is_told_of_the_same_kinds(script: Script) -> None:
    text = (PACKAGING / "windows" / "replydesk.iss").read_text("utf-8")
    named = re.findall(r'Classes\\(\.\w+)\\OpenWithProgids".*ValueName: "([\w.]+)"', text)
    assert set(named) == {
        (".replydesk", "Replydesk.Bundle"),
        *((ending, "Replydesk.Export") for ending in endings(script)),
    }
    commands = re.findall(r'shell\\open\\command".*ValueData: (".*")$', text, re.MULTILINE)
    assert commands == ['"""{app}\\replydesk.exe"" ""%1"""'] * 2
    assert "ChangesAssociations=yes" in text


def test_macos_is_told_of_the_same_kinds(script: Script) -> None:
    kinds = script("file_types")
    told = kinds.document_types()
    bundle, exports = told["CFBundleDocumentTypes"]
    assert bundle["LSItemContentTypes"] == [kinds.BUNDLE.uti]
    assert exports["LSItemContentTypes"] == [one.uti for one in kinds.EXPORTS]
    assert exports["LSHandlerRank"] == "Alternate"  # no table opens here unless somebody says so
    declared = [*told["UTExportedTypeDeclarations"], *told["UTImportedTypeDeclarations"]]
    own = [one.uti for one in (kinds.BUNDLE, *kinds.EXPORTS) if "replydesk" in one.uti]
    assert [one["UTTypeIdentifier"] for one in declared] == own
    assert "document_types()" in (PACKAGING / "replydesk.spec").read_text("utf-8")


def test_every_kind_has_a_place_in_the_window(script: Script) -> None:
    packed = {ending for ending in endings(script) if ending in opened_files.EXPORTS}
    assert packed == {".zip", ".gz"}  # the others may be knowledge, too
