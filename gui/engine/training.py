"""Client methods for training: recipes, runs, judgements and versions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from PySide6.QtCore import QFile, QIODevice, QLocale, QObject
from PySide6.QtNetwork import QNetworkReply

from assistant import contracts
from gui.engine.call import Call
from gui.engine.client import reads
from gui.engine.verbs import Verbs

if TYPE_CHECKING:
    from assistant.contracts import TrainingKind, TrainingRequest


_TRYING_MS = 600_000
"""Timeout of an estimate, which runs actual training steps and takes long on a busy machine."""


class TrainingVerbs(Verbs):
    """Client methods for training. Changes of any run are announced under the topic `runs`."""

    def recipes(self, owner: QObject) -> Call:
        """`list[RecipeInfo]`."""
        return self._get("/training/recipes", list[contracts.RecipeInfo], owner)

    def estimate_run(self, request: TrainingRequest, owner: QObject) -> Call:
        """`Estimate`: the resources that a run would take, and whether they are available."""
        read = reads(contracts.Estimate)
        return self.client.send(
            "POST", "/training/estimate", read, owner, request, timeout=_TRYING_MS
        )

    def send_table(self, file: Path, owner: QObject) -> Call | None:
        """Upload a table to train on; `TrainingTable`. None if the file cannot be opened."""
        content = QFile(str(file))
        if not content.open(QIODevice.OpenModeFlag.ReadOnly):
            return None
        read = reads(contracts.TrainingTable)
        return self.client.upload("/training/tables", content, read, owner, {"name": file.name})

    def runs(self, owner: QObject) -> Call:
        """`RunPage`, newest first."""
        return self._get("/runs", contracts.RunPage, owner)

    def begin_run(self, request: TrainingRequest, owner: QObject) -> Call:
        """`Run`: it is prepared, then queued."""
        return self._send("POST", "/runs", contracts.Run, owner, request)

    def run(self, id_: str, owner: QObject) -> Call:
        return self._get(_of(id_), contracts.Run, owner)

    def run_request(self, id_: str, owner: QObject) -> Call:
        """`TrainingRequest` that the run was started with; a basis for another run."""
        return self._get(f"{_of(id_)}/request", contracts.TrainingRequest, owner)

    def pause_run(self, id_: str, owner: QObject) -> Call:
        return self._send("POST", f"{_of(id_)}/pause", contracts.Run, owner)

    def resume_run(self, id_: str, owner: QObject) -> Call:
        return self._send("POST", f"{_of(id_)}/resume", contracts.Run, owner)

    def cancel_run(self, id_: str, owner: QObject) -> Call:
        return self._send("POST", f"{_of(id_)}/cancel", contracts.Run, owner)

    def remove_run(self, id_: str, owner: QObject) -> Call:
        """Delete the folder of a run, and its result unless in use or needed for a rollback."""
        return self._send("DELETE", _of(id_), None, owner)

    def run_metrics(self, id_: str, owner: QObject, *, after: int = -1) -> Call:
        """`RunMetrics`: the points after a step."""
        return self._get(f"{_of(id_)}/metrics", contracts.RunMetrics, owner, {"after": after})

    def run_samples(self, id_: str, owner: QObject) -> Call:
        """`RunSamples`: the model's replies to held-out questions, newest first."""
        return self._get(f"{_of(id_)}/samples", contracts.RunSamples, owner)

    def run_judgement(self, id_: str, owner: QObject) -> Call:
        return self._get(f"{_of(id_)}/judgement", contracts.Judgement, owner)

    def run_report(self, id_: str, owner: QObject) -> QNetworkReply:
        """Download the judgement as an HTML page in the window's language, to be read as the data
        arrives."""
        language = "zh" if QLocale().language() == QLocale.Language.Chinese else "en"
        return self.client.download(f"{_of(id_)}/report", owner, {"language": language})

    def run_pairs(self, id_: str, owner: QObject) -> Call:
        """`list[JudgedPair]`: blinded pairs of replies before and after training."""
        return self._get(f"{_of(id_)}/pairs", list[contracts.JudgedPair], owner)

    def rate_pair(
        self, id_: str, pair: int, chosen: Literal["one", "other", "equal"], owner: QObject
    ) -> Call:
        """`Judgement`, including this choice."""
        body = {"chosen": chosen}
        return self._send("POST", f"{_of(id_)}/pairs/{pair}", contracts.Judgement, owner, body)

    def use_run(self, id_: str, owner: QObject, *, insist: bool = False) -> Call:
        """Activate the result of a run; refused (`training.worse`) if worse, unless `insist` is
        set."""
        query = {"insist": insist}
        return self._send("POST", f"{_of(id_)}/use", contracts.Run, owner, query=query)

    def versions(self, owner: QObject) -> Call:
        """`VersionPage`: the trained versions, and which are in use."""
        return self._get("/versions", contracts.VersionPage, owner)

    def roll_back_version(self, kind: TrainingKind, owner: QObject) -> Call:
        """`list[TrainedVersion]` after the rollback."""
        path = f"/versions/{kind}/rollback"
        return self._send("POST", path, list[contracts.TrainedVersion], owner)


def _of(id_: str) -> str:
    return f"/runs/{quote(id_, safe='')}"
