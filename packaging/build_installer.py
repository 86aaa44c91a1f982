"""Builds an edition: build_installer.py [--edition trainer] [--out dist] [--work build/installer]

PyInstaller freezes the program with the prepared models (replydesk.spec); its folder is then packed
in the formats of this system, with a bill of materials and checksums. Builds are reproducible as
far as possible: times are those of the commit, files are sorted by name and owned by root.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import editions
import icons
import linux_packages
import windows_and_macos

ROOT = editions.ROOT
_TEXTS = ("LICENSE", "THIRD_PARTY_NOTICES.md", "CHANGELOG.md")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--edition", choices=sorted(editions.EDITIONS), default="replydesk")
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "installer")
    parser.add_argument(
        "--level", type=int, choices=range(1, 10), help="of compression; 1 for a quick try"
    )
    parser.add_argument("--folder-only", action="store_true", help="no archives and packages")
    options = parser.parse_args()
    edition = editions.EDITIONS[options.edition]
    moment = commit_time()
    work = options.work.resolve() / edition.name
    prepare(work / "prepared")
    folder = freeze(options.edition, work, moment)
    tidy(folder, moment)
    print(f"{folder}: {size_of(folder) / 1e6:.0f} MB")
    if not options.folder_only:
        publish(
            edition,
            folder,
            work,
            options.out.resolve(),
            linux_packages.Packed(moment, options.level or edition.level),
        )
    return 0


def commit_time() -> int:
    """SOURCE_DATE_EPOCH, or the time of the current commit."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def prepare(target: Path) -> None:
    """Prepare what the specification includes besides code: models, licences, icon, metadata."""
    shutil.rmtree(target, ignore_errors=True)
    icons.write(target)
    data = target / "data"
    models = ROOT / "build" / "models"
    if not (models / "all-MiniLM-L6-v2" / "manifest.json").is_file():
        raise SystemExit("The models are not prepared yet: make setup")
    shutil.copytree(models, data / "models", ignore=shutil.ignore_patterns(".*"))
    for name in _TEXTS:
        shutil.copy(ROOT / name, data / name)
    about = target / f"replydesk-{editions.version()}.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(
        f"Metadata-Version: 2.4\nName: replydesk\nVersion: {editions.version()}\n"
        "License-Expression: Apache-2.0\n"
    )


def freeze(edition: str, work: Path, moment: int) -> Path:
    """Run PyInstaller; return the folder of the program."""
    environment = {
        **os.environ, "REPLYDESK_EDITION": edition, "REPLYDESK_PREPARED": str(work / "prepared"),
        "SOURCE_DATE_EPOCH": str(moment), "PYTHONHASHSEED": "0",
    }  # fmt: skip
    command = [
        sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
        "--workpath", str(work / "work"), "--distpath", str(work / "folder"),
        str(ROOT / "packaging" / "replydesk.spec"),
    ]  # fmt: skip
    subprocess.run(command, env=environment, cwd=ROOT, check=True)
    return work / "folder" / editions.EDITIONS[edition].name


def tidy(folder: Path, moment: int) -> None:
    """Strip debugging symbols, make files readable for everybody, and set a uniform time."""
    _strip(folder)
    for path in [folder, *folder.rglob("*")]:
        if path.is_symlink():
            continue
        runs = path.is_dir() or path.parent == folder or path.suffix == ".so"
        path.chmod(0o755 if runs else 0o644)
        os.utime(path, (moment, moment))


def _strip(folder: Path) -> None:
    """Remove symbol and line tables from libraries that were shipped with them.

    They make up a tenth of the size; dynamic symbols are kept. Libraries that a wheel bundles
    (`*.libs`) were rewritten by another tool, and would break.
    """
    tool = shutil.which("strip") if sys.platform == "linux" else None
    for path in folder.rglob("*.so*") if tool else ():
        if path.is_symlink() or path.parent.name.endswith(".libs"):
            continue
        if b"\0.symtab\0" in path.read_bytes():
            subprocess.run([str(tool), "--strip-unneeded", str(path)], check=True)


def size_of(folder: Path) -> int:
    """Total size of all files in bytes."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file() and not p.is_symlink())


def publish(
    edition: editions.Edition, folder: Path, work: Path, out: Path, packed: linux_packages.Packed
) -> None:
    """Write packages, bill of materials and checksums into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    written = []
    if sys.platform == "win32":
        written.append(windows_and_macos.setup(edition, folder, work / "prepared", out))
    elif sys.platform == "darwin":
        written.append(windows_and_macos.disk_image(edition, folder, out))
    else:
        share = linux_packages.share(edition, work / "prepared")
        written += [
            linux_packages.archive(edition, folder, share, out, packed),
            linux_packages.debian(edition, folder, share, out, packed),
        ]
    bill = out / f"{edition.name}-{editions.version()}.cdx.json"
    shutil.copy(work / "prepared" / "bill.json", bill)
    written.append(bill)
    sums = out / f"{edition.name}-{editions.version()}.sha256"
    sums.write_text("".join(f"{sha256_of(path)}  {path.name}\n" for path in written))
    print(json.dumps({path.name: path.stat().st_size for path in written}, indent=1))


def sha256_of(path: Path) -> str:
    """The checksum of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main())
