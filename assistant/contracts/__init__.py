"""The wire: what goes over the local API. Shared by the engine, the window and the command line.

Light on purpose (pydantic only). Times are UTC, ISO 8601. Text lengths are bounded here, once.

A topic's types are made when one of them is first asked for: to make all of them takes a tenth of
a second, which a window that has still to be painted, or a short command, need not spend. Whoever
has that time to lose later writes `from assistant import contracts` and `contracts.Health`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from assistant.contracts.version import API_VERSION

if TYPE_CHECKING:
    from assistant.contracts.administration import (
        ActorBody,
        ActorInfo,
        ActorWithToken,
        AuditEntry,
        AuditPage,
        Backup,
        EngineSettings,
        EngineSettingsChange,
        EraseReport,
        EraseRequest,
        Me,
        RecoveryKey,
    )
    from assistant.contracts.articles import (
        Article,
        ArticleBody,
        ArticleChange,
        ArticleMerge,
        ArticlePage,
        ArticleRestore,
        ArticleVersion,
        DuplicatePage,
        DuplicatePair,
        Locator,
        Neighbour,
        TagCount,
    )
    from assistant.contracts.base import (
        ArticleKind,
        ConversationStatus,
        Filled,
        Id,
        JobState,
        Lang,
        Long,
        MessageRole,
        Reply,
        Role,
        Short,
        Wire,
    )
    from assistant.contracts.conversations import (
        Conversation,
        ConversationBody,
        ConversationChange,
        ConversationPage,
        ConversationWithMessages,
        Customer,
        CustomerBody,
        CustomerPage,
        Draft,
        DraftBody,
        Identifier,
        Message,
        MessageBody,
        SplitChat,
        SplitRequest,
    )
    from assistant.contracts.drafts import (
        DraftBegun,
        DraftDone,
        DraftEvent,
        DraftEvidence,
        DraftFallback,
        DraftText,
        DraftWaiting,
        ModelInfo,
        ModelStatus,
        ReplyRequest,
    )
    from assistant.contracts.events import StreamEvent
    from assistant.contracts.health import Health, Notice, ProblemDetails
    from assistant.contracts.jobs import (
        ConversationPreview,
        EmbeddingModelRequest,
        ImportedSource,
        ImportRequest,
        ImportResult,
        Job,
        JobPage,
        RowProblem,
    )
    from assistant.contracts.macros import Macro, MacroBody, MacroKind
    from assistant.contracts.models import ModelAddRequest, ModelShelf, ShelvedModel
    from assistant.contracts.suggestions import (
        RIVAL,
        Answer,
        Done,
        Feedback,
        FeedbackBody,
        FeedbackPage,
        Mark,
        SearchResults,
        Source,
        SourceRef,
        Sources,
        Suggestion,
        SuggestionRequest,
        Turn,
        Understood,
    )

__all__ = [
    "API_VERSION",
    "RIVAL",
    "ActorBody",
    "ActorInfo",
    "ActorWithToken",
    "Answer",
    "Article",
    "ArticleBody",
    "ArticleChange",
    "ArticleKind",
    "ArticleMerge",
    "ArticlePage",
    "ArticleRestore",
    "ArticleVersion",
    "AuditEntry",
    "AuditPage",
    "Backup",
    "Conversation",
    "ConversationBody",
    "ConversationChange",
    "ConversationPage",
    "ConversationPreview",
    "ConversationStatus",
    "ConversationWithMessages",
    "Customer",
    "CustomerBody",
    "CustomerPage",
    "Done",
    "Draft",
    "DraftBegun",
    "DraftBody",
    "DraftDone",
    "DraftEvent",
    "DraftEvidence",
    "DraftFallback",
    "DraftText",
    "DraftWaiting",
    "DuplicatePage",
    "DuplicatePair",
    "EmbeddingModelRequest",
    "EngineSettings",
    "EngineSettingsChange",
    "EraseReport",
    "EraseRequest",
    "Feedback",
    "FeedbackBody",
    "FeedbackPage",
    "Filled",
    "Health",
    "Id",
    "Identifier",
    "ImportRequest",
    "ImportResult",
    "ImportedSource",
    "Job",
    "JobPage",
    "JobState",
    "Lang",
    "Locator",
    "Long",
    "Macro",
    "MacroBody",
    "MacroKind",
    "Mark",
    "Me",
    "Message",
    "MessageBody",
    "MessageRole",
    "ModelAddRequest",
    "ModelInfo",
    "ModelShelf",
    "ModelStatus",
    "Neighbour",
    "Notice",
    "ProblemDetails",
    "RecoveryKey",
    "Reply",
    "ReplyRequest",
    "Role",
    "RowProblem",
    "SearchResults",
    "ShelvedModel",
    "Short",
    "Source",
    "SourceRef",
    "Sources",
    "SplitChat",
    "SplitRequest",
    "StreamEvent",
    "Suggestion",
    "SuggestionRequest",
    "TagCount",
    "Turn",
    "Understood",
    "Wire",
]

_TOPICS = {
    "administration": (
        "ActorBody ActorInfo ActorWithToken AuditEntry AuditPage Backup EngineSettings "
        "EngineSettingsChange EraseReport EraseRequest Me RecoveryKey"
    ),
    "articles": (
        "Article ArticleBody ArticleChange ArticleMerge ArticlePage ArticleRestore "
        "ArticleVersion DuplicatePage DuplicatePair Locator Neighbour TagCount"
    ),
    "base": (
        "ArticleKind ConversationStatus Filled Id JobState Lang Long MessageRole Reply Role "
        "Short Wire"
    ),
    "conversations": (
        "Conversation ConversationBody ConversationChange ConversationPage "
        "ConversationWithMessages Customer CustomerBody CustomerPage Draft DraftBody "
        "Identifier Message MessageBody SplitChat SplitRequest"
    ),
    "drafts": (
        "DraftBegun DraftDone DraftEvent DraftEvidence DraftFallback DraftText DraftWaiting "
        "ModelInfo ModelStatus ReplyRequest"
    ),
    "events": "StreamEvent",
    "health": "Health Notice ProblemDetails",
    "jobs": (
        "ConversationPreview EmbeddingModelRequest ImportedSource ImportRequest ImportResult "
        "Job JobPage RowProblem"
    ),
    "macros": "Macro MacroBody MacroKind",
    "models": "ModelAddRequest ModelShelf ShelvedModel",
    "suggestions": (
        "RIVAL Answer Done Feedback FeedbackBody FeedbackPage Mark SearchResults Source "
        "SourceRef Sources Suggestion SuggestionRequest Turn Understood"
    ),
}
"""Module in this folder → what is asked of it here."""
_TOPIC_OF = {name: topic for topic, names in _TOPICS.items() for name in names.split()}


if not TYPE_CHECKING:  # with it a misspelt name would be an `object`

    def __getattr__(name: str) -> object:
        """The type of this name, out of its topic's module (PEP 562)."""
        topic = _TOPIC_OF.get(name)
        if topic is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        made: object = getattr(import_module(f"{__name__}.{topic}"), name)
        globals()[name] = made
        return made
