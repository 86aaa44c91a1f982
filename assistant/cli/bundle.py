"""`bundle`: makes, verifies and takes in signed files of models and knowledge, all offline."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli.ask import checked
from assistant.cli.context import Context, UsageError
from assistant.cli.failures import CANCELLED, FAILED
from assistant.cli.printable_text import counted

if TYPE_CHECKING:
    from assistant.bundles.manifest import BundleManifest


def arguments(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    key = verbs.add_parser("key", parents=[shared], help="make the company's key, once")
    key.add_argument("file", type=Path, metavar="FILE", help="private key; FILE.pub is public")
    key.set_defaults(run=_key)
    make = verbs.add_parser("make", parents=[shared], help="put a bundle together, and sign it")
    make.add_argument("file", type=Path, metavar="FILE")
    make.add_argument("--key", type=Path, required=True, metavar="FILE", help="private key")
    make.add_argument(
        "--model", action="append", default=[], metavar="ID",
        help="a dialogue model of the shelf (may be repeated)",
    )  # fmt: skip
    make.add_argument("--knowledge", action="store_true", help="all articles of this home, too")
    make.set_defaults(run=_make)
    for name, function, text in (
        ("verify", _verify, "check the signature and every file; take nothing"),
        ("take", _take, "check it, then take in what it holds"),
    ):
        verb = verbs.add_parser(name, parents=[shared], help=text)
        verb.add_argument("file", type=Path, metavar="FILE")
        verb.add_argument("--trust", type=Path, metavar="FILE", help="the company's public key")
        verb.set_defaults(run=function)
        if name == "take":
            verb.add_argument("--use", action="store_true", help="let its model write drafts")
            verb.add_argument(
                "--older", action="store_true", help="even if a newer one was taken before"
            )


def _key(context: Context, options: argparse.Namespace) -> None:
    from assistant.bundles import keys

    public = options.file.with_name(f"{options.file.name}.pub")
    if options.file.exists() or public.exists():
        raise UsageError(f"{options.file} or {public.name} is there already: name another file")
    keys.make(options.file, public)
    if context.output.as_json:
        told = {"private": str(options.file), "public": str(public)}
        context.output.value(told | {"fingerprint": keys.fingerprint(public)})
        return
    context.output.line(f"{options.file}: keep it where bundles are made, and nowhere else")
    context.output.line(f"{public}: for every desktop; it is known by its fingerprint")
    context.output.line(keys.fingerprint(public), indent=2)


def _make(context: Context, options: argparse.Namespace) -> None:
    from assistant import model_paths, settings
    from assistant.bundles import keys, packing
    from assistant.models.shelf import Shelf

    context.local_only("bundle make")
    if not options.model and not options.knowledge:
        raise UsageError("a bundle cannot be empty: give --model ID, --knowledge, or both")
    chosen = settings.load(context.home)
    shelf = Shelf(
        model_paths.dialogue_models(context.home, chosen.models_folder),
        built_in=model_paths.built_in_models(),
    )
    models = {id_: shelf.verify(id_).folder for id_ in options.model}
    with tempfile.TemporaryDirectory(prefix="replydesk-bundle-") as folder:
        knowledge = Path(folder) / "articles.jsonl" if options.knowledge else None
        if knowledge is not None:
            with context.client() as client, knowledge.open("wb") as file:
                for piece in client.transport.download(
                    "/export/articles", query={"format": "jsonl"}
                ):
                    file.write(piece)
        with context.output.progress(options.file.name) as report:
            for step in packing.pack(options.file, models, knowledge, options.key):
                report(step.done, step.total)
    if keys.is_exposed(options.key):
        context.output.note(f"others on this machine can read {options.key}, and sign with it")
    size = options.file.stat().st_size
    if context.output.as_json:
        context.output.value({"file": str(options.file), "bytes": size})
    else:
        context.output.line(f"{options.file}  ({size:,} bytes), signed")


def _verify(context: Context, options: argparse.Namespace) -> None:
    from assistant.bundles import opening

    manifest = opening.read_manifest(options.file, _trusted(options))
    with context.output.progress(options.file.name) as report:
        for step in opening.unpack(options.file, manifest, None):
            report(step.done, step.total)
    _show(context, manifest)


def _take(context: Context, options: argparse.Namespace) -> int:
    from assistant.cli.imports import show, wait
    from assistant.contracts import BundleRequest

    context.local_only("bundle take")
    trust = str(options.trust.absolute()) if options.trust is not None else ""
    request = checked(
        BundleRequest, path=str(options.file.absolute()), trust=trust, use=options.use,
        older=options.older,
    )  # fmt: skip
    with context.client() as client:
        job = wait(context, client, client.take_bundle(request), options.file.name)
    if context.output.as_json:
        context.output.value(job)
    elif job.error is not None or job.result is None:
        show(context, job, options.file.name)
    else:
        _show_taken(context, job.result)
    return 0 if job.state == "done" else CANCELLED if job.state == "cancelled" else FAILED


def _show_taken(context: Context, result: dict[str, Any]) -> None:
    from assistant.contracts import BundleContent

    content = BundleContent.model_validate(result)
    line = context.output.line
    line(f"Signed by your company ({content.key}), {content.made_at}: every file as signed")
    for model in content.models:
        state = "on the shelf already" if model.present else "on the shelf now"
        line(f"{model.id}: {state}{', writes drafts' if model.used else ''}", indent=2)
    if (known := content.knowledge) is not None:
        line(
            f"knowledge: {known.added:,} added, {known.changed:,} changed, "
            f"{known.unchanged:,} unchanged", indent=2,
        )  # fmt: skip


def _trusted(options: argparse.Namespace) -> Path:
    """Return the company's public key: the one given, or the one the administrator deployed."""
    from assistant import deployed

    if options.trust is not None:
        return Path(options.trust)
    if (key := deployed.in_force().bundle_key) is not None:
        return key
    raise UsageError("--trust FILE: the public key of your company (or bundle_key, deployed)")


def _show(context: Context, manifest: BundleManifest) -> None:
    if context.output.as_json:
        context.output.value(manifest)
        return
    files = counted(len(manifest.files), "file")
    context.output.line(f"Signed by your company, {manifest.made_at}: {files}, all as signed")
    for id_ in manifest.models:
        context.output.line(id_, indent=2)
    if manifest.has_knowledge:
        context.output.line("knowledge", indent=2)
