"""Runs a model's chat template in a sandbox.

A template is a program from an untrusted folder. It sees plain values only, may load nothing, and
is stopped when it takes too long or produces too much output. The message texts never pass through
it: it is given a placeholder for each, so it can neither read nor change what people wrote, and the
text between the placeholders is the model's own structure.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from jinja2 import TemplateError, nodes
from jinja2.ext import Extension, loopcontrols
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assistant.models.chat_messages import ChatMessage
from assistant.models.generation_errors import ChatTemplateError

LONGEST_TEMPLATE = 200_000
LARGEST_OUTPUT = 1_000_000
LONGEST_S = 2.0
_LARGEST_PRODUCT = 10_000
_OPEN, _CLOSE = "\ue000", "\ue001"
"""Private-use characters around a placeholder's number. Texts are never put into a template, so
they cannot clash."""


class ChatTemplate:
    """A compiled chat template.

    Args:
        source: The Jinja source.
        names: The texts of the tokenizer's special tokens, by names such as `bos_token`.

    Raises:
        ChatTemplateError: It is not valid Jinja, or too long.
    """

    def __init__(self, source: str, names: dict[str, str]) -> None:
        self._names = names
        if len(source) > LONGEST_TEMPLATE:
            raise _refused("a template of at most 200,000 characters", "a longer one")
        try:
            self._template = _environment().from_string(source)
        except (TemplateError, RecursionError) as error:
            raise _refused("a Jinja template", type(error).__name__) from error

    def render(self, messages: Sequence[ChatMessage]) -> list[str | int]:
        """The prompt in pieces: the template's own text, and message numbers in place of their
        texts.

        Raises:
            ChatTemplateError: It failed, took too long, or omitted or changed a message.
        """
        marked = [
            {"role": message.role, "content": f"{_OPEN}{number}{_CLOSE}"}
            for number, message in enumerate(messages)
        ]
        values = {
            "messages": marked, "add_generation_prompt": True, "enable_thinking": False,
            "tools": None, "documents": None, **self._names,
        }  # fmt: skip
        try:
            with _Deadline(LONGEST_S):
                told = self._collected(values)
        except ChatTemplateError:
            raise
        except Exception as error:  # an untrusted program may raise anything
            raise _refused("a template that renders", type(error).__name__) from error
        return _split(told, len(messages))

    def _collected(self, values: dict[str, Any]) -> str:
        pieces, size = [], 0
        for piece in self._template.generate(**values):
            pieces.append(piece)
            size += len(piece)
            if size > LARGEST_OUTPUT:
                raise _refused("a prompt of a sensible length", "one without end")
        return "".join(pieces)


def find_template(folder: Path) -> tuple[str, dict[str, str]]:
    """The template of a model's folder and the texts of its special tokens.

    Raises:
        ChatTemplateError: There is none.
    """
    try:
        config = json.loads((folder / "tokenizer_config.json").read_text("utf-8"))
        file = folder / "chat_template.jinja"
        source = file.read_text("utf-8") if file.is_file() else config.get("chat_template")
    except (OSError, ValueError) as error:
        raise _refused("a readable tokenizer_config.json", type(error).__name__) from error
    if isinstance(source, list):
        named = {entry["name"]: entry["template"] for entry in source}
        source = named.get("default")
    if not isinstance(source, str):
        raise _refused("a chat template in the model's folder", "none")
    names = {}
    for name in ("bos_token", "eos_token", "pad_token", "unk_token"):
        token = config.get(name)
        token = token.get("content") if isinstance(token, dict) else token
        names[name] = token if isinstance(token, str) else ""
    return source, names


def _split(told: str, count: int) -> list[str | int]:
    pieces: list[str | int] = []
    seen = set()
    for number, part in enumerate(told.split(_OPEN)):
        if not number:
            pieces.append(part)
            continue
        digits, closed, rest = part.partition(_CLOSE)
        if not closed or not digits.isdecimal() or int(digits) >= count:
            raise _refused("a template that leaves messages as they are", "one that changes them")
        pieces += [int(digits), rest]
        seen.add(int(digits))
    if len(seen) != count:
        raise _refused("a template that shows every message", "one that leaves some out")
    return [piece for piece in pieces if piece != ""]


def _refused(expected: str, found: str) -> ChatTemplateError:
    return ChatTemplateError(
        expected=expected, found=found, remedy="Use another model, or another edition of this one"
    )


class _Generation(Extension):
    """Renders the content of `{% generation %}` unchanged; training code marks replies with it."""

    tags = {"generation"}  # noqa: RUF012  (as jinja2 declares it)

    def parse(self, parser: Parser) -> list[nodes.Node]:
        next(parser.stream)
        return parser.parse_statements(("name:endgeneration",), drop_needle=True)


class _Environment(ImmutableSandboxedEnvironment):
    """jinja2's sandbox, which also refuses operations that turn small values into huge ones."""

    intercepted_binops = frozenset(["*", "**", "%"])

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        small = numbers and max(abs(left), abs(right)) <= _LARGEST_PRODUCT
        if not small or (operator == "**" and abs(right) > 8):
            raise _refused("a template that computes with small numbers", f"{operator} of others")
        return super().call_binop(context, operator, left, right)


def _environment() -> _Environment:
    environment = _Environment(
        trim_blocks=True, lstrip_blocks=True, loader=None, cache_size=0, auto_reload=False,
        extensions=[loopcontrols, _Generation],
    )  # fmt: skip
    environment.globals["raise_exception"] = _raise
    environment.globals["strftime_now"] = lambda form: datetime.now(UTC).strftime(str(form)[:40])
    for name in ("lipsum", "cycler"):
        environment.globals.pop(name, None)
    # these filters can produce huge output from little input, e.g. with `%10000000s`
    for name in ("format", "center", "indent", "wordwrap"):
        environment.filters.pop(name, None)
    return environment


def _raise(message: object = "") -> NoReturn:
    raise TemplateError(str(message))


class _Deadline:
    """Aborts Python code of this thread when its time is up, checked line by line with a tracer."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self._before: Callable[..., Any] | None = None

    def __enter__(self) -> None:
        self._before = sys.gettrace()
        sys.settrace(self._trace)

    def __exit__(self, *_: object) -> None:
        sys.settrace(self._before)

    def _trace(self, _frame: FrameType, _event: str, _argument: Any) -> Any:
        if time.monotonic() > self._until:
            raise _refused("a template that is done in a moment", "one that goes on and on")
        return self._trace
