"""File types that a desktop can open with Replydesk: bundles by default, exports and tables on
request ("Open with"). The installers of all systems must agree with this list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True)
class FileType:
    """One file type.

    Attributes:
        ending: File extension with the dot.
        mime: Media type, for Linux desktops.
        uti: Uniform type identifier, for macOS.
        title: Display name.
    """

    ending: str
    mime: str
    uti: str
    title: str


BUNDLE: Final = FileType(
    ".replydesk", "application/x-replydesk-bundle", "org.replydesk.bundle", "Replydesk bundle"
)
EXPORTS: Final = (
    FileType(".zip", "application/zip", "public.zip-archive", "Export"),
    FileType(".gz", "application/gzip", "org.gnu.gnu-zip-archive", "Export"),
    FileType(".json", "application/json", "public.json", "Export"),
    FileType(".jsonl", "application/x-ndjson", "org.replydesk.json-lines", "Export"),
    FileType(".csv", "text/csv", "public.comma-separated-values-text", "Table"),
    FileType(".tsv", "text/tab-separated-values", "public.tab-separated-values-text", "Table"),
    FileType(
        ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "org.openxmlformats.spreadsheetml.sheet", "Table",
    ),
)  # fmt: skip


def media_types() -> str:
    """The value of `MimeType` in a desktop entry."""
    return "".join(f"{one.mime};" for one in (BUNDLE, *EXPORTS))


def document_types() -> dict[str, Any]:
    """The document types in the Info.plist of an app bundle: Replydesk owns its bundles, and is an
    alternative program for the others."""
    return {
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": title,
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": rank,
                "LSItemContentTypes": kinds,
            }
            for title, rank, kinds in (
                (BUNDLE.title, "Owner", [BUNDLE.uti]),
                ("Exports and tables", "Alternate", [one.uti for one in EXPORTS]),
            )
        ],
        "UTExportedTypeDeclarations": [_declared(BUNDLE)],
        "UTImportedTypeDeclarations": [
            _declared(one) for one in EXPORTS if one.uti.startswith("org.replydesk.")
        ],
    }


def _declared(kind: FileType) -> dict[str, Any]:
    return {
        "UTTypeIdentifier": kind.uti,
        "UTTypeDescription": kind.title,
        "UTTypeConformsTo": ["public.data"],
        "UTTypeTagSpecification": {
            "public.filename-extension": [kind.ending.removeprefix(".")],
            "public.mime-type": [kind.mime],
        },
    }
