"""Train the starter model: `python -m training.starter --data DIR --out DIR`.

An interrupted run in the same folder is resumed.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path

import torch
from tokenizers import Tokenizer

from training.starter.corpora import Corpora, read
from training.starter.loop import Report, Run
from training.starter.mixture import Mixture
from training.starter.publish import publish
from training.starter.recipe import Recipe
from training.starter.tokens import Encoder, train_tokenizer

_SAMPLE = 40_000
"""Number of examples to train the tokenizer on."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m training.starter", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the public sets")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run")
    parser.add_argument("--tokens", type=int, default=Recipe().tokens, help="tokens to read")
    parser.add_argument("--threads", type=int, default=0, help="threads of torch")
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    recipe = replace(Recipe(), tokens=options.tokens)
    options.out.mkdir(parents=True, exist_ok=True)
    recipe.write(options.out / "recipe.json")

    corpora = read(options.data, one_in=recipe.held_out)
    mixture = Mixture(corpora, recipe.shares, recipe.seed)
    tokenizer = _tokenizer(options.out / "tokenizer.json", corpora, mixture, recipe)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    run = Run(options.out / "checkpoints", recipe, mixture, Encoder(tokenizer), device)
    model = run.train(_tell)
    publish(model, tokenizer, recipe, options.out / "model")
    return 0


def _tokenizer(path: Path, corpora: Corpora, mixture: Mixture, recipe: Recipe) -> Tokenizer:
    if not path.exists():
        examples = (mixture.example(number) for number in range(_SAMPLE))
        texts = (
            text
            for example in examples
            for text in (
                example.reply,
                *(passage.name for passage in example.prompt.passages),
                *(passage.text for passage in example.prompt.passages),
                *(turn.text for turn in example.prompt.turns),
            )
        )
        train_tokenizer(texts, recipe.shape.vocabulary).save(str(path))
    return Tokenizer.from_file(str(path))


def _tell(report: Report) -> None:
    line = {
        "step": report.step, "tokens": report.tokens, "loss": round(report.loss, 4),
        "tokens_s": round(report.tokens_per_second),
    }  # fmt: skip
    sys.stderr.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    sys.exit(main())
