"""The spell checking process: loading a dictionary takes seconds, which must not block the window.

Messages are JSON objects, one per line: `{"words": […]}` is answered by `{"checked": […],
"unknown": […]}`, `{"word": w}` by `{"word": w, "suggestions": […]}`. The process ends with its
input.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from itertools import islice
from typing import Any, Final

_MOST: Final = 5
_NICER: Final = 5


def check(stem: str) -> int:
    """Answer requests with the dictionary at this path (without extensions) until the input ends.

    Returns:
        The exit status.
    """
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_NICER)
    from spylls.hunspell import Dictionary

    try:
        dictionary = Dictionary.from_files(stem)
    except Exception:  # noqa: BLE001 - whatever is wrong with somebody else's file
        return 1  # the window then marks no words
    out = sys.stdout.buffer
    for line in sys.stdin.buffer:
        out.write(json.dumps(_answer(dictionary, json.loads(line))).encode() + b"\n")
        out.flush()
    return 0


def _answer(dictionary: Any, asked: dict[str, Any]) -> dict[str, Any]:
    if "word" in asked:
        word = str(asked["word"])
        return {"word": word, "suggestions": list(islice(dictionary.suggest(word), _MOST))}
    words = [str(word) for word in asked.get("words", [])]
    return {"checked": words, "unknown": [one for one in words if not dictionary.lookup(one)]}
