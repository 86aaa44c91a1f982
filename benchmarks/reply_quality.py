"""Quality of drafts compared with the unchanged verified answer, against replies that people wrote.

    python -m benchmarks.reply_quality [--model FOLDER] [--limit N] [--json]

dstc9_faq: the gold snippet with the human reply, for entities that the starter model was not
trained on (a fifth; with `--all` every entity, to compare untrained systems with published
figures).

bitext: the passage is another reply of the same intent, the one whose request is nearest; split by
intent and normalised request.

`verified` is the first passage unchanged: the snippet, or the nearest stored reply.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant import model_paths
from assistant.evaluation import generated
from assistant.evaluation.replies import Writer, evaluate
from assistant.paths import Home
from assistant.prompt import Prompt
from benchmarks import dialogue_models, reply_sets
from benchmarks.search_sets import DATA
from retrieval.embedder import Embedder

_SHOWN = (
    "bleu_1", "bleu_4", "rouge_l", "chrf", "similarity", "invented_numbers", "invented_codes",
    "invented_names", "yes_no", "numbers_kept", "words_from_source", "supported", "distinct_2",
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--limit", type=int, default=0, metavar="N", help="cases of each set")
    parser.add_argument("--all", action="store_true", help="every entity of dstc9_faq")
    parser.add_argument(
        "--model", type=Path, metavar="FOLDER",
        help="measure this one, as it stands on the shelf or as published, not the one in use",
    )  # fmt: skip
    parser.add_argument("--drafts", type=Path, metavar="FILE", help="keep what was written, JSONL")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    home = Home.default()
    embedder = Embedder(model_paths.embedding_model(home))
    sets = {
        "dstc9_faq": reply_sets.dstc9(DATA, every=given.all),
        "bitext": reply_sets.bitext(DATA, embedder),
    }
    found = {}
    with measured_writer(home, given.model) as write, kept(write, given.drafts) as writer:
        for name, cases in sets.items():
            some = reply_sets.spread(cases, given.limit)
            found[name] = evaluate(some, embedder, generated=writer)
    print(json.dumps(found) if given.json else "\n\n".join(table(*one) for one in found.items()))
    return 0


@contextmanager
def measured_writer(home: Home, folder: Path | None) -> Iterator[Writer | None]:
    """A function that writes drafts: with the model of a folder, or the one in use if none is
    named.
    """
    if folder is None:
        with generated.writer(home) as write:
            yield write
        return
    with tempfile.TemporaryDirectory() as scratch:
        model = dialogue_models.opened(folder, Path(scratch))
        with generated.writer_of(model) as write:
            yield write


@contextmanager
def kept(write: Writer | None, file: Path | None) -> Iterator[Writer | None]:
    """The same writer; appends each prompt with its draft to the file, if one is named."""
    if write is None or file is None:
        yield write
        return
    with file.open("w", encoding="utf-8") as lines:

        def writing(prompt: Prompt) -> str:
            draft = write(prompt)
            lines.write(json.dumps({**asdict(prompt), "draft": draft}, ensure_ascii=False) + "\n")
            return draft

        yield writing


def table(name: str, figures: dict[str, Any]) -> str:
    """One set's figures as a Markdown table."""
    systems = [key for key, value in figures.items() if isinstance(value, dict)]
    rows = [[f"{name}, {figures['n']} replies", *systems], ["---"] * (len(systems) + 1)]
    for measure in _SHOWN:
        values = [figures[system].get(measure) for system in systems]
        rows.append([measure, *("" if one is None else f"{one:.3f}" for one in values)])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


if __name__ == "__main__":
    sys.exit(main())
