"""Maps the names of contract types to the modules that define them, for lazy imports."""

from __future__ import annotations

from typing import Final

TOPICS: Final = {
    "training": (
        "Backtest Estimate JudgedPair Judgement Measure MetricPoint RatePair RecipeInfo "
        "RecipeOption ReportLanguage Run RunMetrics RunPage RunSample RunSamples "
        "TrainedVersion TrainingRequest TrainingTable VersionPage"
    ),
    "transcripts": (
        "DetectedFormat Examination ExampleConversation ExampleTurn Finding "
        "ReplacedSample SkippedPage Sufficiency TrainingKind TranscriptChange "
        "TranscriptChoices TranscriptKeepRequest TranscriptPage  "
        "TranscriptRequest TranscriptReview TranscriptSet "
    ),
    "administration": (
        "ActorBody ActorInfo ActorWithToken AuditEntry AuditPage Backup "
        "EngineSettings EngineSettingsChange EraseReport EraseRequest Me RecoveryKey"
    ),
    "articles": (
        "Article ArticleBody ArticleChange ArticleMerge ArticlePage ArticleRestore "
        "ArticleVersion DuplicatePage DuplicatePair Locator Neighbour TagCount"
    ),
    "base": (
        "ArticleKind ConversationStatus Filled Id JobState Lang Long MessageRole Reply Role "
        "Short Wire"
    ),
    "bundles": "BundleContent BundledModel BundleRequest",
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
    "groups": "GroupChoice GroupMessages GroupName GroupsRequest MessageGroup MessageGroups",
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
"""Maps a module in this folder to the names imported from it through the package."""
TOPIC_OF: Final = {name: topic for topic, names in TOPICS.items() for name in names.split()}
