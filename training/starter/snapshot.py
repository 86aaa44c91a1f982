"""Publish the newest checkpoint: `python -m training.starter.snapshot --run DIR --out DIR`.

It reads the newest complete checkpoint and changes nothing in the run's folder, so it can be used
while the run goes on. If the run has ended, its last checkpoint is the trained model.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tokenizers import Tokenizer

from training.runs.checkpoint import Checkpoints
from training.starter.model import build
from training.starter.publish import publish
from training.starter.recipe import Recipe


class NoCheckpointError(Exception):
    """A run's folder has no complete checkpoint."""


def publish_newest(run: Path, out: Path) -> int:
    """Write the newest checkpoint of a run as a model folder.

    Returns:
        The number of tokens it has been trained on.

    Raises:
        NoCheckpointError: There is no checkpoint yet.
    """
    recipe = Recipe.read(run / "recipe.json")
    newest = Checkpoints(run / "checkpoints").newest()
    if newest is None:
        raise NoCheckpointError(f"no whole checkpoint in {run}")
    model = build(recipe.shape, seed=recipe.seed)
    model.load_state_dict(newest.state["model"])
    read = int(newest.state["progress"][1])
    tokenizer = Tokenizer.from_file(str(run / "tokenizer.json"))
    publish(model, tokenizer, replace(recipe, tokens=read), out)
    return read


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m training.starter.snapshot", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--run", type=Path, required=True, help="folder of the run")
    parser.add_argument("--out", type=Path, required=True, help="the model folder to write")
    given = parser.parse_args(words)
    try:
        tokens = publish_newest(given.run, given.out)
    except NoCheckpointError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(json.dumps({"model": str(given.out), "tokens": tokens}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
