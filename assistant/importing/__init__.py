"""A file into the store and the indexes: only what changed, row by row, safe to kill at any time.

Records come from a limited child process. Each batch is compared with what this source brought
before, what is new or changed is embedded, and rows and vectors are written in one transaction:
an entry is in its old state or its new one, never between. Importing again continues.
"""

from assistant.importing.run import FileToImport, run

__all__ = ["FileToImport", "run"]
