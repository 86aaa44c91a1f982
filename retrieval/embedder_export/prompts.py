"""Finds the prompts that a model expects before queries and passages.

They are declared in `config_sentence_transformers.json`. Two families were published without this
declaration: e5 (Wang et al. 2022, model cards) and bge (Xiao et al. 2023, model cards). Their
prompts are chosen by the model's name.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Prompts:
    """Prefixes that are put before a text unchanged (including a trailing space, if any)."""

    query: str = ""
    passage: str = ""


_E5_TASK: Final = (
    "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery: "
)
_BGE_EN: Final = "Represent this sentence for searching relevant passages: "
_BGE_ZH: Final = "为这个句子生成表示以用于检索相关文章："
_FAMILIES: Final = (
    (re.compile(r"e5.*instruct"), Prompts(query=_E5_TASK)),
    (re.compile(r"(^|[-_/])e5[-_](small|base|large)"), Prompts("query: ", "passage: ")),
    (re.compile(r"bge[-_]m3"), Prompts()),
    (re.compile(r"bge[-_](small|base|large)[-_]zh"), Prompts(query=_BGE_ZH)),
    (re.compile(r"bge[-_](small|base|large)"), Prompts(query=_BGE_EN)),
)
_QUERY_KEYS: Final = ("query", "search_query", "s2p_query")
_PASSAGE_KEYS: Final = ("passage", "document", "corpus", "search_document")


def read_prompts(folder: Path, name: str) -> Prompts:
    """The prompts that a folder declares, else those of its family, else none."""
    declared = _declared(folder / "config_sentence_transformers.json")
    if declared is not None:
        return declared
    for family, prompts in _FAMILIES:
        if family.search(name.lower()):
            return prompts
    return Prompts()


def _declared(path: Path) -> Prompts | None:
    """The declared prompts; None if there are none, or only empty ones (the library's default)."""
    if not path.is_file():
        return None
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return None
    listed: Any = config.get("prompts") if isinstance(config, dict) else None
    if not isinstance(listed, dict):
        return None
    fallback = str(listed.get(config.get("default_prompt_name") or "", "") or "")
    query = _first(listed, _QUERY_KEYS, fallback)
    passage = _first(listed, _PASSAGE_KEYS, fallback)
    return Prompts(query, passage) if query or passage else None


def _first(prompts: dict[str, Any], keys: tuple[str, ...], fallback: str) -> str:
    return next((str(prompts[key]) for key in keys if key in prompts), fallback)
