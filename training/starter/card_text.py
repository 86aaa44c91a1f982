"""The texts of the starter's model card and notices."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

_WIDTH: Final = 100
_WORDS: Final = Path(__file__).resolve().parent / "card_words"
_MEASURES: Final = (
    ("rouge_l", "ROUGE-L"),
    ("bleu_1", "BLEU-1"),
    ("bleu_4", "BLEU-4"),
    ("chrf", "chrF"),
    ("similarity", "nearness in meaning"),
    ("invented_numbers", "drafts with an invented number"),
    ("invented_codes", "… code or address"),
    ("invented_names", "… name"),
    ("yes_no", "yes as yes, no as no"),
    ("numbers_kept", "numbers kept"),
    ("words_from_source", "telling words from the source"),
    ("supported", "sentences called supported"),
)
_SYSTEMS: Final = ("generated", "composed", "verified", "human")
_INVENTED: Final = (
    "amounts", "dates", "times", "numbers", "codes", "addresses", "fields", "names",
)  # fmt: skip


def notice() -> str:
    """Attributions and licence terms of the training data."""
    return _words("notice")


def card(figures: Mapping[str, Any], shortfalls: Sequence[str]) -> str:
    """The text of the model card.

    Args:
        figures: `model`, and if measured `quality`, `invented` and `speed`.
        shortfalls: Sentences on where it is no better than the product without it.
    """
    parts = [_words("head"), _verdict(shortfalls), *_beaten(figures)]
    if "quality" in figures:
        parts.append(_quality(figures["quality"]))
    if "invented" in figures:
        parts.append(_invented(figures["invented"]))
    if "speed" in figures:
        parts.append(_speed(figures["speed"]))
    return "\n".join([*parts, _words("data"), _made(figures["model"]), _words("limits")])


def _verdict(shortfalls: Sequence[str]) -> str:
    if not shortfalls:
        return (
            "**It measured better than the composed draft**, so Replydesk lets it write until "
            "another model is chosen.\n"
        )
    listed = "\n".join(
        textwrap.fill(one, _WIDTH, initial_indent="- ", subsequent_indent="  ")
        for one in shortfalls
    )
    said = textwrap.fill(
        "**It is not better than the composed draft in everything that was measured.** So "
        "Replydesk shows the composed draft first, which consists of sentences of the verified "
        "answer, and this model writes only when it is asked to, or a person chose it:",
        _WIDTH,
    )
    return f"{said}\n\n{listed}\n"


def _beaten(figures: Mapping[str, Any]) -> list[str]:
    """A sentence that it beats the unchanged verified answer, if it does on all sets."""
    if "quality" not in figures:
        return []
    pairs = [
        (found["generated"]["rouge_l"], found["verified"]["rouge_l"])
        for found in figures["quality"].values()
    ]
    if any(ours <= theirs for ours, theirs in pairs):
        return []
    told = " and ".join(f"{ours:.3f} against {theirs:.3f}" for ours, theirs in pairs)
    return [
        textwrap.fill(
            "It is more like what people wrote than the verified answer as it is (ROUGE-L "
            f"{told}).",
            _WIDTH,
        )
        + "\n"
    ]


def _quality(quality: Mapping[str, Any]) -> str:
    told = {
        "dstc9_faq": "From the gold snippet to a person's reply, of entities it never read",
        "bitext": "To a request it never read, from the stored reply whose request is nearest",
    }
    parts = ["## How good its drafts are\n"]
    for name, title in told.items():
        found = quality[name]
        systems = [system for system in _SYSTEMS if system in found]
        rows = [[f"{name}, {found['n']} replies", *systems], ["---"] * (len(systems) + 1)]
        for measure, words in _MEASURES:
            values = [found[system].get(measure) for system in systems]
            rows.append([words, *("" if one is None else f"{one:.3f}" for one in values)])
        parts.append(f"{title} (`verified`: the snippet or reply as it is):\n\n{_table(rows)}\n")
    return "\n".join(parts)


def _invented(invented: Mapping[str, Any]) -> str:
    rows = [["set", "drafts", *_INVENTED, "yes for no"], ["---"] * (len(_INVENTED) + 3)]
    for name, systems in invented.items():
        of = systems["generated"]
        counts = [str(of[kind]) for kind in _INVENTED]
        rows.append(
            [name, str(of["n"]), *counts, f"{of['yes_no_swapped']} of {of['yes_no_n']}"]
        )  # fmt: skip
    return (
        "Drafts with something that stands in none of their sources, written as the product writes "
        f"them (held to the prompt), over all sets:\n\n{_table(rows)}\n"
    )


def _speed(speed: Mapping[str, Any]) -> str:
    said = [f"int4 {speed['onnx_tokens_s']:.0f} tokens/s", f"fp32 {speed['fp32_tokens_s']:.0f}"]
    if speed.get("torch_tokens_s"):
        said.append(f"transformers on torch {speed['torch_tokens_s']:.0f}")
    first = f"first words {speed['first_token_ms']:.0f} ms after the sources are found"
    return f"Speed on one processor: {', '.join(said)}; {first}.\n"


def _made(model: Mapping[str, Any]) -> str:
    shape = model["shape"]
    said = (
        f"{model['parameters'] / 1e6:.1f} million parameters, half precision: Qwen 3's "
        f"architecture, {shape['layers']} layers of {shape['hidden']}, {shape['heads']} heads, "
        f"{shape['context']:,} tokens of context; byte-level BPE of {shape['vocabulary']:,} "
        f"tokens, each digit one. Weights drawn from seed {model['seed']}, "
        f"{model['tokens'] / 1e6:.1f} million tokens read, Muon for the matrices and AdamW for "
        f"the rest. {model.get('remark', '')} One command makes it again:"
    )
    command = "```sh\npython -m training.starter --data DATA --out RUN\n```"
    told = textwrap.fill(" ".join(said.split()), _WIDTH)
    return f"## How it was made\n\n{told}\n\n{command}\n"


def _words(name: str) -> str:
    return (_WORDS / f"{name}.md").read_text("utf-8")


def _table(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)
