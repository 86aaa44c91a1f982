"""Makes a bundle: the files, a manifest with their checksums, and its signature; atomically."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

from assistant.bundles import keys
from assistant.bundles.manifest import (
    FORMAT,
    KNOWLEDGE,
    MANIFEST,
    MODELS,
    SIGNATURE,
    BundleFile,
    BundleManifest,
)
from assistant.paths import unwritable
from retrieval.progress import Progress

_PIECE: Final = 1 << 20
_TIME: Final = (1980, 1, 1, 0, 0, 0)


def pack(
    target: Path, models: Mapping[str, Path], knowledge: Path | None, private: Path
) -> Iterator[Progress]:
    """Write a bundle.

    Args:
        target: The bundle file; an existing one is replaced.
        models: Model id → its folder on the shelf.
        knowledge: Articles in JSON Lines, as the export writes them; None for none.
        private: The company's private key.

    Raises:
        BundleKeyError: The key cannot be used.
        HomeUnwritableError, StoreFullError: The bundle could not be written.
    """
    sources = {
        f"{MODELS}/{id_}/{file.relative_to(folder).as_posix()}": file
        for id_, folder in models.items()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
    if knowledge is not None:
        sources[KNOWLEDGE] = knowledge
    partial = target.with_name(f".{target.name}.partial")
    total = sum(file.stat().st_size for file in sources.values())
    done, files = 0, {}
    keys.sign(private, b"")  # fail on an unusable key before packing gigabytes
    try:
        with zipfile.ZipFile(partial, "w") as bundle:
            for name, source in sources.items():
                files[name] = _add(bundle, name, source)
                done += files[name].size
                yield Progress("pack", done, total)
            manifest = BundleManifest(
                format=FORMAT, made_at=datetime.now(UTC).isoformat(timespec="seconds"),
                replydesk=version("replydesk"), models=sorted(models), files=files,
            )  # fmt: skip
            content = manifest.model_dump_json(indent=1).encode()
            bundle.writestr(_entry(SIGNATURE), keys.sign(private, content))
            bundle.writestr(_entry(MANIFEST), content)
        partial.replace(target)
    except OSError as error:
        raise unwritable(target, error) from error
    finally:
        partial.unlink(missing_ok=True)


def _add(bundle: zipfile.ZipFile, name: str, source: Path) -> BundleFile:
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as file, bundle.open(_entry(name), "w", force_zip64=True) as packed:
        while piece := file.read(_PIECE):
            digest.update(piece)
            size += len(piece)
            packed.write(piece)
    return BundleFile(size=size, sha256=digest.hexdigest())


def _entry(name: str) -> zipfile.ZipInfo:
    """Return an uncompressed entry: weights hardly shrink, and a bundle cannot be a zip bomb."""
    return zipfile.ZipInfo(name, _TIME)
