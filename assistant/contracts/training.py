"""Training: recipes, estimates, runs, judgements, versions."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from assistant.contracts.base import Id, Reply, Short, Wire
from assistant.contracts.health import ProblemDetails
from assistant.contracts.transcripts import Finding, TrainingKind

_Path = Annotated[str, Field(max_length=4096)]
Preset = Literal["quick", "balanced", "thorough"]
RunState = Literal[
    "preparing", "waiting", "running", "pausing", "paused", "judging", "exporting",
    "done", "failed", "cancelled", "interrupted",
]  # fmt: skip
"""`preparing`: the engine writes the dataset. `interrupted`: it ended without a word and can be
resumed. `done`: trained, judged, exported; what its gate said is in `Judgement.better`."""


class RecipeOption(Reply):
    """One choice of a recipe, as a form shows it."""

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
    """What can be trained."""

    kind: TrainingKind
    title: str
    text: str
    presets: dict[Preset, dict[str, Any]]
    """Preset → the options that differ from the defaults."""
    options: list[RecipeOption]
    available: bool = True
    why_not: str = ""
    bases: bool = False
    """Whether it begins with a dialogue model of the shelf, of which one may be chosen."""
    tables: str = ""
    """Columns of a table it can learn from, such as `text, label`; empty where it takes none."""


class TrainingRequest(Wire):
    """What to train, on what, and how."""

    kind: TrainingKind
    preset: Preset = "balanced"
    options: dict[Short, Any] = Field(default_factory=dict, max_length=50)
    """Options that differ from the preset."""
    transcripts: list[Id] = Field(default_factory=list, max_length=100)
    """Approved transcript sets; empty for all of them."""
    tables: list[Annotated[str, Field(max_length=4096)]] = Field(
        default_factory=list, max_length=10
    )
    """Files of this machine with `text, label` (intents, mood) or `question, answer` (search):
    only the engine's own user may name them."""
    sent_tables: list[Short] = Field(default_factory=list, max_length=10)
    """Ids of such tables that were sent to the engine."""
    base: Short = ""
    """Model to begin with; empty for the one in use."""
    name: Short = ""


class TrainingTable(Reply):
    """A table that was sent, held encrypted until a day after its last use."""

    id: str
    name: str


class Estimate(Reply):
    """What a run will take, before it starts."""

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
    """What was noticed in what it would learn from: labels that contradict, or are rare."""


class Run(Reply):
    """One run of the trainer."""

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
    """The recipe's own measure on held-out examples, higher is better."""
    quality_name: str = ""
    rate: float | None = None
    """Examples a second."""
    seconds_left: float | None = None
    memory_bytes: int = 0
    device: str = ""
    warnings: list[str] = []
    """Codes of what was noticed on the way: `memory-halved`, `disk-low`, `battery` …"""
    error: ProblemDetails | None = None
    resumes: bool = False
    """It rests for want of power or room, and goes on by itself when there is some again."""
    model: str = ""
    """Id of what it made, once exported."""
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
    """What the model says now for a held-out question."""

    step: int
    question: str
    wanted: str
    said: str


class RunSamples(Reply):
    items: list[RunSample]


class Measure(Reply):
    """One measure, before and after."""

    name: str
    title: str
    before: float | None
    after: float | None
    higher_is_better: bool = True
    bar: float | None = None


class JudgedPair(Reply):
    """Two replies to one question, in an order that does not tell which is the new one."""

    id: int
    question: str
    sources: list[str] = []
    one: str
    other: str
    chosen: Literal["one", "other", "equal", ""] = ""


class Backtest(Reply):
    """Last month's real replies, hidden and drafted again."""

    month: str
    drafts: int
    as_is: int
    edited: int
    not_usable: int
    before_as_is: int
    before_edited: int
    before_not_usable: int


class Judgement(Reply):
    """Whether what was trained is better on this company's own held-out conversations."""

    better: bool
    verdict: str
    measures: list[Measure]
    confusion: dict[str, dict[str, int]] = {}
    """Wanted label → said label → count, for classifiers."""
    backtest: Backtest | None = None
    pairs: int = 0
    rated: int = 0
    preferred_new: int = 0
    preferred_old: int = 0


class RatePair(Wire):
    chosen: Literal["one", "other", "equal"]


class TrainedVersion(Reply):
    """One version of what can be trained: the built-in one or a run's."""

    id: str
    kind: TrainingKind
    name: str
    made_at: datetime | None
    run: str = ""
    active: bool = False
    built_in: bool = False
    measures: dict[str, float] = {}
    retrain: bool = False
    """A customer it learnt from was erased since: it should be trained again."""


class VersionPage(Reply):
    items: list[TrainedVersion]
