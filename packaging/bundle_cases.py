"""Installer tests of bundles, intact and damaged, and of files opened from the desktop."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bare_root import HOME, BareRoot
from installer_assertions import ASK, FAQ, expect, finds, refused, told

_BUNDLE: Final = f"{HOME}/周一.replydesk"
_HANDED_OVER: Final = """
"$1" & first=$!
until ls "$TMPDIR" | grep -q '^replydesk-'; do sleep 0.2; done
timeout 60 "$1" /home/packages/faq.csv || exit 3
until "$1" jobs list --json | grep -q 'faq.csv'; do sleep 0.5; done
kill -0 $first || exit 4
kill $first
wait
"""
"""A second start passes its file to the open window, which requests a preview of it."""


def bundles(root: BareRoot, program: str) -> None:
    """A bundle is made, imported in another home, and refused if it was modified."""
    key, receiver = f"{HOME}/company.key", ("--home", f"{HOME}/受取 home")
    table = root.path / "home" / "packages" / "faq.csv"
    table.write_text(FAQ, encoding="utf-8")
    root.run([program, "bundle", "key", key])
    sender = ("--home", f"{HOME}/sender")
    told(root, program, *sender, "import", "/home/packages/faq.csv", "--json")
    root.run([program, *sender, "bundle", "make", _BUNDLE, "--key", key, "--knowledge"])

    whole = Path(f"{root.path}{_BUNDLE}")
    content = whole.read_bytes()
    take = (program, *receiver, "bundle", "take", _BUNDLE, "--json", "--trust")
    for what, changed, code in (
        ("its knowledge", _flipped(content, content.index(b"Behind the house")), "bundle.damaged"),
        ("its list", _flipped(content, content.index(b'"sha256"') + 12), "bundle.damaged"),
        ("its end", content[: len(content) // 2], "bundle.damaged"),
    ):
        whole.write_bytes(changed)
        found = refused(root, *take, f"{key}.pub")
        expect(found == code, f"a bundle damaged in {what}: {found}")
    whole.write_bytes(content)
    root.run([program, "bundle", "key", f"{HOME}/other.key"])
    found = refused(root, *take, f"{HOME}/other.key.pub")
    expect(found == "bundle.untrusted", f"a bundle of another company: {found}")
    expect(not finds(told(root, program, *receiver, *ASK)), "nothing of them was used")
    told(root, *take, f"{key}.pub")
    expect(finds(told(root, program, *receiver, *ASK)), "the whole one is taken in")


def handed_over(root: BareRoot, program: str) -> None:
    """A file given as argument reaches the open window."""
    command = ["timeout", "240", "sh", "-c", _HANDED_OVER, "sh", program]
    done = root.run(command, display=True, check=False)
    expect(done.returncode == 0, f"a file for the window that is open: {done}")


def _flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
