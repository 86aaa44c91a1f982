"""A bundle as it would have been made at another time."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from assistant.courier import keys
from assistant.courier.manifest import MANIFEST, SIGNATURE


def dated(made: Path, target: Path, made_at: str, private: Path) -> Path:
    """A copy of a bundle that says it was made then, signed again."""
    with zipfile.ZipFile(made) as bundle, zipfile.ZipFile(target, "w") as copy:
        for name in bundle.namelist():
            if name not in (MANIFEST, SIGNATURE):
                copy.writestr(zipfile.ZipInfo(name), bundle.read(name))
        told = json.loads(bundle.read(MANIFEST)) | {"made_at": made_at}
        content = json.dumps(told).encode()
        copy.writestr(zipfile.ZipInfo(SIGNATURE), keys.sign(private, content))
        copy.writestr(zipfile.ZipInfo(MANIFEST), content)
    return target
