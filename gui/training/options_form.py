"""Form of a recipe's options, with a control per option, generated from its description."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QDoubleValidator, QValidator
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from gui.engine.wording import in_words
from gui.page import Retranslated
from gui.settings.rows import Choice, Group, Number, Row, button
from gui.training import option_words
from gui.widgets.switch import Switch

if TYPE_CHECKING:
    from assistant.contracts.training import RecipeInfo, RecipeOption

Value = bool | int | float | str
_WIDTH: Final = 130
_MOST: Final = 2**31 - 1
_DIGITS: Final = 6
_LAST: Final = ("seed",)
"""Options placed last, because they are rarely changed."""


class OptionsForm(Retranslated):
    """Shows the options of one recipe; advanced ones are collapsed in a separate part.

    Attributes:
        rest: The advanced options, placed by the owner below the rest of the form.

    Signals:
        changed: A value has changed.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._recipe: RecipeInfo | None = None
        self._preset: dict[str, Any] = {}
        self._reads: dict[str, Callable[[], Value]] = {}
        self._rows: list[tuple[Row, RecipeOption]] = []
        self.controls: dict[str, QWidget] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.rest = QWidget()
        self._below = QVBoxLayout(self.rest)
        self._below.setContentsMargins(0, 0, 0, 0)
        self.more = button("link")
        self.more.clicked.connect(self._toggle)
        self._simple, self.advanced = Group(), Group()
        self._build()

    def show_recipe(self, recipe: RecipeInfo, preset: dict[str, Any]) -> None:
        """Show the options of a recipe with the values of a preset."""
        self._recipe, self._preset = recipe, preset
        for group in (self._simple, self.advanced):
            group.hide()
            group.deleteLater()
        self._simple, self.advanced = Group(), Group()
        self._build()

    def options(self) -> dict[str, Any]:
        """Return the values that differ from those of the preset."""
        if self._recipe is None:
            return {}
        start = {one.name: self._preset.get(one.name, one.default) for one in self._recipe.options}
        now = {name: read() for name, read in self._reads.items()}
        return {name: value for name, value in now.items() if value != start[name]}

    def choose(self, values: dict[str, Value]) -> None:
        """Set these options and keep the others. Expands the advanced ones if one of them is
        set."""
        for name, value in values.items():
            match self.controls.get(name):
                case Choice() as choice:
                    choice.setCurrentIndex(max(0, choice.findData(value)))
                case Switch() as switch:
                    switch.setChecked(bool(value))
                case Number() as number:
                    number.setValue(int(value))
                case QLineEdit() as line:
                    line.setText(QLocale().toString(float(value), "g", _DIGITS))
        advanced = {option.name for _, option in self._rows if option.advanced}
        if advanced & values.keys() and not self.advanced.isVisibleTo(self.rest):
            self._toggle()

    def retranslate(self) -> None:
        names = option_words.choices()
        for control in self.controls.values():
            for at in range(control.count() if isinstance(control, Choice) else 0):
                control.setItemText(at, names.get(control.itemData(at), control.itemText(at)))  # type: ignore[attr-defined]  # a choice
        self._simple.say("")
        self.advanced.say("")
        for row, option in self._rows:
            row.say(in_words(option.title), in_words(option.text))
        self.more.setText(
            self.tr("Fewer options")
            if self.advanced.isVisibleTo(self.rest)
            else self.tr("More options")
        )

    def _build(self) -> None:
        self._reads, self._rows, self.controls = {}, [], {}
        self.advanced.hide()
        self._column.addWidget(self._simple)
        for widget in (self.more, self.advanced):
            self._below.addWidget(widget)
        self._below.setAlignment(self.more, Qt.AlignmentFlag.AlignLeft)
        simple = advanced = False
        options = self._recipe.options if self._recipe is not None else []
        for option in sorted(options, key=lambda one: one.name in _LAST):
            control = self._control(option)
            self.controls[option.name] = control
            group = self.advanced if option.advanced else self._simple
            self._rows.append((group.row(control), option))
            advanced, simple = advanced or option.advanced, simple or not option.advanced
        self._simple.setVisible(simple)
        self.more.setVisible(advanced)
        self.retranslate()

    def _toggle(self) -> None:
        self.advanced.setVisible(not self.advanced.isVisible())
        self.retranslate()

    # ------------------------------------------------------------ one control

    def _control(self, option: RecipeOption) -> QWidget:
        value = self._preset.get(option.name, option.default)
        match option.kind:
            case "flag":
                return self._flag(option, bool(value))
            case "choice":
                return self._choice(option, str(value))
            case "whole":
                return self._whole(option, int(value))
            case _:
                return self._number(option, float(value))

    def _flag(self, option: RecipeOption, value: bool) -> QWidget:
        made = Switch()
        made.setChecked(value)
        made.toggled.connect(lambda _: self.changed.emit())
        self._reads[option.name] = made.isChecked
        return made

    def _choice(self, option: RecipeOption, value: str) -> QWidget:
        made = Choice()
        names = option_words.choices()
        made.offer([(names.get(one, in_words(one)), one) for one in option.choices])
        made.choose(value)
        made.currentIndexChanged.connect(lambda _: self.changed.emit())
        self._reads[option.name] = made.currentData
        return made

    def _whole(self, option: RecipeOption, value: int) -> QWidget:
        made = Number()
        least = round(option.least) if option.least is not None else -_MOST
        made.setRange(least, min(_MOST, round(option.most)) if option.most is not None else _MOST)
        made.setValue(value)
        made.setFixedWidth(_WIDTH)
        made.valueChanged.connect(lambda _: self.changed.emit())
        self._reads[option.name] = made.value
        return made

    def _number(self, option: RecipeOption, value: float) -> QWidget:
        """Create a line edit, because learning rates are too small for a spin box."""
        made = QLineEdit(QLocale().toString(value, "g", _DIGITS))
        check = QDoubleValidator(made)
        check.setRange(
            option.least if option.least is not None else -1e300,
            option.most if option.most is not None else 1e300, 12,
        )  # fmt: skip
        made.setValidator(check)
        made.setFixedWidth(_WIDTH)
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
        made.editingFinished.connect(self.changed)

        def read() -> float:
            text = made.text()
            state = check.validate(text, 0)[0]  # type: ignore[index]  # it gives state, text, place
            number, whole = QLocale().toDouble(text)
            fits = whole and state == QValidator.State.Acceptable
            return number if fits and text != QLocale().toString(value, "g", _DIGITS) else value

        self._reads[option.name] = read
        return made
