"""The wire: what goes over the local API. Shared by the engine, the window and the command line.

Light on purpose (pydantic only). Times are UTC, ISO 8601. Text lengths are bounded here, once.

A topic's types are made when one of them is first asked for: to make all of them takes a tenth of
a second, which a window that has still to be painted, or a short command, need not spend. Whoever
has that time to lose later writes `from assistant import contracts` and `contracts.Health`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from assistant.contracts.topics import TOPIC_OF
from assistant.contracts.version import API_VERSION as API_VERSION

if TYPE_CHECKING:  # `topics` names what each of them gives
    from assistant.contracts.administration import *  # noqa: F403
    from assistant.contracts.articles import *  # noqa: F403
    from assistant.contracts.base import *  # noqa: F403
    from assistant.contracts.bundles import *  # noqa: F403
    from assistant.contracts.conversations import *  # noqa: F403
    from assistant.contracts.drafts import *  # noqa: F403
    from assistant.contracts.events import *  # noqa: F403
    from assistant.contracts.groups import *  # noqa: F403
    from assistant.contracts.health import *  # noqa: F403
    from assistant.contracts.jobs import *  # noqa: F403
    from assistant.contracts.macros import *  # noqa: F403
    from assistant.contracts.models import *  # noqa: F403
    from assistant.contracts.suggestions import *  # noqa: F403
    from assistant.contracts.training import *  # noqa: F403
    from assistant.contracts.transcripts import *  # noqa: F403

if not TYPE_CHECKING:  # with it a misspelt name would be an `object`
    __all__ = ["API_VERSION", *TOPIC_OF]

    def __getattr__(name: str) -> object:
        """The type of this name, out of its topic's module (PEP 562)."""
        topic = TOPIC_OF.get(name)
        if topic is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        made: object = getattr(import_module(f"{__name__}.{topic}"), name)
        globals()[name] = made
        return made
