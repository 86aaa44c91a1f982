"""Similarity of drafts to people's replies: BLEU, ROUGE-L, chrF, cosine similarity, diversity."""

from __future__ import annotations

import importlib
import re
from collections.abc import Sequence
from typing import Any, Final

from assistant.errors import MachineError
from retrieval.embedder import Embedder
from retrieval.text import normalise

_HAN: Final = re.compile("[\u3400-\u9fff]")
_WORD: Final = re.compile("[\u3400-\u9fff]|[a-z0-9]+")


class MissingPackageError(MachineError):
    """A package for measuring is not installed."""

    code = "eval.package-missing"


class _Tokens:
    """Tokenizer for rouge-score: cuts English as rouge-score does, and each Chinese character is a
    word.
    """

    def tokenize(self, text: str) -> list[str]:
        return _WORD.findall(normalise(text))


def text_metrics(
    drafts: Sequence[str], replies: Sequence[str], embedder: Embedder | None
) -> dict[str, float]:
    """Similarity figures over all drafts.

    Args:
        drafts: One for each reply; empty drafts are counted.
        replies: The replies people wrote.
        embedder: The embedding model for the cosine similarity.

    Returns:
        bleu_1, bleu_4 and chrf of the corpus (sacrebleu), rouge_l: the mean F-measure
        (rouge-score, without stemming), all from 0 to 1; similarity: the mean cosine, 0 without an
        embedder; distinct_1, distinct_2: share of distinct words and word pairs (Li et al. 2016).

    Raises:
        MissingPackageError: sacrebleu or rouge-score is not installed.
    """
    bleu_type, chrf_type, scorer_type = _packages()
    chinese = sum(bool(_HAN.search(reply)) for reply in replies) * 2 > len(replies)
    cut = "zh" if chinese else "13a"
    folded = [draft.lower() for draft in drafts]
    wanted = [[reply.lower() for reply in replies]]
    one = bleu_type(max_ngram_order=1, tokenize=cut, effective_order=False)
    four = bleu_type(tokenize=cut)
    rouge = scorer_type(["rougeL"], tokenizer=_Tokens())
    shares = [
        rouge.score(reply, draft)["rougeL"].fmeasure
        for draft, reply in zip(drafts, replies, strict=True)
    ]
    return {
        "bleu_1": one.corpus_score(folded, wanted).score / 100,
        "bleu_4": four.corpus_score(folded, wanted).score / 100,
        "rouge_l": sum(shares) / len(shares),
        "chrf": chrf_type().corpus_score(drafts, [list(replies)]).score / 100,
        "similarity": _similarity(drafts, replies, embedder),
        "distinct_1": _distinct(drafts, 1),
        "distinct_2": _distinct(drafts, 2),
    }


def _packages() -> tuple[Any, Any, Any]:
    try:
        rouge = importlib.import_module("rouge_score.rouge_scorer")
        bleu = importlib.import_module("sacrebleu.metrics")
    except ImportError as error:
        raise MissingPackageError(
            expected="the packages sacrebleu and rouge-score",
            found=f"no {error.name}",
            remedy='install them: pip install "replydesk[train]"',
        ) from error
    return bleu.BLEU, bleu.CHRF, rouge.RougeScorer


def _similarity(drafts: Sequence[str], replies: Sequence[str], embedder: Embedder | None) -> float:
    if embedder is None:
        return 0.0
    ours = embedder.encode(list(drafts), role="passage")
    theirs = embedder.encode(list(replies), role="passage")
    return float((ours * theirs).sum(axis=1).mean())


def _distinct(drafts: Sequence[str], size: int) -> float:
    seen: set[tuple[str, ...]] = set()
    total = 0
    for draft in drafts:
        cut = _WORD.findall(normalise(draft))
        grams = [tuple(cut[at : at + size]) for at in range(len(cut) - size + 1)]
        total += len(grams)
        seen.update(grams)
    return len(seen) / total if total else 0.0
