"""Shows the content of a bundle, who signed it, and what it would change."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from assistant.contracts import BundleContent, ImportResult
from gui.page import Retranslated
from gui.settings.rows import Group, Row
from gui.settings.sizes import size
from gui.widgets.labels import chip, label
from gui.widgets.presentable import one_line
from gui.widgets.sign import Sign
from gui.widgets.switch import Switch
from gui.widgets.times import Times


class ContentView(Retranslated):
    """Shows one verified bundle.

    Attributes:
        use: Checkbox that lets its model write drafts.
    """

    def __init__(self) -> None:
        super().__init__()
        self._content: BundleContent | None = None
        self._taken = False
        self._key_file = ""
        self._verdict, self._made = label("", "heading", wrap=True), label("", "muted", wrap=True)
        self._older = label("", wrap=True)
        frame = _framed("good", Sign("shield-check", "good", 28), self._verdict, self._made)
        self._older_frame = _framed("warn", Sign("triangle-alert", "warn", 22), self._older)
        self._signer, self._parts = Group(), Group()
        self._key = Row()
        self._fingerprint = label("", "strong")
        self._fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._fingerprint.setWordWrap(True)
        self._key.below.addWidget(self._fingerprint)
        self._signer.add(self._key)
        self.use = Switch()
        self._choice = Group()
        self._choice.say("")
        self._use_row = self._choice.row(self.use)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        for widget in (frame, self._older_frame, self._parts, self._choice, self._signer):
            layout.addWidget(widget)
        self._layout = layout
        layout.addStretch(1)

    @property
    def is_older(self) -> bool:
        """Whether a newer bundle of the same company was applied here before."""
        return self._content is not None and bool(self._content.newer_taken)

    @property
    def changes(self) -> bool:
        """Whether applying it would change more than the writer of drafts."""
        content = self._content
        if content is None:
            return False
        known = content.knowledge
        coming = any(not model.present for model in content.models)
        return coming or (known is not None and bool(known.added or known.changed))

    def show_content(self, content: BundleContent, key_file: str, *, taken: bool) -> None:
        """Show what the bundle would change, or has changed (`taken`).

        Args:
            content: Content of the bundle.
            key_file: Name of the key file chosen by the user; empty for the deployed one.
            taken: Whether the bundle was applied.
        """
        self._content, self._key_file, self._taken = content, key_file, taken
        self.retranslate()

    def retranslate(self) -> None:
        content = self._content
        if content is None:
            return
        self._verdict.setText(
            self.tr("Taken in") if self._taken
            else self.tr("Signed by your company, and every file is as it was signed")
            if content.deployed
            else self.tr("Signed with the key that you chose, and every file is as it was signed")
        )  # fmt: skip
        self._made.setText(
            self.tr("Replydesk {version} · {when} · {size}").format(
                when=_when(content.made_at), version=one_line(content.replydesk),
                size=size(content.size_bytes),
            )
        )  # fmt: skip
        self._older_frame.setVisible(self.is_older and not self._taken)
        self._older.setText(
            self.tr("A newer bundle, of {when}, was taken in here before. What this one changes "
                    "goes back to how it was then.").format(when=_when(content.newer_taken))
        )  # fmt: skip
        self._signer.say(self.tr("Who signed it"))
        self._key.say(
            self.tr("The key that your administrator deployed to this computer")
            if content.deployed
            else self.tr("The key in {name}").format(name=self._key_file),
            "" if content.deployed
            else self.tr("It is your company's if this is the number that your company tells you:"),
        )  # fmt: skip
        self._fingerprint.setText(content.key)
        self._use_row.say(
            self.tr("Let its model write drafts"),
            self.tr("The model before stays on the shelf: in Settings, under Drafts and models, "
                    "one click goes back to it."),
        )  # fmt: skip
        self._fill(content)

    def _fill(self, content: BundleContent) -> None:
        """Rebuild the rows of its parts."""
        parts = Group()
        for model in content.models:
            row = Row(chip(*self._state(model.present, model.used)))
            text = self.tr("Dialogue model, {size}").format(size=size(model.size_bytes))
            row.say(one_line(model.id), text)
            parts.add(row)
        if content.knowledge is not None:
            row = Row()
            row.say(self.tr("Knowledge"), self._counts(content.knowledge))
            parts.add(row)
        self._choice.setVisible(bool(content.models) and not self._taken)
        parts.say(self.tr("What it changed here") if self._taken
                  else self.tr("What it changes here"))  # fmt: skip
        self._layout.replaceWidget(self._parts, parts)
        self._parts.deleteLater()
        self._parts = parts

    def _state(self, present: bool, used: bool) -> tuple[str, str]:
        if self._taken and used:
            return self.tr("writes drafts"), "good"
        if present:
            return self.tr("here already"), "neutral"
        return (self.tr("on the shelf now") if self._taken else self.tr("new")), "accent"

    def _counts(self, result: ImportResult) -> str:
        said, write = [], QLocale().toString
        for count, text in (
            (result.added, self.tr("{count} new entries")),
            (result.changed, self.tr("{count} changed")),
            (result.unchanged, self.tr("{count} unchanged")),
            (result.not_in_file, self.tr("{count} only in an earlier bundle")),
            (result.failed, self.tr("{count} could not be read")),
        ):  # fmt: skip
            if count:
                said.append(text.format(count=write(count)))
        return self.tr(" · ", "between figures").join(said) or self.tr("no entries")


def _framed(notice: str, sign: Sign, *lines: QWidget) -> QFrame:
    """Place lines one below the other next to an icon."""
    frame, words = QFrame(), QVBoxLayout()
    frame.setProperty("notice", notice)
    words.setSpacing(2)
    for line in lines:
        words.addWidget(line)
    beside = QHBoxLayout(frame)
    beside.setContentsMargins(14, 12, 14, 12)
    beside.setSpacing(12)
    beside.addWidget(sign, alignment=Qt.AlignmentFlag.AlignTop)
    beside.addLayout(words, 1)
    return frame


def _when(text: str) -> str:
    try:
        return Times().full(datetime.fromisoformat(text))
    except ValueError:
        return one_line(text)
