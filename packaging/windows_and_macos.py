"""Builds the installers for Windows and macOS.

Not tested yet, as they were written without access to these systems; the workflow
`.github/workflows/installers.yml` builds and tests both.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Final

import editions

_HERE: Final = Path(__file__).parent


def setup(edition: editions.Edition, folder: Path, prepared: Path, out: Path) -> Path:
    """Write `<edition>-<version>-windows-x86_64.exe`; REPLYDESK_SIGNER names a signing tool."""
    command = [
        os.environ.get("ISCC", "iscc"), "/Qp", f"/DEdition={edition.name}",
        f"/DTitle={edition.title}", f"/DVersion={editions.version()}", f"/DFolder={folder}",
        f"/DPrepared={prepared}", f"/DOut={out}",
    ]  # fmt: skip
    if signer := os.environ.get("REPLYDESK_SIGNER"):
        command.append(f"/DSigner={signer}")
    subprocess.run([*command, str(_HERE / "windows" / "replydesk.iss")], check=True)
    return out / f"{edition.name}-{editions.version()}-windows-x86_64.exe"


def disk_image(edition: editions.Edition, folder: Path, out: Path) -> Path:
    """Write `<edition>-<version>-macos.dmg` from the app bundle beside the program's folder."""
    target = out / f"{edition.name}-{editions.version()}-macos.dmg"
    app = folder.parent / f"{edition.title}.app"
    subprocess.run(["sh", str(_HERE / "macos" / "make_dmg.sh"), str(app), str(target)], check=True)
    return target
