"""Helpers of the installer tests: running commands, reading their output, and assertions."""

from __future__ import annotations

import json
from typing import Any, Final

from bare_root import BareRoot

FAQ: Final = "question,answer\nWhere do I park?,Behind the house.\n"
ASK: Final = ("ask", "where can I park", "--json")


def expect(held: bool, what: str) -> None:
    """End the test with an error if a condition does not hold."""
    if not held:
        raise SystemExit(f"✗ {what}")


def told(root: BareRoot, *command: str) -> Any:
    """The JSON output of a command; its engine ends together with the command's namespace."""
    return json.loads(root.run(list(command)).stdout)


def refused(root: BareRoot, *command: str) -> str:
    """The code of the error with which a command fails."""
    done = root.run(list(command), check=False)
    expect(done.returncode == 1, f"status {done.returncode}: {done.stdout}{done.stderr}")
    said = json.loads(done.stdout)
    return str((said.get("error") or said)["code"])


def finds(answer: Any) -> bool:
    """Whether an answer contains the entry of `FAQ`."""
    return any("Behind the house" in card["text"] for card in answer["suggestions"])
