"""Types for training: recipes, estimates, runs, judgements, versions."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from assistant.contracts.base import Id, Reply, Short, Wire
from assistant.contracts.health import ProblemDetails
from assistant.contracts.transcripts import Finding, TrainingKind

_Path = Annotated[str, Field(max_length=4096)]
Preset = Literal["quick", "balanced", "thorough"]
ReportLanguage = Literal["en", "zh"]
RunState = Literal[
    "preparing", "waiting", "running", "pausing", "paused", "judging", "exporting",
    "done", "failed", "cancelled", "interrupted",
]  # fmt: skip
"""`preparing`: the engine writes the dataset. `interrupted`: it ended without a result and can be
resumed. `done`: trained, judged and exported; `Judgement.better` says whether it passed the gate.
"""


class RecipeOption(Reply):
    """One option of a recipe, as a form shows it."""

    name: str
    kind: Literal["flag", "whole", "number", "choice"]
    title: str
    text: str
    """What it does, in plain words."""
    default: bool | int | float | str
    choices: list[str] = []
    least: float | None = None
    most: float | None = None
    advanced: bool = True


class RecipeInfo(Reply):
    """A recipe: one kind of training with its presets and options."""

    kind: TrainingKind
    title: str
    text: str
    presets: dict[Preset, dict[str, Any]]
    """Preset → options that differ from the defaults."""
    options: list[RecipeOption]
    available: bool = True
    why_not: str = ""
    bases: bool = False
    """Whether it starts from an installed dialogue model, which may be chosen."""
    tables: str = ""
    """Columns of a table it can learn from, such as `text, label`; empty if it takes no tables."""


class TrainingRequest(Wire):
    """A request for a run: what to train, on which data, and how."""

    kind: TrainingKind
    preset: Preset = "balanced"
    options: dict[Short, Any] = Field(default_factory=dict, max_length=50)
    """Options that differ from the preset."""
    transcripts: list[Id] = Field(default_factory=list, max_length=100)
    """Ids of approved transcript sets; empty for all of them."""
    tables: list[Annotated[str, Field(max_length=4096)]] = Field(
        default_factory=list, max_length=10
    )
    """Paths of table files on the engine's machine with columns `text, label` (intents, mood) or
    `question, answer` (search). Only the engine's own user may name them."""
    sent_tables: list[Short] = Field(default_factory=list, max_length=10)
    """Ids of such tables that were uploaded."""
    base: Short = ""
    """Id of the model to start from; empty for the one in use."""
    name: Short = ""


class TrainingTable(Reply):
    """An uploaded table, kept encrypted until a day after its last use."""

    id: str
    name: str


class Estimate(Reply):
    """The expected time, memory and disk space of a run, before it starts."""

    kind: TrainingKind
    preset: Preset
    """The one that fits the data and the machine, if the request left it open."""
    examples: int
    enough: bool
    why: str = ""
    seconds: float
    memory_bytes: int
    disk_bytes: int
    device: str = "cpu"
    findings: list[Finding] = []
    """Problems noticed in the training data, such as contradictory or rare labels."""


class Run(Reply):
    """One training run."""

    id: str
    kind: TrainingKind
    name: str
    preset: str
    state: RunState
    created_at: datetime
    finished_at: datetime | None = None
    step: int = 0
    steps: int = 0
    loss: float | None = None
    quality: float | None = None
    """The recipe's metric on held-out examples; higher is better."""
    quality_name: str = ""
    rate: float | None = None
    """Throughput in examples per second."""
    seconds_left: float | None = None
    memory_bytes: int = 0
    device: str = ""
    warnings: list[str] = []
    """Codes of warnings during the run: `memory-halved`, `disk-low`, `battery` …"""
    error: ProblemDetails | None = None
    resumes: bool = False
    """Whether it is paused for lack of power or disk space and will resume by itself."""
    model: str = ""
    """Id of the model it produced, once exported."""
    active: bool = False
    estimate: Estimate | None = None


class RunPage(Reply):
    items: list[Run]


class MetricPoint(Reply):
    step: int
    seconds: float
    values: dict[str, float]
    """`loss`, `held_out_loss`, `rate`, `learning_rate`, `quality` …"""


class RunMetrics(Reply):
    points: list[MetricPoint]


class RunSample(Reply):
    """The model's present output for a held-out question."""

    step: int
    question: str
    wanted: str
    said: str


class RunSamples(Reply):
    items: list[RunSample]


class Measure(Reply):
    """One metric, before and after training."""

    name: str
    title: str
    before: float | None
    after: float | None
    higher_is_better: bool = True
    bar: float | None = None


class JudgedPair(Reply):
    """Two replies to one question, in random order, so that the rater cannot tell the new one."""

    id: int
    question: str
    sources: list[str] = []
    one: str
    other: str
    chosen: Literal["one", "other", "equal", ""] = ""


class Backtest(Reply):
    """Result of drafting last month's replies again without showing the model the real ones."""

    month: str
    drafts: int
    as_is: int
    edited: int
    not_usable: int
    before_as_is: int
    before_edited: int
    before_not_usable: int


class Judgement(Reply):
    """Whether the trained model is better on this company's own held-out conversations."""

    better: bool
    verdict: str
    measures: list[Measure]
    confusion: dict[str, dict[str, int]] = {}
    """True label → predicted label → count, for classifiers."""
    backtest: Backtest | None = None
    pairs: int = 0
    rated: int = 0
    preferred_new: int = 0
    preferred_old: int = 0


class RatePair(Wire):
    chosen: Literal["one", "other", "equal"]


class TrainedVersion(Reply):
    """One version of something trainable: the built-in one or the result of a run."""

    id: str
    kind: TrainingKind
    name: str
    made_at: datetime | None
    run: str = ""
    active: bool = False
    built_in: bool = False
    measures: dict[str, float] = {}
    retrain: bool = False
    """Whether it should be retrained, because a customer in its training data was erased."""


class VersionPage(Reply):
    items: list[TrainedVersion]
