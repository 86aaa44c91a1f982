"""Files that a desktop may open with Replydesk: bundles are its own; exports and tables are opened
with it by whoever chooses so. The recipes of all systems agree with this list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True)
class FileType:
    """One kind of file.

    Attributes:
        ending: With the dot.
        mime: Its media type, as Linux's desktops name it.
        uti: Its uniform type identifier, as macOS names it.
        title: For people.
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
    """The value of MimeType in a desktop entry."""
    return "".join(f"{one.mime};" for one in (BUNDLE, *EXPORTS))


def document_types() -> dict[str, Any]:
    """What an app bundle's Info.plist says of documents: bundles are its own, of the others it is
    one of the programs that open them."""
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
