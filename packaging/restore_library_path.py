"""Runtime hook of the frozen program: restores the library path, so that system programs it starts
do not load its libraries, and makes its own child processes set the path again."""

import os

for _name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
    _before = os.environ.pop(f"{_name}_ORIG", None)
    if _before is not None:
        os.environ[_name] = _before
    else:
        os.environ.pop(_name, None)

# otherwise the bootloader of a child process assumes an inherited path; without this, the trainer
# did not start on a system without, for example, libsqlite3
os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
