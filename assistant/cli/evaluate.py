"""`eval search` and `eval replies`: evaluate the search and the drafts on labelled data.

Needs no engine and no store: it reads two files and prints metrics.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli.context import Context, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.embedder import Embedder


def arguments(
    parser: argparse.ArgumentParser, shared: argparse.ArgumentParser
) -> argparse._SubParsersAction[argparse.ArgumentParser]:
    """Declare the arguments; return the subparsers, to which an extension may add its own."""
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
    _reply_arguments(what.add_parser(
        "replies", parents=[shared], help="drafts beside the replies that people wrote"
    ))  # fmt: skip
    return what


def _reply_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--kb", type=Path, required=True, metavar="FILE",
        help="CSV or JSONL with id, question, answer",
    )  # fmt: skip
    parser.add_argument(
        "--data", type=Path, required=True, metavar="FILE",
        help='JSONL: {"context": [{"role", "text"}], "passages": [id or text], "reply": …}; '
        "without passages they are searched for",
    )  # fmt: skip
    parser.add_argument(
        "--limit", type=int, default=0, metavar="N", help="measure N rows, evenly spread"
    )
    parser.set_defaults(run=_replies)


def _search(context: Context, options: argparse.Namespace) -> None:
    from retrieval import evaluate

    _checked(context, options.kb, options.queries)
    figures = evaluate.evaluate_files(options.kb, options.queries, _embedder(context))
    if context.output.as_json:
        context.output.value(figures)
    else:
        _show(context, figures)


def _replies(context: Context, options: argparse.Namespace) -> None:
    from assistant.evaluation import generated, replies

    _checked(context, options.kb, options.data)
    with generated.writer(context.home) as writer:
        figures = replies.evaluate_files(
            options.kb, options.data, _embedder(context), generated=writer, limit=options.limit
        )
    if context.output.as_json:
        context.output.value(figures)
        return
    systems = [name for name, value in figures.items() if isinstance(value, dict)]
    measured = [name for name in figures["verified"] if name != "factual_sentences"]
    rows = [
        (name.replace("_", " "), *(_figure(figures[system].get(name)) for system in systems))
        for name in measured
    ]
    context.output.line(f"{figures['n']} replies")
    places = tuple(range(1, len(systems) + 1))
    context.output.table(["measure", *systems], rows, right=places)


def _figure(value: float | None) -> str:
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def _checked(context: Context, *files: Path) -> None:
    context.local_only("eval")
    for file in files:
        if not file.is_file():
            raise UsageError(f"no such file: {file}")


def _embedder(context: Context) -> Embedder:
    from assistant import model_paths, settings
    from retrieval.embedder import Embedder

    chosen = settings.load(context.home)
    folder = model_paths.embedding_model(context.home, chosen.embedding_model)
    return Embedder(folder, threads=chosen.threads or None)


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
