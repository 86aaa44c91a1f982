"""Imports a bundle as a job: verifies it as a whole, then adds its models and imports its articles.

Each part is imported as if a person had added it. A dry run reports what would change.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from assistant import deployed
from assistant.bundles import keys, opening, rollback_protection
from assistant.bundles.keys import BundleKeyError
from assistant.bundles.manifest import KNOWLEDGE, MODELS, BundleManifest
from assistant.contracts import BundleContent, BundledModel, BundleRequest, ImportResult, Job
from assistant.errors import InputError
from assistant.importing.run import FileToImport, run
from assistant.jobs import Step
from assistant.models import shelf_actions
from assistant.models.adding import ModelToAdd, add
from assistant.paths import OWNER_ONLY_FOLDER, unwritable
from assistant.store.database import Actor

if TYPE_CHECKING:
    from assistant.engine import Engine

KIND: Final = "bundle"
SOURCE: Final = "bundle"
"""Source name of its articles. It is the same for all bundles, so that a newer one updates them."""
_PART: Final = 100
"""Progress steps for each part of the work."""

_Work = Generator[Step, None, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _BundleImport:
    engine: Engine
    actor: Actor
    request: BundleRequest
    file: Path
    key: Path
    deployed: bool


def submit(engine: Engine, actor: Actor, request: BundleRequest) -> Job:
    """Queue a job that verifies a bundle and, except in a dry run, imports it.

    Raises:
        InputError: A path is not absolute.
        BundleKeyError: `bundle.key-missing`: no key was given, and none is deployed.
    """
    named = _absolute(request.trust) if request.trust else None
    key = named or deployed.in_force().bundle_key
    if key is None:
        raise BundleKeyError(
            code="bundle.key-missing",
            expected="the public key of your company, which the bundle is checked with",
            found="none: none was chosen, and your administrator deployed none",
            remedy="Choose the key file that your company gave you (it ends in .pub)",
        )
    job = _BundleImport(engine, actor, request, _absolute(request.path), key, named is None)
    told = {"name": job.file.name, "dry_run": request.dry_run, "use": request.use}
    return engine.jobs.submit(actor, KIND, told, lambda: _work(job))


def _work(job: _BundleImport) -> _Work:
    manifest = opening.read_manifest(job.file, job.key)
    folder = job.engine.home.incoming / f"bundle-{secrets.token_hex(8)}"
    try:
        try:
            folder.mkdir(parents=True, mode=OWNER_ONLY_FOLDER)
        except OSError as error:
            raise unwritable(folder, error) from error
        return (yield from _import(job, manifest, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _import(job: _BundleImport, manifest: BundleManifest, folder: Path) -> _Work:
    dry = job.request.dry_run
    signer = keys.fingerprint(job.key)
    newer = rollback_protection.newer_imported(job.engine.store, signer, manifest)
    if not dry and not job.request.older:
        rollback_protection.refuse_older(manifest, newer)
    present = {model.id for model in job.engine.shelf.listed()}
    coming = [] if dry else [id_ for id_ in manifest.models if id_ not in present]
    total = _PART * (1 + len(coming) + manifest.has_knowledge)
    keep = {KNOWLEDGE} if dry else None
    for each in opening.unpack(job.file, manifest, folder, keep=keep):
        yield Step(_PART * each.done // max(1, each.total or 1), total)
    done = _PART
    if not dry:
        with job.engine.store.write(job.actor) as transaction:
            rollback_protection.record(transaction, signer, manifest)
    used = set()
    for id_ in coming:
        steps = add(job.engine.shelf, ModelToAdd(folder / MODELS / id_))
        works = shelf_actions.adding(job.engine, job.actor, steps, use_it=job.request.use)
        result = yield from _within(works, done, total)
        used |= {id_} if result["used"] else set()
        done += _PART
    knowledge = None
    if manifest.has_knowledge:
        engine = job.engine
        file = FileToImport(path=folder / KNOWLEDGE, name=SOURCE, dry_run=dry)
        work = run(engine.store, engine.knowledge, job.actor, file)
        knowledge = ImportResult.model_validate((yield from _within(work, done, total)))
    if job.request.use and not dry:
        used |= _use_present(job, [id_ for id_ in manifest.models if id_ in present])
    content = _content(job, manifest, present, used, knowledge)
    return content.model_copy(update={"newer_taken": newer}).model_dump(mode="json")


def _use_present(job: _BundleImport, ids: list[str]) -> set[str]:
    """Let models of the bundle that were already installed write drafts; return their ids."""
    for id_ in ids:
        shelf_actions.use(job.engine, job.actor, id_)
    return set(ids)


def _within(work: _Work, done: int, total: int) -> _Work:
    """Run one part of the work, scaling its progress to that of the whole job."""
    try:
        while True:
            try:
                step = next(work)
            except StopIteration as end:
                result: dict[str, Any] = end.value
                return result
            share = min(step.done, step.total) / step.total if step.total else 0
            yield Step(done + int(_PART * share), total)
    finally:
        work.close()


def _content(
    job: _BundleImport, manifest: BundleManifest, present: set[str], used: set[str],
    knowledge: ImportResult | None,
) -> BundleContent:  # fmt: skip
    def size_of(id_: str) -> int:
        begin = f"{MODELS}/{id_}/"
        return sum(file.size for name, file in manifest.files.items() if name.startswith(begin))

    return BundleContent(
        made_at=manifest.made_at,
        replydesk=manifest.replydesk,
        key=keys.fingerprint(job.key),
        deployed=job.deployed,
        size_bytes=sum(file.size for file in manifest.files.values()),
        models=[
            BundledModel(id=id_, size_bytes=size_of(id_), present=id_ in present, used=id_ in used)
            for id_ in manifest.models
        ],
        knowledge=knowledge,
    )


def _absolute(path: str) -> Path:
    found = Path(path)
    if not found.is_absolute() or "\0" in path:
        raise InputError(
            expected="an absolute path on the engine's machine",
            found="another one",
            remedy="Name the file from the root",
            code="bundle.path",
        )
    return found
