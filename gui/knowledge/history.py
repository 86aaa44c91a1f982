"""History of an entry: who did what and when, what changed, and restoring a version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QHBoxLayout, QListView, QPushButton, QSplitter, QVBoxLayout

from assistant.contracts import Article, ArticleVersion, ProblemDetails
from gui.engine.api import Engine
from gui.knowledge.diff_view import DiffView
from gui.knowledge.edited_entry import EditedEntry
from gui.notices import told
from gui.page import Retranslated
from gui.widgets.busy import Busy
from gui.widgets.labels import label
from gui.widgets.moments import moment
from gui.widgets.presentable import one_line

Index = QModelIndex | QPersistentModelIndex
_STEP: Final = Qt.ItemDataRole.UserRole + 1


class History(Retranslated):
    """Versions, newest first; the selected one is compared with the one before it.

    Signals:
        restored: The restored `Article`.
        failed: `ProblemDetails`.
    """

    restored = Signal(object)
    failed = Signal(object)

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._engine = engine
        self._article: Article | None = None
        self._read: tuple[int, int] | None = None
        self._wanted = False
        self._allowed = True
        self._said = label("", "muted", wrap=True)
        self._busy = Busy()
        self._steps = _Steps(self._say, self)
        self.view = QListView()
        self.view.setProperty("kind", "steps")
        self.view.setModel(self._steps)
        self.view.selectionModel().currentChanged.connect(lambda *_: self._show())
        self.diff = DiffView()
        self._caption = label("", "small")
        self.restore = QPushButton()
        self.restore.clicked.connect(self._restore)
        self._lay_out()
        self._tell("")
        self.retranslate()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self._caption, 1)
        line.addWidget(self.restore)
        lower = Retranslated()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 8, 0, 0)
        below.addLayout(line)
        below.addWidget(self.diff)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.addWidget(self.view)
        self._split.addWidget(lower)
        self._split.setChildrenCollapsible(False)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([150, 400])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(self._said)
        layout.addWidget(self._busy)
        layout.addWidget(self._split, 1)

    def retranslate(self) -> None:
        self.view.setAccessibleName(self.tr("Steps of this entry's history, newest first"))
        self.diff.setAccessibleName(self.tr("What this step changed"))
        self.restore.setText(self.tr("Restore this version"))
        self._steps.retold()
        self._show()

    def show_entry(self, article: Article | None, *, allowed: bool = True) -> None:
        """Show another entry; its history is loaded when it comes into view."""
        self._article = article
        self._allowed = allowed
        if self._wanted:
            self._load()

    def look(self, wanted: bool) -> None:
        """Set whether the history is in view."""
        self._wanted = wanted
        if wanted:
            self._load()

    def _load(self) -> None:
        article = self._article
        now = None if article is None else (article.id, article.version)
        if now == self._read and now is not None:
            return
        self._read = now
        self._steps.show([])
        self._split.setVisible(False)
        if article is None:
            self._tell(self.tr("A new entry has no history yet."))
            return
        self._tell("")
        call = self._engine.article_history(article.id, self)
        self._busy.watch(call, self.tr("Reading the history"))
        call.then(lambda steps: self._on_steps(now, steps), self._on_failed)

    def _on_steps(self, asked: tuple[int, int] | None, steps: list[ArticleVersion]) -> None:
        if asked != self._read:
            return
        self._steps.show(steps)
        self._split.setVisible(bool(steps))
        if steps:
            self.view.setCurrentIndex(self._steps.index(0))

    def _on_failed(self, problem: ProblemDetails) -> None:
        self._read = None
        self._tell(told(problem))

    def _show(self) -> None:
        row = self.view.currentIndex().row()
        steps = self._steps.steps
        self.restore.setEnabled(False)
        if not 0 <= row < len(steps):
            return
        step = steps[row]
        older = steps[row + 1] if row + 1 < len(steps) else None
        after = before = EditedEntry.of(step.body)
        if older is not None and step.action != "deleted":
            before = EditedEntry.of(older.body)
        self.diff.show_difference(before, after)
        self._caption.setText(
            self.tr("How it began")
            if older is None
            else self.tr("Changes since version {version}").format(version=older.version)
        )
        self.restore.setEnabled(self._allowed and row > 0 and step.action != "deleted")

    def _tell(self, text: str) -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text))

    def _restore(self) -> None:
        row = self.view.currentIndex().row()
        if self._article is None or not 0 <= row < len(self._steps.steps):
            return
        self.restore.setEnabled(False)
        version = self._steps.steps[row].version
        call = self._engine.restore_article(self._article.id, version, self)
        call.then(self.restored.emit, self._on_refused)

    def _on_refused(self, problem: ProblemDetails) -> None:
        self.restore.setEnabled(True)
        self.failed.emit(problem)

    def _say(self, step: ArticleVersion) -> str:
        did = {
            "created": self.tr("Version {version} · written by {actor} · {moment}"),
            "changed": self.tr("Version {version} · changed by {actor} · {moment}"),
            "imported": self.tr("Version {version} · imported by {actor} · {moment}"),
            "deleted": self.tr("Version {version} · deleted by {actor} · {moment}"),
            "restored": self.tr("Version {version} · restored by {actor} · {moment}"),
        }[step.action]
        return did.format(
            version=step.version, actor=one_line(step.actor, 100), moment=moment(step.at)
        )


class _Steps(QAbstractListModel):
    def __init__(self, say: Callable[[ArticleVersion], str], parent: QObject) -> None:
        super().__init__(parent)
        self._say = say
        self.steps: list[ArticleVersion] = []

    def show(self, steps: list[ArticleVersion]) -> None:
        self.beginResetModel()
        self.steps = steps
        self.endResetModel()

    def retold(self) -> None:
        if self.steps:
            self.dataChanged.emit(self.index(0), self.index(len(self.steps) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.steps)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        step = self.steps[index.row()]
        if role == _STEP:
            return step
        return self._say(step) if role == Qt.ItemDataRole.DisplayRole else None
