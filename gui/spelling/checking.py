"""The process that knows a dictionary: it takes seconds to load, which must not be the window's.

One JSON object a line: `{"words": […]}` is answered by `{"checked": […], "unknown": […]}`,
`{"word": w}` by `{"word": w, "suggestions": […]}`. It ends with its input.
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
    """Answer with the dictionary of this path (without its endings) until the input ends; returns
    the exit status."""
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_NICER)
    from spylls.hunspell import Dictionary

    try:
        dictionary = Dictionary.from_files(stem)
    except Exception:  # noqa: BLE001 - whatever is wrong with somebody else's file
        return 1  # the window marks nothing then
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
