"""The embedding model: its name, and switching to another one while the old one still serves."""

from __future__ import annotations

from typing import Any

from assistant.contracts import Job
from gui.page import WindowContext
from gui.settings.followed_job import FollowedJob, choose_folder
from gui.settings.rows import Row, button

_KIND = "embedding-model"


class EmbeddingModelRow(Row):
    """A row of the form; follows the job, no matter who started it."""

    def __init__(self, context: WindowContext) -> None:
        self.choose = button()
        super().__init__(self.choose)
        self._context = context
        self._name = ""
        self._job = FollowedJob(context, _KIND, self.choose, self._working, self)
        for widget in self._job.widgets:
            self.below.addWidget(widget)
        self.problem = self._job.problem
        self._job.done.connect(self._on_done)
        self._job.cancelled.connect(self._on_cancelled)
        self.choose.clicked.connect(self._choose)
        self.retranslate()

    def retranslate(self) -> None:
        self.choose.setText(self.tr("Choose another…"))
        text = self.tr(
            "{name}. Another one is a folder made by 'replydesk prepare --model'; the one in use "
            "serves until everything is read with the new one."
        )
        self.say(self.tr("Embedding model"), text.format(name=self._name))

    def show_model(self, name: str) -> None:
        """Show the name of the model in use."""
        self._name = name.split("@")[0]
        self.retranslate()

    def use(self, folder: str) -> None:
        """Switch to the model in a folder."""
        self._job.begin(self._context.engine.change_embedding_model(folder, self))

    def _choose(self) -> None:
        choose_folder(self, self.tr("The folder of a prepared embedding model"), self.use)

    def _working(self) -> str:
        return self.tr("Reading the knowledge with the new model")

    def _on_done(self, job: Job) -> None:
        result: dict[str, Any] = job.result or {}
        self.show_model(str(result.get("embedding_model", self._name)))
        self._job.tell(self.tr("The new model is in use."), "good")

    def _on_cancelled(self) -> None:
        self._job.tell(self.tr("Cancelled: the model in use stays."), "muted")
