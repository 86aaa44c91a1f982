"""Fit the tagger of names and addresses and write `assistant/redaction/tagger/head.npz`.

    python -m training.names --data DIR [--model DIR] [--out FILE]

It learns from wikigold (all of it), the training part of wnut17, requests of banking77's training
part, and generated sentences; this takes minutes on one core. The result is measured, on other
sentences, by `python -m benchmarks.redaction`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import torch

from assistant import model_paths
from assistant.paths import Home
from assistant.redaction.tagger.head import WEIGHTS
from assistant.redaction.tagger.tagger import save
from retrieval.embedder_states import WordStates
from training.names.learning import learn


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m training.names", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the public sets")
    parser.add_argument("--model", type=Path, help="the prepared built-in embedding model")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="the file to write")
    options = parser.parse_args()
    torch.set_num_threads(1)
    folder = options.model or model_paths.embedding_model(Home.default())
    head = learn(options.data, lambda layers: WordStates(folder, layers), print)
    save(head, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
