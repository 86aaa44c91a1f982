"""A prompt as token ids: with Replydesk's own markers, or with the model's chat template.

Ids are made here once, for every runtime. Texts of customers and of the knowledge base are encoded
by a tokenizer without special tokens, so they cannot become structure whatever they say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Protocol

from tokenizers import Tokenizer

from assistant import prompt as prompts
from assistant.models.chat_messages import ChatMessage, ChatRole, chat_messages
from assistant.models.generation import Rendering
from assistant.models.generation_errors import ChatTemplateError, ModelLoadError
from assistant.models.worker.chat_template import ChatTemplate, find_template
from assistant.models.worker.token_text import special_ids, token_bytes
from assistant.models.worker.word_guard import Words
from assistant.prompt import Fitted, Prompt

_REMEMBERED = 512
_MOST_WORDS = 2_000
_PLAIN = re.compile(r"[^\W\d_]{1,40}(?:['’][^\W\d_]{1,10})?")
_CONTROL = frozenset({*range(32), 127} - {*b"\t\n"})


class Renderer(Protocol):
    """Turns a prompt into token ids."""

    def ids(self, prompt: Prompt) -> list[int]:
        """Token ids up to the point where the reply begins."""


class Vocabulary:
    """A model's tokenizer and the meaning of its tokens.

    Args:
        folder: Folder with `tokenizer.json`, and `config.json` or `generation_config.json`.

    Raises:
        ModelLoadError: The tokenizer cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        try:
            told = (folder / "tokenizer.json").read_text("utf-8")
            self.tokenizer = Tokenizer.from_str(told)
            self._bare = Tokenizer.from_str(_without_added(told))
        except Exception as error:  # the library raises plain Exception
            raise ModelLoadError(
                expected="a tokenizer.json that can be read",
                found=type(error).__name__,
                remedy="Verify the model; if it is whole, add it again",
            ) from error
        self.special = special_ids(self.tokenizer)
        self.bytes = token_bytes(self.tokenizer)
        self.ends = _declared_ends(folder) | self.special
        """Any of these ends the reply; they include all special tokens, which a reply cannot
        contain."""
        self.barred = _barred(self.tokenizer, self.bytes) - self.ends
        """Tokens that never occur in a reply: unused rows, control characters, and markers for
        thoughts and tools."""
        card = _card(folder)
        self.guards_words = card.get("closely") is True
        """Whether the model's words are restricted to the prompt (`worker.word_guard`)."""
        self._more = _words(card)
        self.encode_text = lru_cache(_REMEMBERED)(self._encode_text)

    def encode_structure(self, text: str) -> list[int]:
        """Token ids of a template's own text, including special tokens."""
        return list(self.tokenizer.encode(text, add_special_tokens=False).ids)

    def spelled(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        """The token ids of each word; a leading space that is a token of its own is left out."""
        found = self._bare.encode_batch_fast(list(words), add_special_tokens=False)
        spelled = (tuple(one.ids) for one in found)
        return [ids[1:] if self.bytes[ids[0]] == b" " else ids for ids in spelled]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Character span (start, end) of each token of `encode_text`."""
        found = self._bare.encode(text, add_special_tokens=False)
        return [
            span for id_, span in zip(found.ids, found.offsets, strict=True)
            if id_ not in self.special
        ]  # fmt: skip

    @cached_property
    def everyday(self) -> Words:
        """The everyday words for `worker.word_guard`; the model card may add more of them."""
        return Words.everyday(self, self._more)

    def token(self, name: str) -> int:
        """The id of a special token.

        Raises:
            ModelLoadError: There is no token of this name.
        """
        found = self.tokenizer.token_to_id(name)
        if found is None:
            raise ModelLoadError(
                expected=f"a tokenizer that knows {name}",
                found="one that does not",
                remedy="Add the model again with the tokenizer it was trained with",
            )
        return int(found)

    def _encode_text(self, text: str) -> tuple[int, ...]:
        ids = self._bare.encode(text, add_special_tokens=False).ids
        return tuple(id_ for id_ in ids if id_ not in self.special)


class OwnRenderer:
    """For Replydesk's own models: a marker, the text after it, and so on (`assistant.prompt`)."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        for marker in prompts.MARKERS:
            vocabulary.token(marker)

    def ids(self, prompt: Prompt) -> list[int]:
        """Token ids up to the point where the reply begins."""
        return prompts.encode(
            prompts.segments(prompt), self._vocabulary.token,
            lambda text: list(self._vocabulary.encode_text(text)),
        )  # fmt: skip


class ChatRenderer:
    """For chat models: the text of their template, with the message texts filled in."""

    def __init__(self, vocabulary: Vocabulary, folder: Path) -> None:
        self._vocabulary = vocabulary
        self._template = ChatTemplate(*find_template(folder))
        self._pieces = lru_cache(_REMEMBERED)(self._render)
        self._system = True
        probe = Prompt((), (prompts.PromptTurn("customer", "Hello"),))
        try:
            self.ids(probe)
        except ChatTemplateError:
            self._system = False  # some templates do not accept a system message
            self.ids(probe)

    def ids(self, prompt: Prompt) -> list[int]:
        """Token ids up to the point where the reply begins."""
        messages = chat_messages(prompt, system=self._system)
        ids: list[int] = []
        for piece in self._pieces(tuple(message.role for message in messages)):
            if isinstance(piece, str):
                ids += self._vocabulary.encode_structure(piece)
            else:
                ids += self._vocabulary.encode_text(messages[piece].content)
        return ids

    def _render(self, roles: tuple[ChatRole, ...]) -> list[str | int]:
        return self._template.render([ChatMessage(role, "") for role in roles])


def renderer(rendering: Rendering, vocabulary: Vocabulary, folder: Path) -> Renderer:
    """The renderer for a model.

    Raises:
        ModelLoadError, ChatTemplateError
    """
    if rendering == "own":
        return OwnRenderer(vocabulary)
    return ChatRenderer(vocabulary, folder)


def fit(prompt: Prompt, renderer: Renderer, limit: int) -> tuple[Fitted, list[int]]:
    """Trim the prompt to at most `limit` tokens; returns it with its ids.

    Raises:
        PromptTooLongError: The last message alone is longer.
    """
    fitted = prompts.fit(prompt, lambda tried: len(renderer.ids(tried)), limit)
    return fitted, renderer.ids(fitted.prompt)


def _barred(tokenizer: Tokenizer, table: list[bytes]) -> frozenset[int]:
    marks = {
        id_
        for id_, token in tokenizer.get_added_tokens_decoder().items()
        if re.fullmatch(r"<\S+>", token.content)
    }
    return frozenset(
        marks | {id_ for id_, told in enumerate(table) if not told or not _CONTROL.isdisjoint(told)}
    )


def _card(folder: Path) -> dict[str, Any]:
    """The model card of one of Replydesk's own models; empty for others."""
    try:
        said = json.loads((folder / "replydesk.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _words(card: Mapping[str, Any]) -> list[str]:
    """The card's list of the company's everyday words, without entries that are not plain words."""
    named = card.get("words")
    known = named if isinstance(named, list) else []
    return [one for one in known[:_MOST_WORDS] if isinstance(one, str) and _PLAIN.fullmatch(one)]


def _without_added(told: str) -> str:
    """The tokenizer without its added tokens, so that none of them is recognised in a text.

    Their names stay in the vocabulary, where no merge leads to them.
    """
    state = json.loads(told)
    state["added_tokens"] = []
    state["post_processor"] = None
    return json.dumps(state)


def _declared_ends(folder: Path) -> frozenset[int]:
    ends: set[int] = set()
    for name in ("generation_config.json", "config.json"):
        try:
            declared = json.loads((folder / name).read_text("utf-8")).get("eos_token_id")
        except (OSError, ValueError):
            continue
        ends |= {declared} if isinstance(declared, int) else set(declared or ())
    return frozenset(ends)
