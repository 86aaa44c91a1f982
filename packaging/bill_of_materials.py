"""Writes the bill of materials of an edition as CycloneDX JSON: components, versions, licences."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib.metadata import Distribution
from pathlib import Path
from typing import Final
from uuid import NAMESPACE_URL, uuid5

import editions
import notices
from cyclonedx.factory.license import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

_OURS: Final = "Apache-2.0"


def bill(
    edition: editions.Edition, found: Iterable[Distribution],
    libraries: dict[str, tuple[str, str, str]], models: Path, moment: int,
) -> str:  # fmt: skip
    """The bill of materials.

    Args:
        edition: The edition.
        found: The distributions inside.
        libraries: Result of `bundle_contents.system_libraries`.
        models: The folder of the bundled models, each with its manifest.
        moment: Time of the build, in seconds since 1970.
    """
    bom = Bom()
    own = f"replydesk:{edition.name}:{editions.version()}:{moment}"
    bom.serial_number = uuid5(NAMESPACE_URL, own)
    bom.metadata.timestamp = datetime.fromtimestamp(moment, UTC)
    bom.metadata.component = Component(
        name=edition.name, bom_ref=edition.name, version=editions.version(),
        type=ComponentType.APPLICATION, licenses=[LicenseFactory().make_from_string(_OURS)],
    )  # fmt: skip
    bom.components.update([*_distributions(found), *_system(libraries), *_models(models)])
    bom.register_dependency(bom.metadata.component, bom.components)
    return str(JsonV1Dot6(bom).output_as_string(indent=1)) + "\n"


def _distributions(found: Iterable[Distribution]) -> Iterator[Component]:
    for one in found:
        name, version = one.metadata["Name"], one.metadata["Version"]
        purl = PackageURL("pypi", name=editions.canonical(name), version=version)
        yield _library(name, version, purl, notices.licence(one))


def _system(libraries: dict[str, tuple[str, str, str]]) -> Iterator[Component]:
    """The components for Python and libraries of the build machine."""
    version = platform.python_version()
    purl = PackageURL("generic", name="python", version=version)
    yield _library("python", version, purl, "PSF-2.0")
    for library, (package, of_package, _) in sorted(libraries.items()):
        known = PackageURL("deb", "debian", package, of_package) if package else None
        yield _library(library, of_package, known, "")


def _models(folder: Path) -> Iterator[Component]:
    for manifest in sorted(folder.glob("*/manifest.json")):
        digest = hashlib.sha256(manifest.read_bytes()).hexdigest()
        yield Component(
            name=manifest.parent.name, bom_ref=manifest.parent.name,
            type=ComponentType.MACHINE_LEARNING_MODEL,
            licenses=[LicenseFactory().make_from_string(_OURS)],
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)],
        )  # fmt: skip


def _library(name: str, version: str, purl: PackageURL | None, licence: str) -> Component:
    licences = [LicenseFactory().make_from_string(licence)] if licence else []
    return Component(
        name=name, version=version, purl=purl, licenses=licences, type=ComponentType.LIBRARY,
        bom_ref=str(purl) if purl else name,
    )  # fmt: skip
