"""Makes bundles with another date."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from assistant.bundles import keys
from assistant.bundles.manifest import MANIFEST, SIGNATURE


def dated(made: Path, target: Path, made_at: str, private: Path) -> Path:
    """Copy a bundle with another date, and sign it again."""
    with zipfile.ZipFile(made) as bundle, zipfile.ZipFile(target, "w") as copy:
        for name in bundle.namelist():
            if name not in (MANIFEST, SIGNATURE):
                copy.writestr(zipfile.ZipInfo(name), bundle.read(name))
        told = json.loads(bundle.read(MANIFEST)) | {"made_at": made_at}
        content = json.dumps(told).encode()
        copy.writestr(zipfile.ZipInfo(SIGNATURE), keys.sign(private, content))
        copy.writestr(zipfile.ZipInfo(MANIFEST), content)
    return target
