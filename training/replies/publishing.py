"""Puts trained models onto the shelf, into use, and removes them."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import suppress

from assistant.engine import Engine
from assistant.errors import NotFoundError
from assistant.jobs import Step
from assistant.models import shelf_actions
from assistant.models.adding import ModelToAdd, add
from assistant.models.errors import ModelUnusableError
from assistant.store.database import Actor
from training.recipes.task import Trained
from training.replies.file_names import MODEL


def publish(engine: Engine, trained: Trained) -> Generator[Step, None, str]:
    """Convert the trained model and put it onto the shelf, without using it yet.

    Returns:
        Its id.

    Raises:
        ModelUnusableError: It fails the parity check of the int4 conversion, and was removed again.
        CodedError: As in `assistant.models.adding.add`.
    """
    asked = ModelToAdd(trained.out / MODEL, name=trained.name or f"replies {trained.id}")
    model = yield from shelf_actions.stepped(add(engine.shelf, asked))
    if not model.manifest.parity.passed:
        engine.shelf.remove(model.id)
        raise ModelUnusableError(
            code="shelf.parity",
            expected="a converted model that says what the original says",
            found="one that says something else in four bits",
            remedy="Train it again with a lower learning rate, or with fewer passes",
        )
    with engine.store.write(trained.actor) as transaction:
        transaction.audit("model.added", model.id, run=trained.id)
        transaction.touch(shelf_actions.TOPIC)
    return model.id


def in_use(engine: Engine) -> str:
    """Id of the dialogue model in use; "" for the one that ships with the program, or none."""
    active = engine.shelf.active()
    return "" if active is None or engine.shelf.is_built_in(active.id) else active.id


def use(engine: Engine, actor: Actor, model: str) -> None:
    """Use a model from now on; "" for the one that ships with the program, or none.

    Raises:
        NotFoundError, ModelFilesDamagedError, ModelUnusableError: The model before stays in use.
    """
    built_in = [one.id for one in engine.shelf.listed() if engine.shelf.is_built_in(one.id)]
    if model or built_in:
        shelf_actions.use(engine, actor, model or built_in[0])
        return
    with engine.shelf.held(), engine.store.write(actor) as transaction:
        transaction.audit("model.used", "none")
        transaction.touch(shelf_actions.TOPIC)
        engine.shelf.choose("")


def discard(engine: Engine, actor: Actor, model: str) -> None:
    """Remove a model from the shelf; does nothing if it is gone already."""
    with suppress(NotFoundError):
        shelf_actions.remove(engine, actor, model)
