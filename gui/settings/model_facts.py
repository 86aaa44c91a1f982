"""Facts about a model on the shelf: table columns, figures, and explanations of its problems."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QVBoxLayout

from assistant.contracts import ShelvedModel
from gui import writer_words
from gui.page import Retranslated
from gui.settings.sizes import size
from gui.widgets.labels import label, restyle
from gui.widgets.presentable import one_line
from gui.widgets.table import Column

translate = QCoreApplication.translate
_BILLION, _MILLION = 1e9, 1e6


def columns() -> list[Column]:
    """Columns of the table of models."""
    return [
        Column(lambda: translate("Models", "Name"), lambda row: one_line(row.name)),
        Column(lambda: translate("Models", "Architecture"), _architecture, 170, drop_below=620),
        Column(lambda: translate("Models", "Size"), lambda row: size(row.size_bytes), 90,
               right=True),
        Column(lambda: translate("Models", "Licence"), _licence, 110, drop_below=480),
        Column(lambda: translate("Models", "State"), _state, 130),
    ]  # fmt: skip


class ModelFacts(Retranslated):
    """A few lines below the table about the selected model."""

    def __init__(self) -> None:
        super().__init__()
        self._model: ShelvedModel | None = None
        self._problem = label("", "bad", wrap=True)
        self._figures = label("", "muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 0, 2, 0)
        layout.setSpacing(4)
        layout.addWidget(self._problem)
        layout.addWidget(self._figures)
        self.hide()

    def show_model(self, model: ShelvedModel | None) -> None:
        """Show a model; None clears the lines."""
        self._model = model
        self.setVisible(model is not None)
        self.retranslate()

    def retranslate(self) -> None:
        model = self._model
        if model is None:
            return
        wrong = [f"{problem(code)} ({code})" for code in model.problems]
        self._problem.setText("\n".join(wrong))
        self._problem.setVisible(bool(wrong))
        restyle(self._problem, "kind", "bad")
        self._figures.setText("\n".join([*self._facts(model), *map(note, model.notes)]))

    def _facts(self, model: ShelvedModel) -> list[str]:
        locale, said = QLocale(), []
        if model.on_request:
            said.append(
                self.tr("It came with Replydesk and measured no better than composed drafts, so it "
                        "writes only when it is asked to: in the menu Rewrite of a draft.")
            )  # fmt: skip
        if model.context_tokens:
            said.append(self.tr("Reads up to %Ln tokens at once.", "", model.context_tokens))
        if model.languages:
            said.append(
                self.tr("Languages: {languages}.").format(languages=", ".join(model.languages[:20]))
            )
        if model.adapter:
            said.append(self.tr("With the adapter {name}.").format(name=one_line(model.adapter)))
        if model.agreement is not None:
            share = locale.toString(100 * model.agreement, "f", 2)
            said.append(
                self.tr("Converted, it names the same next word as the original in {share} % of "
                        "places.").format(share=share)
            )  # fmt: skip
        if model.perplexity and model.perplexity_int4:
            ratio = locale.toString(model.perplexity_int4 / model.perplexity, "f", 3)
            said.append(
                self.tr("In four bits it is {ratio} times as surprised by replies as the original "
                        "(at most 1.15 is allowed).").format(ratio=ratio)
            )  # fmt: skip
        return [" ".join(said)] if said else []


def problem(code: str) -> str:
    """Return what a problem means and what to do."""
    known = {
        "shelf.manifest-wrong": translate("Models", "Its manifest cannot be read."),
        "shelf.newer": translate("Models", "A newer Replydesk made it."),
        "shelf.unfinished": translate("Models", "It was never finished."),
    }
    if code in known:
        return translate("Models", "{what} Remove it and add it again.").format(what=known[code])
    return f"{writer_words.what_failed(code)} {writer_words.what_to_do(code)}"


def note(code: str) -> str:
    """Return the text of a note about a model."""
    known = {
        "shelf.compared-without-torch": translate(
            "Models", "Compared without torch: four bits with full precision."),
        "shelf.converted-elsewhere": translate(
            "Models", "Converted elsewhere; its checksums and graphs were compared here."),
        "shelf.licence-unknown": translate(
            "Models", "Its folder names no licence: make sure that you may use it."),
    }  # fmt: skip
    return known.get(code, one_line(code))


def _architecture(model: ShelvedModel) -> str:
    count, locale = model.parameters, QLocale()
    if not count:
        return one_line(model.family or model.architecture)
    if count >= _BILLION:
        much = translate("Models", "{count} B").format(
            count=locale.toString(count / _BILLION, "f", 1)
        )
    else:
        much = translate("Models", "{count} M").format(
            count=locale.toString(count / _MILLION, "f", 1)
        )
    return translate("Models", "{family}, {count}").format(
        family=one_line(model.family or model.architecture), count=much
    )


def _licence(model: ShelvedModel) -> str:
    return one_line(model.licence) or translate("Models", "not named")


def _state(model: ShelvedModel) -> str:
    if model.problems:
        return translate("Models", "cannot be used")
    if model.active:
        return translate("Models", "writes")
    if model.on_request:
        return translate("Models", "on request")
    return translate("Models", "wrote before") if model.previous else translate("Models", "ready")
