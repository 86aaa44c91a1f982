"""Text of the draft, highlighted by sentence; sentences can be selected by mouse and keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QTextLine

from gui.inbox.suggestions.draft.draft_state import Shown
from gui.widgets.presentable import fields
from gui.widgets.text_block import MOST, Stretch, TextBlock

if TYPE_CHECKING:
    from assistant.contracts import DraftEvidence


class EvidenceText(TextBlock):
    """Shows a `Shown`; one of its judged sentences can be selected.

    Signals:
        chosen: The `DraftEvidence` of the selected sentence; None for none.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown = Shown("", ())
        self._place = -1

    def show_text(self, shown: Shown) -> None:
        """Show a text; the selection is kept while its sentence exists."""
        if shown == self._shown:
            return
        if not self._stays(shown):
            self._place = -1
        self._shown = shown
        self._paint_anew()

    def choose(self, sentence: int) -> None:
        """Select a sentence by number; -1 for none."""
        if sentence != self._place and sentence < len(self._shown.sentences):
            self._place = sentence
            self._paint_anew()
            self.chosen.emit(self.evidence)

    def step(self, by: int) -> None:
        """Select the next (1) or previous (-1) sentence that needs a source."""
        at = self._place if self._place >= 0 else (-1 if by > 0 else len(self._shown.sentences))
        while 0 <= (at := at + by) < len(self._shown.sentences):
            if self._shown.sentences[at][2].support != "none":
                self.choose(at)
                return

    @property
    def evidence(self) -> DraftEvidence | None:
        """Evidence of the selected sentence."""
        return self._shown.sentences[self._place][2] if self._place >= 0 else None

    @property
    def sentence(self) -> str:
        """The selected sentence."""
        if self._place < 0:
            return ""
        start, end, _ = self._shown.sentences[self._place]
        return self._shown.text[start:end]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.choose(self.sentence_at(event.position()))
        super().mousePressEvent(event)  # passed on to the card, which takes the focus

    def sentence_at(self, place: QPointF) -> int:
        """Return the number of the judged sentence at a position; -1 if there is none."""
        at = self.position_at(place)
        for number, (start, end, one) in enumerate(self._shown.sentences):
            if start <= at < end and one.support != "none":
                return number
        return -1

    def position_at(self, place: QPointF) -> int:
        """Return the index of the code point at a position; -1 outside the text."""
        layout = self._at(self.width()).layout
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            if line.y() <= place.y() < line.y() + line.height():
                if not 0 <= place.x() <= line.naturalTextWidth():
                    return -1
                units = int(line.xToCursor(place.x(), QTextLine.CursorPosition.CursorOnCharacter))
                text = layout.text().encode("utf-16-le")
                return len(text[: 2 * units].decode("utf-16-le", "ignore"))
        return -1

    def _stays(self, new: Shown) -> bool:
        if self._place < 0 or self._place >= len(new.sentences):
            return False
        return new.sentences[self._place][2] == self._shown.sentences[self._place][2]

    def _paint_anew(self) -> None:
        stretches = [
            Stretch(start, end, one.support)
            for start, end, one in self._shown.sentences
            if one.support != "none"
        ]
        if self._place >= 0:
            start, end, _ = self._shown.sentences[self._place]
            stretches.append(Stretch(start, end, "chosen"))
        stretches += [Stretch(*span, "field") for span in fields(self._shown.text[:MOST])]
        self.set_text(self._shown.text, tuple(stretches))
