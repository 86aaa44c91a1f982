"""The manifest of a bundle: every file with size and checksum. The manifest is what is signed."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from assistant.errors import InputError

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.sig"
KNOWLEDGE: Final = "knowledge/articles.jsonl"
MODELS: Final = "models"
PURPOSE: Final = b"replydesk bundle 1\n"
"""Prefix of the signed bytes (domain separation), so that no other signature is valid here."""
_PART: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

_Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class BundleError(InputError):
    """A bundle that is not taken; its code says why."""

    code = "bundle.damaged"


class BundleFile(BaseModel):
    """One file of a bundle."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    size: int = Field(ge=0)
    sha256: _Digest


class BundleManifest(BaseModel):
    """The content of a bundle. Newer formats and unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int
    made_at: str
    replydesk: str
    """The version of Replydesk that made it."""
    models: list[str]
    """Ids of the dialogue models inside."""
    files: dict[str, BundleFile]

    @field_validator("files")
    @classmethod
    def _plain_names(cls, files: dict[str, BundleFile]) -> dict[str, BundleFile]:
        for name in files:
            parts = PurePosixPath(name).parts
            inside = name == KNOWLEDGE or (len(parts) > 2 and parts[0] == MODELS)
            if not inside or "/".join(parts) != name:
                raise ValueError("a file outside the folders of a bundle")
            if not all(_PART.fullmatch(part) for part in parts):
                raise ValueError("a file with a name that no bundle has")
        return files

    @property
    def has_knowledge(self) -> bool:
        """Whether it contains articles."""
        return KNOWLEDGE in self.files


def damaged(found: str) -> BundleError:
    """Return the error for a bundle that is incomplete or was changed."""
    return BundleError(
        expected="a bundle as it was made", found=found,
        remedy="Copy it again from where it was made",
    )  # fmt: skip
