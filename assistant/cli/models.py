"""`models`: manages the dialogue models of an engine, and which of them writes drafts."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.ask import checked
from assistant.cli.context import Context, UsageError
from assistant.cli.failures import CANCELLED, FAILED
from assistant.cli.printable_text import given, one_line

if TYPE_CHECKING:
    from assistant.contracts import ModelShelf, ShelvedModel

_GIGABYTE = 1e9
_TOLD = {
    "shelf.converted-elsewhere": "It was converted on another machine and taken as it is.",
    "shelf.compared-without-torch": (
        "There is no torch here: its four bits were compared with fp32, not with the original."
    ),
    "shelf.licence-unknown": "Its folder names no licence: ask its makers before you use it.",
    "shelf.parity": "It did not pass the parity gate, so it may not write drafts.",
}
"""Maps the code of a note or problem to its meaning."""
_ON_REQUEST = (
    "Drafts are composed of verified answers; the model on request writes one when it is asked to: "
    "replydesk draft --writer generated"
)


def arguments(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    verbs.add_parser(
        "list", parents=[shared], help="what is on the shelf, and which one writes"
    ).set_defaults(run=_list)
    adding = verbs.add_parser(
        "add", parents=[shared], help="check, convert and compare a model folder on this machine"
    )
    adding.add_argument("folder", type=Path, metavar="DIR", help="safetensors, or converted before")
    adding.add_argument("--adapter", type=Path, metavar="DIR", help="a LoRA adapter to merge in")
    adding.add_argument("--name", default="", help="for people; the folder's own if missing")
    adding.add_argument("--use", action="store_true", help="let it write drafts if it passes")
    adding.set_defaults(run=_add)
    for name, function, text in (
        ("verify", _verify, "compare every file with its checksum"),
        ("use", _use, "let it write drafts"),
        ("remove", _remove, "delete it"),
    ):
        verb = verbs.add_parser(name, parents=[shared], help=text)
        verb.add_argument("id", help="as `models list` shows it")
        verb.set_defaults(run=function)
    verbs.add_parser(
        "rollback", parents=[shared], help="let the previous model write again"
    ).set_defaults(run=_rollback)
    loading = verbs.add_parser(
        "download", parents=[shared], help="download a model folder from the Hugging Face hub"
    )
    loading.add_argument("repository", metavar="OWNER/NAME")
    loading.add_argument("folder", type=Path, metavar="DIR", help="where to put it")
    loading.add_argument("--revision", default="main", help="a tag or commit of the repository")
    loading.add_argument(
        "--online", action="store_true",
        help="required: yes, open a connection to the hub (nothing else ever does)",
    )  # fmt: skip
    loading.set_defaults(run=_download)


def _list(context: Context, _: argparse.Namespace) -> None:
    with context.client() as client:
        shelf = client.models()
    if context.output.as_json:
        context.output.value(shelf)
        return
    if not shelf.items:
        context.output.line("No dialogue model is installed. Add one: replydesk models add DIR")
        return
    rows = [
        (_state(model), model.id, model.family,
         _parameters(model.parameters), f"{model.size_bytes / _GIGABYTE:.2f}", model.licence,
         "yes" if not model.problems else ", ".join(model.problems))
        for model in shelf.items
    ]  # fmt: skip
    context.output.table(
        ["", "id", "family", "parameters", "GB", "licence", "usable"], rows, right=(3, 4)
    )
    if shelf.on_request:
        context.output.note(_ON_REQUEST)


def _state(model: ShelvedModel) -> str:
    state = "on request" if model.on_request else "before" if model.previous else ""
    origin = "built in" if model.built_in else ""
    return ", ".join(word for word in ("writes" if model.active else state, origin) if word)


def _add(context: Context, options: argparse.Namespace) -> int:
    from assistant.cli.imports import show, wait
    from assistant.contracts import ModelAddRequest

    context.local_only("models add")
    request = checked(
        ModelAddRequest,
        folder=str(_folder(options.folder)),
        adapter=str(_folder(options.adapter)) if options.adapter is not None else "",
        name=given(options.name),
        use=options.use,
    )
    with context.client() as client:
        job = wait(context, client, client.add_model(request), options.folder.name)
        shelf = client.models()
    if context.output.as_json:
        context.output.value(job)
    elif job.result is None:
        show(context, job, options.folder.name)
    else:
        model = next(model for model in shelf.items if model.id == job.result["model"])
        _show(context, model)
        _tell_what_next(context, model)
    if job.state == "cancelled":
        return CANCELLED
    return 0 if job.result is not None and job.result["passed"] else FAILED


def _verify(context: Context, options: argparse.Namespace) -> None:
    with context.client() as client:
        model = client.verify_model(given(options.id))
    if context.output.as_json:
        context.output.value(model)
        return
    context.output.line(f"{model.id}: every file is as it was installed.")
    _show(context, model)


def _use(context: Context, options: argparse.Namespace) -> None:
    with context.client() as client:
        shelf = client.use_model(given(options.id))
    _tell_who_writes(context, shelf)


def _rollback(context: Context, _: argparse.Namespace) -> None:
    with context.client() as client:
        shelf = client.roll_back_model()
    _tell_who_writes(context, shelf)


def _remove(context: Context, options: argparse.Namespace) -> None:
    with context.client() as client:
        client.remove_model(given(options.id))
    if context.output.as_json:
        context.output.value({"removed": options.id})
    else:
        context.output.line(f"Removed {one_line(options.id, 100)}.")


def _download(context: Context, options: argparse.Namespace) -> None:
    from assistant.models.download import download

    if not options.online:
        raise UsageError(
            "`models download` opens a connection to the internet: say so with --online"
        )
    target = options.folder.expanduser().absolute()
    context.output.note(f"Fetching {one_line(options.repository, 100)} …")
    download(options.repository, target, revision=options.revision)
    if context.output.as_json:
        context.output.value({"folder": str(target)})
        return
    context.output.line(f"Fetched {target}")
    context.output.note(f"Add it: replydesk models add {target}")


def _show(context: Context, model: ShelvedModel) -> None:
    output = context.output
    output.line(model.name, style="bold")
    output.line(f"id:        {model.id}", indent=2)
    output.line(
        f"model:     {model.family}, {_parameters(model.parameters)} parameters, "
        f"reads {model.context_tokens:,} tokens", indent=2,
    )  # fmt: skip
    output.line(f"licence:   {model.licence or 'not named'}", indent=2)
    output.line(f"on disk:   {model.size_bytes / _GIGABYTE:.2f} GB, {', '.join(model.formats)}",
                indent=2)  # fmt: skip
    if model.agreement is not None:
        output.line(f"agreement: {model.agreement:.4%} of next tokens, fp32 to the original",
                    indent=2)  # fmt: skip
    if model.perplexity and model.perplexity_int4:
        ratio = model.perplexity_int4 / model.perplexity
        output.line(
            f"four bits: perplexity {model.perplexity_int4:.2f}, {ratio:.3f} times the original's",
            indent=2,
        )
    for code in (*model.problems, *model.notes):
        output.line(f"{_TOLD.get(code, '')} [{code}]".strip(), style="yellow", indent=2)


def _tell_what_next(context: Context, model: ShelvedModel) -> None:
    if model.active:
        context.output.note("It writes drafts from now on.", style="")
    elif not model.problems:
        context.output.note(context.typed_here(f"Let it write: replydesk models use {model.id}"))


def _tell_who_writes(context: Context, shelf: ModelShelf) -> None:
    if context.output.as_json:
        context.output.value(shelf)
        return
    context.output.line(f"{shelf.active or 'No model'} writes drafts.")
    if shelf.on_request:
        context.output.note(_ON_REQUEST)
    if shelf.previous:
        context.output.note(
            context.typed_here(f"Back to {shelf.previous}: replydesk models rollback")
        )


def _folder(path: Path) -> Path:
    """Return the absolute path of a folder, for the engine.

    Raises:
        UsageError: It is not a folder.
    """
    if not path.is_dir():
        what = "a file, not a folder" if path.exists() else "no such folder"
        raise UsageError(f"{what}: {one_line(str(path))}")
    return path.resolve()


def _parameters(count: int) -> str:
    if count >= 1e9:
        return f"{count / 1e9:.1f} B"
    return f"{count / 1e6:.1f} M" if count >= 1e5 else f"{count:,}"
