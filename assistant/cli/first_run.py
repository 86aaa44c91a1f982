"""What runs without a command: answers a demo question and suggests what to try next."""

from __future__ import annotations

import sys
from pathlib import Path

from assistant.cli import ask, demo
from assistant.cli.context import Context
from assistant.contracts import SuggestionRequest

QUESTION = "My card was charged twice"


def run(context: Context) -> int:
    """Answer a demo question, after adding the demo data to an empty home."""
    output = context.output
    with context.client(ready=True) as client:
        health = client.health()
        if not health.entries and not context.server:
            output.note("This home is empty: adding the demo knowledge base", style="")
            demo.show_failed(context, demo.add(context, client))
            health = client.wait_until_ready()
        answer = client.answer(SuggestionRequest(text=QUESTION))
    if output.as_json:
        output.value(answer)
        return 0
    output.line(f"{health.entries} entries can be found. A customer writes:", style="dim")
    output.line(f"“{QUESTION}”\n", style="bold")
    ask.show(context, answer)
    _what_next(context)
    return 0


def _what_next(context: Context) -> None:
    home = f' --home "{context.folder}"' if context.folder else ""
    program = _program() + home
    context.output.note(
        "\nTry next:\n"
        f'  {program} ask "Where is my order?"\n'
        f"  {program} import YOUR-FAQ.csv\n"
        f"  {program} demo remove\n"
        f"  {program} --help",
        style="",
    )


def _program() -> str:
    """Return the command by which this program was started, for the user to type again."""
    script = Path(sys.argv[0])
    if script.suffix != ".py":
        return script.name
    try:
        python = Path(sys.executable).relative_to(Path.cwd())
    except ValueError:
        python = Path("python")
    return f"{python} {script}"
