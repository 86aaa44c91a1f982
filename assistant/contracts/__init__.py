"""Request and response types of the API, shared by the engine, the window and the command line.

They depend on pydantic only. Times are UTC in ISO 8601. Text lengths are bounded here, once.

The types of a topic are imported when one of them is first used: defining all of them takes 0.1 s,
which would delay the window's first paint and short commands. Code that needs a type only later
writes `from assistant import contracts` and `contracts.Health`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from assistant.contracts.topics import TOPIC_OF
from assistant.contracts.version import API_VERSION as API_VERSION

if TYPE_CHECKING:  # at run time, `topics` maps each name to its module
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

if not TYPE_CHECKING:  # a type checker would take a misspelt name for an `object`
    __all__ = ["API_VERSION", *TOPIC_OF]

    def __getattr__(name: str) -> object:
        """Import the type of this name from its topic's module (PEP 562)."""
        topic = TOPIC_OF.get(name)
        if topic is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        made: object = getattr(import_module(f"{__name__}.{topic}"), name)
        globals()[name] = made
        return made
