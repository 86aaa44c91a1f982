"""`eval search`: how well the search does on a knowledge base and questions with known answers.

Needs no engine and no store: it reads two files and prints figures.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli.context import Context, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping


def arguments(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(metavar="WHAT", required=True)
    search = what.add_parser("search", parents=[shared], help="ranking, calibration, abstaining")
    search.add_argument(
        "--kb", type=Path, required=True, metavar="FILE",
        help="CSV or JSONL with id, question, answer and perhaps title, tags, lang",
    )  # fmt: skip
    search.add_argument(
        "--queries", type=Path, required=True, metavar="FILE",
        help='JSONL: {"query": …, "context": […], "relevant": [id, …]}; none relevant: abstain',
    )  # fmt: skip
    search.set_defaults(run=_search)


def _search(context: Context, options: argparse.Namespace) -> None:
    from assistant import model_paths, settings
    from retrieval import evaluate
    from retrieval.embedder import Embedder

    context.local_only("eval")
    for file in (options.kb, options.queries):
        if not file.is_file():
            raise UsageError(f"no such file: {file}")
    chosen = settings.load(context.home)
    folder = model_paths.embedding_model(context.home, chosen.embedding_model)
    embedder = Embedder(folder, threads=chosen.threads or None)
    figures = evaluate.evaluate_files(options.kb, options.queries, embedder)
    if context.output.as_json:
        context.output.value(figures)
    else:
        _show(context, figures)


def _show(context: Context, figures: Mapping[str, Any]) -> None:
    rows = [(name, *_columns(part)) for name, part in (("together", figures),
            *figures["singles"].items())]  # fmt: skip
    context.output.table(["retriever", "R@1", "R@5", "MRR"], rows, right=(1, 2, 3))
    context.output.line()
    for name in ("n", "ece", "p50_ms", "p95_ms"):
        context.output.line(f"{name:>8}  {figures[name]:.4g}")
    abstain = figures["abstain"]
    for name in ("precision", "recall"):
        value = abstain[name]
        shown = "no question asks for it" if value is None else f"{value:.3f}"
        context.output.line(f"abstain {name}  {shown}")


def _columns(part: Mapping[str, Any]) -> list[str]:
    return [f"{part[name]:.3f}" for name in ("r_at_1", "r_at_5", "mrr")]
