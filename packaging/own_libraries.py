"""Run by the frozen program before anything else: what it starts of the system's must not load
the program's libraries, and its own children must find them: their bootloader looks anew."""

import os

for _name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
    _before = os.environ.pop(f"{_name}_ORIG", None)
    if _before is not None:
        os.environ[_name] = _before
    else:
        os.environ.pop(_name, None)

# else the bootloader of a child takes the path for inherited, and on a system without, say,
# libsqlite3 the trainer did not start
os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
