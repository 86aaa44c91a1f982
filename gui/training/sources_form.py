"""Form rows for the training data, the base model, and the name of the run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from gui.page import Retranslated
from gui.settings.rows import Choice, Group, button
from gui.training import words
from gui.training.empty import choose_export
from gui.widgets.labels import label
from gui.widgets.presentable import one_line

if TYPE_CHECKING:
    from assistant.contracts import ModelShelf, RecipeInfo, TrainingRequest, TranscriptPage

_LONGEST_NAME: Final = 200
_WIDTH: Final = 260
_SEVERAL: Final = -1
"""Item for a run based on another one that used several exports."""
_SUFFIXES: Final = (".csv", ".tsv", ".xlsx", ".xlsm", ".txt")


class SourcesForm(Retranslated):
    """The rows of the form.

    Attributes:
        export: One approved export, all of them, or a table.
        base: The dialogue model to start from, for kinds of training that use one.

    Signals:
        changed: A value has changed.
        table_chosen: A file (`Path`) to be passed to `take_table`, after it was uploaded if the
            engine is a company server.
    """

    changed = Signal()
    table_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._approved: list[tuple[str, int]] = []
        self._tables: list[tuple[Path, str]] = []
        self._models: list[tuple[str, str]] = []
        self._columns, self._here = "", True
        self._like: TrainingRequest | None = None
        self._base, self._kind = "", ""
        self._sets_known = False
        self._several: list[int] = []
        self._gone: set[str] = set()
        self.export, self.base, self.name = Choice(), Choice(), QLineEdit()
        self.table = button("link")
        self._columns_text = label("", "muted", wrap=True)
        self.name.setMaxLength(_LONGEST_NAME)
        for one in (self.export, self.base, self.name):
            one.setMinimumWidth(_WIDTH)
        self._group = Group()
        self._rows = [self._group.row(one) for one in (self.export, self.base, self.name)]
        line = QHBoxLayout()
        line.addWidget(self._columns_text, 1)
        line.addWidget(self.table)
        self._rows[0].below.addLayout(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._group)
        self.export.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.base.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.table.clicked.connect(self._ask)
        self.retranslate()

    # ------------------------------------------------------------ settings of another run

    def begin_as(self, like: TrainingRequest | None) -> None:
        """Select what another run used, as soon as the available items are known.

        Args:
            like: Request of that run; None for no other run.
        """
        self._like, self._sets_known, self._several = like, False, []
        self._gone.clear()
        self._base = "" if like is None else like.base
        if like is not None:
            self.name.setText(like.name)

    @property
    def missing(self) -> bool:
        """Whether something used by the other run is no longer available."""
        return bool(self._gone)

    def _choose_like(self) -> None:
        like = self._like
        if like is None or not self._sets_known or self._kind != like.kind:
            return
        self._like = None
        files = [(Path(one), "") for one in like.tables if self._here]
        self._tables += [one for one in files if one not in self._tables]
        approved = {id_ for _, id_ in self._approved}
        if len(like.transcripts) > 1 and approved.issuperset(like.transcripts):
            self._several = like.transcripts
        self._offer()
        named = [*like.tables, *like.sent_tables, *like.transcripts]
        wanted = _SEVERAL if self._several else named[0] if named else None
        self.export.choose(wanted)
        if self.export.currentData() != wanted or (len(named) > 1 and not self._several):
            self._gone.add("sources")
            self.export.choose(None)

    # ------------------------------------------------------------ available items

    def show_sets(self, page: TranscriptPage, wanted: int | None) -> None:
        """Offer the approved exports."""
        self._approved = [(one.name, one.id) for one in page.items if one.state == "approved"]
        self._offer()
        first, self._sets_known = not self._sets_known, True
        if self._like is not None:
            self._choose_like()
        elif first and not self.tables() and not self.sent_tables():
            self.export.choose(wanted)

    def show_models(self, shelf: ModelShelf) -> None:
        """Offer the dialogue models that can be trained."""
        self._models = [(one.name, one.id) for one in shelf.items if one.trainable]
        self._offer()
        if self._base:
            self.base.choose(self._base)
            if self.base.currentData() != self._base:
                self._gone.add("base")
            self._base = ""

    def show_recipe(self, recipe: RecipeInfo, *, here: bool) -> None:
        """Show the rows that apply to a kind of training.

        Args:
            recipe: The kind.
            here: Whether the engine is local and reads tables in place.
        """
        self._columns, self._here, self._kind = recipe.tables, here, recipe.kind
        self._rows[1].setVisible(recipe.bases)
        self.retranslate()
        self._choose_like()

    def takes(self, file: Path) -> bool:
        """Return whether a file is a table that this kind can be trained on."""
        return bool(self._columns) and file.suffix.casefold() in _SUFFIXES

    def take_table(self, file: Path, sent: str = "") -> None:
        """Offer a table and select it.

        Args:
            file: File on this computer.
            sent: Its id on the company server, if it was uploaded.
        """
        others = [one for one in self._tables if (one[0], bool(one[1])) != (file, bool(sent))]
        self._tables = [*others, (file, sent)]
        self._offer()
        self.export.setCurrentIndex(self.export.findData(sent or str(file)))
        self.changed.emit()

    def forget_sent(self) -> Path | None:
        """Remove the selected table, which the server no longer holds; return its file here, if
        any."""
        gone = [one for one in self._tables if one[1] and one[1] == self.export.currentData()]
        self._tables = [one for one in self._tables if one not in gone]
        self._offer()
        return gone[0][0] if gone else None

    # ------------------------------------------------------------ selection

    def transcripts(self) -> list[int]:
        """Return the selected exports; empty for all of them, or for a table."""
        chosen = self.export.currentData()
        if chosen == _SEVERAL:
            return self._several
        return [chosen] if isinstance(chosen, int) else []

    def tables(self) -> list[str]:
        """Return the path of the selected table, if the engine is local."""
        chosen = self.export.currentData()
        return [chosen] if isinstance(chosen, str) and self._here else []

    def sent_tables(self) -> list[str]:
        """Return the id of the selected table on the company server."""
        chosen = self.export.currentData()
        return [chosen] if isinstance(chosen, str) and not self._here else []

    def model(self) -> str:
        """Return the id of the base model; "" for the one in use."""
        chosen: str = self.base.currentData() or ""
        return chosen if self._rows[1].isVisibleTo(self) else ""

    # ------------------------------------------------------------ internals

    def _ask(self) -> None:
        choose_export(
            self, self.tr("A table with the columns {columns}").format(columns=self._columns),
            lambda name: self.table_chosen.emit(Path(name)),
        )  # fmt: skip

    def _offer(self) -> None:
        every: tuple[str, object] = (self.tr("all approved exports"), None)
        tables: list[tuple[str, object]] = []
        if self._columns:
            tables = [
                (self.tr("table {name}").format(name=one_line(file.name)), sent or str(file))
                for file, sent in self._tables if bool(sent) is not self._here
            ]  # fmt: skip
        names = [name for name, id_ in self._approved if id_ in self._several]
        several: list[tuple[str, object]] = [(words.listed(names), _SEVERAL)] if names else []
        self.export.offer([every, *several, *self._approved, *tables])
        self.base.offer([(self.tr("the one in use"), ""), *self._models])
        taken = bool(self._columns)
        self.table.setVisible(taken)
        self._columns_text.setVisible(taken)

    def retranslate(self) -> None:
        self._offer()
        self._group.say("")
        said = (
            (self.tr("Learn from"), self.tr("An export that you approved.")),
            (self.tr("Begin with"),
             self.tr("The model that learns. It stays as it is; a new one is made.")),
            (self.tr("Name"), self.tr("What the run is called; it may stay empty.")),
        )  # fmt: skip
        for row, (title, text) in zip(self._rows, said, strict=True):
            row.say(title, text)
        self.table.setText(self.tr("Choose a table…"))
        self._columns_text.setText(
            self.tr("Or a table (CSV or Excel) with the columns {columns}: drop it here.").format(
                columns=self._columns
            )
        )
