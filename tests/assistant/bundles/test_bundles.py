"""Bundles: intact ones are accepted; changed ones, or ones signed by others, are refused."""

from __future__ import annotations

import json
import os
import random
import shutil
import zipfile
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.bundles import keys, opening, packing
from assistant.bundles.keys import BundleKeyError
from assistant.bundles.manifest import MANIFEST, SIGNATURE, BundleError
from assistant.errors import CodedError, StoreFullError

_FLIPS = 400


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Paths of a company's private and public key."""
    folder = tmp_path_factory.mktemp("company")
    keys.make(folder / "key", folder / "key.pub")
    return folder / "key", folder / "key.pub"


@pytest.fixture(scope="module")
def made(company: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle with a model and articles."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "model" / "onnx-int4").mkdir(parents=True)
    (folder / "model" / "manifest.json").write_text('{"id": "small"}')
    (folder / "model" / "onnx-int4" / "model.onnx").write_bytes(random.Random(1).randbytes(3000))
    (folder / "articles.jsonl").write_text('{"question": "能开发票吗？", "answer": "可以。"}\n')
    models = {"small": folder / "model"}
    list(packing.pack(folder / "a.replydesk", models, folder / "articles.jsonl", company[0]))
    return folder / "a.replydesk"


def taken(file: Path, public: Path, folder: Path) -> set[str]:
    """Verify and unpack a bundle; returns the names of the files."""
    manifest = opening.read_manifest(file, public)
    list(opening.unpack(file, manifest, folder))
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def rewritten(made: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Copy a bundle with changed entries, without signing it again."""
    with zipfile.ZipFile(made) as bundle:
        entries = {name: bundle.read(name) for name in bundle.namelist()}
    change(entries)
    with zipfile.ZipFile(target, "w") as bundle:
        for name, content in entries.items():
            bundle.writestr(zipfile.ZipInfo(name), content)
    return target


def test_what_was_packed_is_unpacked(
    made: Path, company: tuple[Path, Path], tmp_path: Path
) -> None:
    assert taken(made, company[1], tmp_path) == {
        "knowledge/articles.jsonl", "models/small/manifest.json",
        "models/small/onnx-int4/model.onnx",
    }  # fmt: skip
    content = (tmp_path / "models/small/onnx-int4/model.onnx").read_bytes()
    assert content == random.Random(1).randbytes(3000)
    manifest = opening.read_manifest(made, company[1])
    assert manifest.models == ["small"]
    assert manifest.has_knowledge


def test_another_companys_bundle_is_refused(made: Path, tmp_path: Path) -> None:
    keys.make(tmp_path / "other", tmp_path / "other.pub")
    with pytest.raises(BundleError) as refused:
        opening.read_manifest(made, tmp_path / "other.pub")
    assert refused.value.code == "bundle.untrusted"


def test_no_flipped_bit_goes_in(made: Path, company: tuple[Path, Path], tmp_path: Path) -> None:
    """The bundle is refused or, if the bit is in an unused field, all files are as signed."""
    whole = taken(made, company[1], tmp_path / "whole")
    original = made.read_bytes()
    chance = random.Random(7)
    refused = 0
    for number in range(_FLIPS):
        place = chance.randrange(len(original))
        changed = bytearray(original)
        changed[place] ^= 1 << chance.randrange(8)
        file, folder = tmp_path / "flipped", tmp_path / f"out-{number}"
        file.write_bytes(changed)
        try:
            assert taken(file, company[1], folder) == whole
        except CodedError as error:
            assert error.code.startswith("bundle.")  # noqa: PT017 - either outcome is right
            refused += 1
            continue
        for name in whole:
            assert (folder / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
    assert refused > _FLIPS / 2


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_half_a_bundle_is_refused(
    made: Path, company: tuple[Path, Path], tmp_path: Path, share: float
) -> None:
    content = made.read_bytes()
    (tmp_path / "half").write_bytes(content[: int(len(content) * share)])
    with pytest.raises(BundleError) as refused:
        taken(tmp_path / "half", company[1], tmp_path / "out")
    assert refused.value.code == "bundle.damaged"


def _add(entries: dict[str, bytes]) -> None:
    entries["models/small/evil.py"] = b"print()"


def _leave_out(entries: dict[str, bytes]) -> None:
    del entries["knowledge/articles.jsonl"]


def _replace(entries: dict[str, bytes]) -> None:
    entries["knowledge/articles.jsonl"] = b'{"question": "Refund?", "answer": "Never."}\n'


def _escape(entries: dict[str, bytes]) -> None:
    manifest = json.loads(entries[MANIFEST])
    manifest["files"]["../../outside"] = manifest["files"].pop("knowledge/articles.jsonl")
    entries[MANIFEST] = json.dumps(manifest).encode()
    entries["../../outside"] = entries.pop("knowledge/articles.jsonl")


def _unsigned(entries: dict[str, bytes]) -> None:
    del entries[SIGNATURE]


@pytest.mark.parametrize("change", [_add, _leave_out, _replace, _escape, _unsigned])
def test_what_somebody_changed_is_refused(
    made: Path,
    company: tuple[Path, Path],
    tmp_path: Path,
    change: Callable[[dict[str, bytes]], None],
) -> None:
    file = rewritten(made, tmp_path / "changed", change)
    with pytest.raises(BundleError):
        taken(file, company[1], tmp_path / "out" / "inner")
    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize(
    "name",
    ["../up", "/etc/passwd", "models/../../up", "models/a", "models/a/b c", "models\\a\\b",
     "models/a/CON:", "other/a/b", "models//a/b", "models/a/.hidden"],
)  # fmt: skip
def test_even_a_signed_list_names_no_file_elsewhere(
    made: Path, company: tuple[Path, Path], tmp_path: Path, name: str
) -> None:
    def sign_again(entries: dict[str, bytes]) -> None:
        manifest = json.loads(entries[MANIFEST])
        manifest["files"][name] = manifest["files"].pop("knowledge/articles.jsonl")
        entries[MANIFEST] = json.dumps(manifest).encode()
        entries[SIGNATURE] = keys.sign(company[0], entries[MANIFEST])
        entries[name] = entries.pop("knowledge/articles.jsonl")

    file = rewritten(made, tmp_path / "signed", sign_again)
    with pytest.raises(BundleError):
        taken(file, company[1], tmp_path / "out")


def test_a_newer_bundle_asks_for_a_newer_program(
    made: Path, company: tuple[Path, Path], tmp_path: Path
) -> None:
    def newer(entries: dict[str, bytes]) -> None:
        entries[MANIFEST] = json.dumps({"format": 2, "more": True}).encode()
        entries[SIGNATURE] = keys.sign(company[0], entries[MANIFEST])

    with pytest.raises(BundleError) as refused:
        opening.read_manifest(rewritten(made, tmp_path / "newer", newer), company[1])
    assert refused.value.code == "bundle.newer"


def test_a_file_that_is_no_key_is_told(made: Path, company: tuple[Path, Path]) -> None:
    with pytest.raises(BundleKeyError):
        opening.read_manifest(made, made)
    with pytest.raises(BundleKeyError):
        opening.read_manifest(made, company[0])
    with pytest.raises(BundleKeyError):
        keys.sign(company[1], b"")


def test_half_a_pair_of_keys_does_not_stay(tmp_path: Path) -> None:
    (tmp_path / "key.pub").touch()
    with pytest.raises(FileExistsError):
        keys.make(tmp_path / "key", tmp_path / "key.pub")
    assert not (tmp_path / "key").exists()


def test_a_fingerprint_is_of_the_key_alone(company: tuple[Path, Path], tmp_path: Path) -> None:
    shown = keys.fingerprint(company[1])
    assert [len(group) for group in shown.split()] == [4] * 8
    (tmp_path / "copy.pem").write_bytes(company[1].read_bytes() + b"\n\n")
    assert keys.fingerprint(tmp_path / "copy.pem") == shown
    keys.make(tmp_path / "other", tmp_path / "other.pub")
    assert keys.fingerprint(tmp_path / "other.pub") != shown
    with pytest.raises(BundleKeyError):
        keys.fingerprint(company[0])


def test_a_failed_bundle_leaves_the_older_one(
    made: Path, company: tuple[Path, Path], tmp_path: Path
) -> None:
    target = tmp_path / "b.replydesk"
    shutil.copy(made, target)
    with pytest.raises(BundleKeyError):
        list(packing.pack(target, {}, made, company[1]))
    assert target.read_bytes() == made.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["b.replydesk"]


def test_what_is_no_file_is_refused_at_once(company: tuple[Path, Path], tmp_path: Path) -> None:
    """Reading a pipe might block, and a device never ends."""
    (tmp_path / "folder").mkdir()
    for odd in (tmp_path / "folder", Path(os.devnull)):
        with pytest.raises(BundleError):
            opening.read_manifest(odd, company[1])
        with pytest.raises(BundleKeyError):
            keys.sign(odd, b"")


@pytest.mark.skipif(os.name != "posix", reason="pipes have no names here")
def test_a_pipe_is_not_waited_for(made: Path, company: tuple[Path, Path], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BundleError):
        opening.read_manifest(tmp_path / "pipe", company[1])
    with pytest.raises(BundleKeyError):
        opening.read_manifest(made, tmp_path / "pipe")


def test_a_disk_that_is_too_small_is_told_before_it_is_full(
    made: Path, company: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = namedtuple("room", "total used free")(1 << 40, 0, 1 << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: room)
    manifest = opening.read_manifest(made, company[1])
    with pytest.raises(StoreFullError):
        list(opening.unpack(made, manifest, tmp_path))
    assert list(tmp_path.iterdir()) == []
    list(opening.unpack(made, manifest, None))


@pytest.mark.skipif(os.name != "posix", reason="rights are told otherwise here")
def test_a_private_key_that_others_may_read_is_noticed(tmp_path: Path) -> None:
    keys.make(tmp_path / "key", tmp_path / "key.pub")
    assert not keys.is_exposed(tmp_path / "key")
    (tmp_path / "key").chmod(0o640)
    assert keys.is_exposed(tmp_path / "key")
