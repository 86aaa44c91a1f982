"""Installer tests of upgrades and downgrades, with stores of other versions.

The newer package is made by `build_newer.py`: the same program with a higher version and one more
migration of the store.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import editions
from bare_root import HOME, BareRoot
from installer_assertions import ASK, FAQ, expect, finds, refused, told

_DATA: Final = f"{HOME}/.local/share/Replydesk"
_OLD_STORE: Final = editions.ROOT / "tests" / "data" / "stores" / "schema-1.db"
_OLD_KEY: Final = bytes(range(32))
_OLD_ANSWER: Final = "收到后三十天内可以退货"


def older_store(root: BareRoot, package: Path) -> None:
    """A home with the first schema is backed up and migrated, and no data are lost."""
    root.put(package, "/home/packages")
    root.run(["dpkg", "-i", f"/home/packages/{package.name}"], user="root")
    # the engine of an earlier test was killed, and its write-ahead log belongs to another store
    root.run(["rm", "-rf", _DATA])
    root.run(["mkdir", "-p", "-m", "700", _DATA])
    root.put(_OLD_STORE, _DATA)
    Path(f"{root.path}{_DATA}/{_OLD_STORE.name}").rename(f"{root.path}{_DATA}/store.db")
    key = Path(f"{root.path}{_DATA}/store.key")
    key.write_text(_OLD_KEY.hex(), "ascii")
    key.chmod(0o600)
    root.run(["chown", "-R", "--reference", HOME, _DATA], user="root")
    listed = told(root, "replydesk", "articles", "list", "--json")
    expect(_OLD_ANSWER in str(listed), f"what the older version wrote: {listed}")
    expect(len(_migrations(root)) == 1, "a backup before the migration")


def newer_and_back(root: BareRoot, package: Path, newer: Path) -> None:
    """Upgrade to a newer package, and downgrade again as described in the manual."""
    (root.path / "home" / "packages" / "faq.csv").write_text(FAQ, encoding="utf-8")
    told(root, "replydesk", "import", "/home/packages/faq.csv", "--json")
    before = _version(root)
    root.put(newer, "/home/packages")
    root.run(["dpkg", "-i", f"/home/packages/{newer.name}"], user="root")
    expect(_version(root) != before, f"the newer version is there, not {before}")
    expect(finds(_in_order(root, *ASK)), "the newer version finds what was there")
    backups = _migrations(root)
    expect(len(backups) == 2, f"a second backup, before the second migration: {backups}")

    root.run(["dpkg", "-i", f"/home/packages/{package.name}"], user="root")
    expect(_version(root) == before, "the version before is back")
    content = Path(f"{root.path}{_DATA}/store.db").read_bytes()
    code = refused(root, "replydesk", *ASK)
    expect(code == "store.newer", f"a newer store is refused, not {code}")
    expect(Path(f"{root.path}{_DATA}/store.db").read_bytes() == content, "and is left alone")
    root.run(["replydesk", "restore", _migrations(root)[0], "--yes"])
    expect(finds(told(root, "replydesk", *ASK)), "the backup before the migration works")
    kept = list(Path(f"{root.path}{_DATA}/damaged").rglob("store.db"))
    expect(any(file.read_bytes() == content for file in kept), "the newer store is kept")
    expect(_OLD_ANSWER in str(told(root, "replydesk", "articles", "list", "--json")), "all of it")


def _migrations(root: BareRoot) -> list[str]:
    """Names of the backups made before migrations, newest first."""
    items: list[dict[str, Any]] = told(root, "replydesk", "backup", "list", "--json")["items"]
    return [str(item["name"]) for item in items if item["reason"] == "migration"]


def _in_order(root: BareRoot, *command: str) -> Any:
    """The JSON output of a command, after its engine was stopped and has closed the store."""
    script = 'said=$(replydesk "$@") && replydesk engine stop >/dev/null && printf %s "$said"'
    return told(root, "sh", "-c", script, "sh", *command)


def _version(root: BareRoot) -> str:
    return root.run(["replydesk", "--version"]).stdout.strip()
