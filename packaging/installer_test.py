"""Tests what was built, not the source: installer_test.py [--edition trainer] [--dist dist]

The package is installed, and the archive unpacked, in a minimal Debian without Python and network.
An ordinary user, whose home folder has a space and Chinese characters in its name, runs the
self-test, error cases, bundles, an upgrade from an older store, and an upgrade to the newer package
made by `build_newer.py` and back. Sizes and times are printed, and saved for
`python -m benchmarks.tables`. The exit status is 0 if all tests passed.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import bundle_cases
import editions
import upgrade_cases
from bare_root import HOME, USER, BareRoot
from installer_assertions import ASK, FAQ, expect, finds, refused, told

_DATA: Final = f"{HOME}/.local/share/Replydesk"
_UNPACKED: Final = f"{HOME}/我的 程序/replydesk"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--edition", choices=sorted(editions.EDITIONS), default="replydesk")
    parser.add_argument("--dist", type=Path, default=editions.ROOT / "dist")
    parser.add_argument("--newer", type=Path, default=editions.ROOT / "build" / "newer")
    parser.add_argument("--cache", type=Path, default=editions.ROOT / "build" / "bare")
    options = parser.parse_args()
    edition, version = editions.EDITIONS[options.edition], editions.version()
    name = edition.name
    package = next(options.dist.glob(f"{name}_{version}_*.deb"))
    newer = next(options.newer.glob(f"{name}_*.deb"), None)
    archive = next(options.dist.glob(f"{name}-{version}-linux-*.tar.xz"))
    figures: dict[str, str] = {
        "package (.deb), with its models": f"{package.stat().st_size / 1e6:.0f} MB",
        "archive (.tar.xz), with its models": f"{archive.stat().st_size / 1e6:.0f} MB",
    }
    with BareRoot(options.cache) as root:
        for title, step in _steps(root, edition, package, archive, newer, figures):
            _told(title, step)
    if newer is None:
        print("· a newer version, and back: not tested, build_newer.py was not run")
    other = "" if options.edition == "replydesk" else f"-{options.edition}"
    kept = editions.ROOT / "build" / "bench" / f"installer{other}.json"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps({"title": edition.title, "version": version, **figures}), "utf-8")
    for what, value in figures.items():
        print(f"{what:>48}  {value}")
    return 0


def _steps(
    root: BareRoot, edition: editions.Edition, package: Path, archive: Path, newer: Path | None,
    figures: dict[str, str],
) -> list[tuple[str, Callable[[], object]]]:  # fmt: skip
    """The tests in order; sizes and times are added to `figures`."""
    trains = bool(edition.extras)
    steps: list[tuple[str, Callable[[], object]]] = [
        ("the package, installed", lambda: figures.update(_package(root, package, edition))),
        ("data kept, and purged", lambda: _kept_and_purged(root, package, edition.name)),
        ("the archive, unpacked twice", lambda: figures.update(_archive(root, archive, trains))),
        ("bad cases", lambda: _bad_cases(root)),
        ("bundles, whole and damaged", lambda: bundle_cases.bundles(root, _UNPACKED)),
        ("a file for the open window", lambda: bundle_cases.handed_over(root, _UNPACKED)),
        ("an older store", lambda: upgrade_cases.older_store(root, package)),
    ]
    if newer is not None:
        back = partial(upgrade_cases.newer_and_back, root, package, newer)
        steps.append(("a newer version, and back", back))
    return steps


def _told(title: str, step: Callable[[], object]) -> None:
    started = time.monotonic()
    step()
    print(f"✓ {title} ({time.monotonic() - started:.0f} s)", flush=True)


def _package(root: BareRoot, package: Path, edition: editions.Edition) -> dict[str, str]:
    placed = root.put(package, "/home/packages")
    expect(root.run(["which", "python3", "python"], check=False).returncode != 0, "no Python here")
    root.run(["dpkg", "-i", placed], user="root")
    installed = root.path / "usr" / "lib" / edition.name
    files = [p for p in installed.rglob("*") if p.is_file() and not p.is_symlink()]
    size = sum(p.stat().st_size for p in files)
    return {
        "installed": f"{size / 1e6:.0f} MB",
        **_self_test(root, "replydesk", bool(edition.extras)),
    }


def _self_test(root: BareRoot, program: str, trains: bool) -> dict[str, str]:
    for display in (True, False):
        done = root.run([program, "doctor", "--selftest", "--json"], display=display, check=False)
        try:
            findings = {found["name"]: found for found in json.loads(done.stdout)["findings"]}
        except ValueError:
            raise SystemExit(f"no word from the doctor: {done.stdout}\n{done.stderr}") from None
        broken = [found["text"] for found in findings.values() if found["state"] == "broken"]
        expect(done.returncode == 0 and not broken, f"{done.returncode} {broken} {done.stderr}")
        shown = "xcb" if display else "offscreen"
        expect(shown in findings["window"]["text"], findings["window"]["text"])
        expect(("training" in findings) == trains, "what can train has trained")
    window = findings["window"]["details"]
    return {
        "first answer after a cold start of the engine": f"{findings['restart']['details']['first_answer_s']} s",
        "first paint of the window": f"{window['painted_s']} s",
        "… of it, time of the processor": f"{window['processor_s']} s",
    }


def _kept_and_purged(root: BareRoot, package: Path, name: str) -> None:
    """Data survive removal and reinstallation of the package, and are deleted only by a purge."""
    table = root.path / "home" / "packages" / "faq.csv"
    table.write_text(FAQ, encoding="utf-8")
    told(root, "replydesk", "import", "/home/packages/faq.csv", "--json")
    root.run(["dpkg", "-r", name], user="root")
    expect(not (root.path / "usr/bin/replydesk").is_symlink(), "the program is gone")
    expect(Path(f"{root.path}{_DATA}/store.db").is_file(), "the data are kept")
    root.run(["dpkg", "-i", f"/home/packages/{package.name}"], user="root")
    expect(finds(told(root, "replydesk", *ASK)), "the data are found again")
    root.run(["dpkg", "-P", name], user="root")
    expect(not Path(f"{root.path}{_DATA}").exists(), "a purge removes the data")
    expect(not (root.path / "usr/lib" / name).exists(), "nothing of the program is left")


def _archive(root: BareRoot, archive: Path, trains: bool) -> dict[str, str]:
    """The archive is unpacked twice, side by side; the second copy answers from the data of the
    first."""
    placed = root.put(archive, "/home/packages")
    for folder in ("我的 程序", "另一个 版本"):
        target = f"{HOME}/{folder}"
        root.run(["mkdir", "-p", target])
        root.run(["tar", "-xJf", placed, "-C", target, "--strip-components=1"])
    figures = _self_test(root, _UNPACKED, trains)
    told(root, _UNPACKED, "import", "/home/packages/faq.csv", "--json")
    expect(finds(told(root, f"{HOME}/另一个 版本/replydesk", *ASK)), "side by side")
    return {f"{what}, from the archive": figure for what, figure in figures.items()}


def _bad_cases(root: BareRoot) -> None:
    program = _UNPACKED
    long = f"{HOME}/" + "/".join(["a folder with a long name"] * 7)
    expect(len(long) > 180, "a long path")
    told(root, program, "--home", long, "import", "/home/packages/faq.csv", "--json")
    expect(finds(told(root, program, "--home", long, *ASK)), "a long path works")
    root.run(["mkdir", "/home/packages/locked"], user="root")
    code = refused(root, program, "--home", "/home/packages/locked", *ASK)
    expect(code == "home.unwritable", f"no right to write, not {code}")
    small = f"mount -t tmpfs -o size=300k tmpfs /mnt && chown {USER}: /mnt"
    ask = f"su {USER} -c '\"{program}\" --home /mnt/home ask parking --json'"
    full = ["sh", "-c", f"{small} && {ask}"]
    done = root.run(full, user="root", check=False)
    expect(json.loads(done.stdout)["code"] == "store.full", done.stdout + done.stderr)


if __name__ == "__main__":
    sys.exit(main())
