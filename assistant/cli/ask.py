"""`ask`: answers a customer's message, with sources."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from assistant.cli.context import Context, UsageError
from assistant.cli.printable_text import given, one_line

if TYPE_CHECKING:
    from assistant.contracts import Answer, Suggestion, Turn

_KINDS = {"verified": "Answer", "passage": "From a document", "solved": "Reply to a similar case"}


def arguments(parser: argparse.ArgumentParser, _: Any) -> None:
    parser.add_argument("text", nargs="*", help="the message; read from standard input if missing")
    parser.add_argument(
        "--before", action="append", default=[], metavar="WHO:TEXT",
        help="what was said before, oldest first: customer:…, agent:… (may be repeated)",
    )  # fmt: skip
    parser.add_argument("--conversation", type=int, metavar="ID", help="a stored conversation")
    parser.add_argument("--lang", default="", help="the message's language, if it is known")
    parser.add_argument("--limit", type=int, default=3, help="at most this many answers (3)")
    parser.set_defaults(run=run)


def run(context: Context, options: argparse.Namespace) -> None:
    from assistant.contracts import SuggestionRequest

    request = checked(
        SuggestionRequest,
        text=text_of(options),
        conversation_id=options.conversation,
        context=[turn(said) for said in options.before],
        lang=options.lang,
        limit=options.limit,
    )
    with context.client(ready=True) as client:
        answer = client.answer(request)
        entries = client.health().entries if answer.abstained and not context.output.as_json else 1
    if context.output.as_json:
        context.output.value(answer)
        return
    show(context, answer)
    if not entries:
        context.output.note(
            "The knowledge base is empty. Fill it with: replydesk import FILE, "
            "or try the demo: replydesk demo add"
        )


def show(context: Context, answer: Answer) -> None:
    """Print an answer for a person."""
    if answer.abstained:
        context.output.line("Nothing in the knowledge base answers this.", style="yellow")
    for at, suggestion in enumerate(answer.suggestions):
        if at:
            context.output.line()
        _show_one(context, suggestion)
    total = answer.timings_ms.get("total")
    if total is not None:
        context.output.note(f"\nlanguage {answer.language or 'unknown'} · {total:.1f} ms")


def _show_one(context: Context, suggestion: Suggestion) -> None:
    percent = f"{suggestion.confidence:.0%}"
    context.output.line(f"{_KINDS[suggestion.kind]} · confidence {percent}", style="bold green")
    context.output.line(suggestion.text, indent=2)
    for source in suggestion.sources:
        context.output.line(f"source #{source.id}: {one_line(source.title)}", style="dim", indent=2)


def checked(kind: Any, /, **fields: Any) -> Any:
    """Create a contract type from command-line values.

    Raises:
        UsageError: A value is invalid; the text names the field, never the value.
    """
    from pydantic import ValidationError

    try:
        return kind(**fields)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        if first["loc"][-1:] == ("lang",):
            raise UsageError("lang: two or three small letters, such as en or zh") from None
        fault = "no such field" if first["type"] == "extra_forbidden" else first["msg"]
        raise UsageError(f"{where}: {fault}") from None


def text_of(options: argparse.Namespace) -> str:
    """Return the message, from arguments or standard input; "" for a stored conversation."""
    if options.text and options.text != ["-"]:
        return given(" ".join(options.text))
    if options.conversation is not None and not options.text:
        return ""
    waiting = sys.stdin is not None and (options.text == ["-"] or not sys.stdin.isatty())
    text = sys.stdin.buffer.read().decode("utf-8", "replace") if waiting else ""
    if not text.strip():
        raise UsageError('write the message: replydesk ask "My card was charged twice"')
    return text


def turn(said: str) -> Turn:
    """Parse `WHO:TEXT` into a turn."""
    from assistant.contracts import Turn

    role, colon, text = given(said).partition(":")
    if not colon:
        raise UsageError("--before needs who said it: --before 'customer: My lamp is broken'")
    made: Turn = checked(Turn, role=role.strip(), text=text.strip())
    return made
