"""Adds a model folder to the shelf: choose a folder, then follow the job."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from assistant.contracts import Job
from gui.engine.shelf import Shelf
from gui.page import Retranslated, WindowContext
from gui.settings.followed_job import FollowedJob, choose_folder
from gui.settings.rows import button
from gui.widgets.labels import label

_KIND = "model"


class ModelAdding(Retranslated):
    """A button with the requirements; follows the job, no matter who started it.

    Signals:
        added: A model was added to the shelf.
    """

    added = Signal()

    def __init__(self, context: WindowContext, shelf: Shelf) -> None:
        super().__init__()
        self._context, self._shelf = context, shelf
        self._converts = True
        self.choose, self.bundle = button(), button()
        self._hint = label("", "small", wrap=True)
        self._job = FollowedJob(context, _KIND, self.choose, self._working, self)
        self.problem = self._job.problem
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.choose)
        line.addWidget(self.bundle)
        line.addWidget(self._hint, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(line)
        for widget in self._job.widgets:
            layout.addWidget(widget)
        self.choose.clicked.connect(self._choose)
        self.bundle.clicked.connect(self._choose_bundle)
        self._job.done.connect(self._on_done)
        self._job.cancelled.connect(self._on_cancelled)
        self.retranslate()

    def retranslate(self) -> None:
        self.choose.setText(self.tr("Add a folder…"))
        self.bundle.setText(self.tr("Take a bundle…"))
        self._hint.setText(
            self.tr("A folder of a Hugging Face model with safetensors (Qwen, Llama, SmolLM, "
                    "Gemma, Phi, Mistral). It is checked, converted and compared here; nothing "
                    "leaves this computer.")
            if self._converts
            else self.tr("This engine comes without torch and cannot convert models: add a folder "
                         "that another Replydesk converted.")
        )  # fmt: skip

    def allow_foreign(self, converts: bool) -> None:
        """Set whether this engine can convert third-party models."""
        self._converts = converts
        self.retranslate()

    def add(self, folder: str) -> None:
        """Add a folder to the shelf."""
        self._job.begin(self._shelf.add(folder, self))

    def _choose(self) -> None:
        choose_folder(self, self.tr("The folder of a model"), self.add)

    def _choose_bundle(self) -> None:
        from gui.bundles import choose_bundle  # imported only when needed

        choose_bundle(self._context, self)

    def _working(self) -> str:
        return self.tr("Checking, converting and comparing the model")

    def _on_done(self, job: Job) -> None:
        if (job.result or {}).get("passed"):
            self._job.tell(self.tr("It is on the shelf. Choose it and press Use."), "good")
        else:
            self._job.tell(
                self.tr("It is on the shelf, but may not write: converted, it does not write "
                        "what the original writes."), "warn",
            )  # fmt: skip
        self.added.emit()

    def _on_cancelled(self) -> None:
        self._job.tell(self.tr("Cancelled: nothing of it was kept."), "muted")
