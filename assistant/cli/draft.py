"""`draft`: writes a reply to a customer's message, each sentence with its source."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from assistant.cli import ask
from assistant.cli.ask import checked
from assistant.cli.context import Context
from assistant.cli.printable_text import one_line

if TYPE_CHECKING:
    from assistant.contracts.drafts import WrittenReply

_STYLES = ("shorter", "warmer", "formal")
_ENDS = {
    "nothing-found": "Nothing in the knowledge base answers this, so nothing is written.",
    "off": "Drafts are switched off on this engine.",
}

_LEFT_OUT = (
    "Something in a source reads like an instruction to a machine. It was left out, and what "
    "follows it: look at that entry."
)

_OTHER_LANG = (
    "This is not in the language that was asked for: no entry in it answers, or the model cannot."
)


def arguments(parser: argparse.ArgumentParser, shared: Any) -> None:
    ask.arguments(parser, shared)
    parser.add_argument("--style", choices=_STYLES, default="", help="another tone")
    parser.add_argument(
        "--in", dest="reply_lang", default="", metavar="LANG",
        help="write in this language (en, zh, …): from entries in it, where there are any",
    )  # fmt: skip
    parser.add_argument(
        "--seed", type=int, default=0, metavar="N",
        help="another number gives another draft, the same number the same draft",
    )  # fmt: skip
    parser.add_argument(
        "--writer", choices=("composed", "generated"), default="",
        help="verified sentences between phrases, or the dialogue model; as set if missing",
    )  # fmt: skip
    parser.add_argument(
        "--article", type=int, action="append", default=[], metavar="ID",
        help="write from this entry (may be repeated); from what is found if missing",
    )  # fmt: skip
    parser.set_defaults(run=run)


def run(context: Context, options: argparse.Namespace) -> int:
    from assistant.client.drafts import Collected, events
    from assistant.contracts.drafts import DraftDone, DraftFallback, ReplyRequest

    request = checked(
        ReplyRequest,
        text=ask.text_of(options),
        conversation_id=options.conversation,
        context=[ask.turn(said) for said in options.before],
        lang=options.lang,
        style=options.style,
        reply_lang=options.reply_lang,
        seed=options.seed,
        writer=options.writer,
        articles=options.article,
    )
    collected = Collected()
    with context.client(ready=True) as client:
        for event in events(client.transport, request):
            collected.add(event)
            if isinstance(event, DraftFallback):
                context.output.note(f"{event.code}: {event.detail or event.to_backend}")
            if isinstance(event, DraftDone):
                done = event
    written = collected.written(done)
    if context.output.as_json:
        context.output.value(written)
    else:
        _show(context, written)
    return 0


def _show(context: Context, written: WrittenReply) -> None:
    if written.done.left_out:
        context.output.note(_LEFT_OUT)
    if said := _ENDS.get(written.done.reason):
        context.output.line(said, style="yellow")
        return
    if written.done.other_lang:
        context.output.note(_OTHER_LANG)
    context.output.line(written.text)
    context.output.line()
    titles = {source.id: source.title for source in written.sources}
    used = dict.fromkeys(each.source for each in written.evidence if each.source is not None)
    for number in used:
        context.output.line(f"source #{number}: {one_line(titles[number])}", style="dim")
    for each in written.evidence:
        if each.support == "unsupported":
            sentence = one_line(written.text[each.start : each.end])
            context.output.line(f"no source ({each.reason}): {sentence}", style="yellow")
    who = "composed" if written.kind == "composed" else f"{written.model} ({written.backend})"
    context.output.note(f"\n{who} · {written.done.first_token_ms:.0f} ms to the first words")
