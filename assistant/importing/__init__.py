"""Imports a file into the store and the indexes: incremental, and safe to kill at any time.

Records are read in a child process with limited resources. Each batch is compared with the entries
this source had before; new and changed ones are embedded, and rows and vectors are written in one
transaction, so that an entry is either in its old or its new state. Repeating an interrupted import
continues it.
"""

from assistant.importing.run import FileToImport, run

__all__ = ["FileToImport", "run"]
