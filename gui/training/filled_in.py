"""Note that a form was filled in with the settings of another run, and whether any are gone."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from gui.page import Retranslated
from gui.widgets.labels import label, restyle
from gui.widgets.presentable import one_line


class FilledIn(Retranslated):
    """A line above the form; hidden if the form was not filled in."""

    def __init__(self) -> None:
        super().__init__()
        self._name, self._missing = "", False
        self.says = label("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.says)
        self.hide()

    def tell(self, name: str | None, *, missing: bool = False) -> None:
        """Show or hide the note.

        Args:
            name: Name of the other run; None to hide the note.
            missing: Whether something used by that run is no longer available.
        """
        self._name, self._missing = name or "", missing
        self.setVisible(name is not None)
        self.retranslate()

    def retranslate(self) -> None:
        text = self.tr("Filled in with the settings of “{name}”, which is kept. Change what should "
                       "be different, then start.")  # fmt: skip
        if self._missing:
            text = self.tr(
                "Filled in with the settings of “{name}”, but something that it used is gone: "
                "check what to learn from and which model to begin with."
            )
        self.says.setText(text.format(name=one_line(self._name)))
        restyle(self.says, "kind", "warn" if self._missing else "muted")
