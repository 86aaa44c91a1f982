"""The style sheet. Widgets are styled by their property `kind`; no widget has a style of its
own."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from string import Template
from typing import Final

from gui.look.colours import Colours


def style_sheet(colours: Colours) -> str:
    """Return the style sheet of the application in these colours."""
    return _SHEET.substitute(asdict(colours), arrow=_ARROW.as_posix())


_ARROW: Final = Path(__file__).parent / "icons" / "combo-arrow.svg"
"""Drawn in a grey with sufficient contrast (3:1) to the backgrounds of both themes."""
_SHEET: Final = Template("""
QWidget { color: $text; }
QToolTip { background: $card; color: $text; border: 1px solid $line; padding: 4px 6px; }
QMainWindow, QDialog, QWidget[kind="page"] { background: $ground; }
QWidget[kind="panel"], QStatusBar { background: $panel; }
QWidget[kind="rail-pane"] { background: $ground; border-right: 1px solid $line; }
QStatusBar { border-top: 1px solid $line; color: $muted; padding: 0 8px; }
QStatusBar::item { border: none; }
QStatusBar QLabel { font-size: 8.5pt; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: $accent; }

QLabel[kind="title"] { font-size: 15pt; font-weight: 600; }
QLabel[kind="heading"] { font-size: 11pt; font-weight: 600; }
QLabel[kind="strong"] { font-weight: 600; }
QLabel[kind="muted"], QLabel[kind="small"] { color: $muted; }
QLabel[kind="small"] { font-size: 8.5pt; }
QLabel[kind="bad"] { color: $bad; }
QLabel[kind="good"] { color: $good; }
QLabel[kind="warn"] { color: $warn; }

QLabel[chip="accent"], QLabel[chip="good"], QLabel[chip="warn"], QLabel[chip="bad"],
QLabel[chip="neutral"] { border-radius: 8px; padding: 2px 8px; font-size: 8.5pt; }
QLabel[chip="accent"] { background: $accent_soft; color: $accent; }
QLabel[chip="good"] { background: $good_soft; color: $good; }
QLabel[chip="warn"] { background: $warn_soft; color: $warn; }
QLabel[chip="bad"] { background: $bad_soft; color: $bad; }
QLabel[chip="neutral"] { background: $neutral_soft; color: $muted; }

QFrame[kind="card"] { background: $card; border: 1px solid $line; border-radius: 10px; }
QFrame[kind="card"][chosen="true"] { border: 1px solid $accent; }
QFrame[kind="card"]:focus { border: 2px solid $accent; }
QWidget[kind="popup"] { background: $panel; border: 1px solid $edge; }
QFrame[kind="palette"] { background: $card; border: 1px solid $line; border-radius: 12px; }
QLineEdit[kind="palette"] { background: transparent; border: none; padding: 7px 8px;
  font-size: 12pt; }
QListView[kind="palette"] { background: transparent; border: none; }
QFrame[kind="drop"] { background: $panel; border: 2px dashed $edge; border-radius: 12px; }
QFrame[kind="line"] { background: $line; border: none; max-height: 1px; }
QFrame[notice="info"] { background: $accent_soft; border: 1px solid $accent; border-radius: 8px; }
QFrame[notice="good"] { background: $good_soft; border: 1px solid $good; border-radius: 8px; }
QFrame[notice="warn"] { background: $warn_soft; border: 1px solid $warn; border-radius: 8px; }
QFrame[notice="bad"] { background: $bad_soft; border: 1px solid $bad; border-radius: 8px; }

QFrame[kind="drawer"] { background: $panel; border: none; border-left: 1px solid $edge; }
QFrame[kind="field"] { background: $panel; border: 1px solid $edge; border-radius: 9px; }
QFrame[kind="field"][focused="true"] { border: 2px solid $accent; }
QLabel[kind="name"] { font-size: 13pt; font-weight: 600; }

QPushButton, QToolButton[kind="button"] {
  background: $card; border: 1px solid $edge; border-radius: 7px; padding: 5px 12px; }
QPushButton { min-height: 16px; }
QToolButton[kind="button"] { padding: 4px 12px 3px 12px; }
QPushButton:hover, QToolButton[kind="button"]:hover { background: $hover; }
QPushButton:checked { background: $accent_soft; border-color: $accent; color: $accent; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 4px 11px; }
QToolButton[kind="button"]:focus { padding: 3px 11px 2px 11px; }
QPushButton:disabled { color: $edge; border-color: $line; }
QPushButton[kind="link"], QPushButton[kind="chip"], QPushButton[kind="tag"],
QPushButton[kind="small"] { min-height: 0; }
QPushButton[kind="main"] {
  background: $accent; border: 1px solid $accent; color: $on_accent; font-weight: 600; }
QPushButton[kind="main"]:hover { background: $accent_hover; }
QPushButton[kind="main"]:focus { border: 2px solid $text; }
QPushButton[kind="main"]:disabled {
  background: $neutral_soft; border-color: $neutral_soft; color: $edge; }
QPushButton[kind="danger"] { color: $bad; border-color: $bad; }
QPushButton[kind="danger"]:disabled { color: $edge; border-color: $line; }
QPushButton[kind="choice"] { border: 1px solid $line; border-radius: 12px; padding: 0; }
QPushButton[kind="choice"]:hover { border-color: $accent; background: $card; }
QPushButton[kind="choice"]:focus { border: 2px solid $accent; padding: 0; }
QPushButton[kind="choice"] QLabel:disabled { color: $edge; }
QPushButton[kind="segment"]:checked {
  background: $accent_soft; border-color: $accent; color: $accent; }
QPushButton[kind="link"] {
  background: transparent; border: 1px solid transparent; color: $accent; padding: 2px 4px; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 1px solid $accent; padding: 2px 4px; }
QPushButton[kind="link"][flush="true"], QPushButton[kind="link"][flush="true"]:focus {
  padding: 2px 4px 2px 0; }
QPushButton[kind="chip"] { background: $good_soft; border: 1px solid $good_soft; color: $good;
  border-radius: 8px; padding: 2px 8px; font-size: 8.5pt; }
QPushButton[kind="chip"]:hover { text-decoration: underline; }
QPushButton[kind="chip"]:focus { border: 1px solid $accent; padding: 1px 8px; }
QPushButton[kind="tag"] { background: $accent_soft; border: 1px solid $accent_soft;
  color: $accent; border-radius: 8px; padding: 3px 8px; }
QPushButton[kind="tag"]:hover { border-color: $accent; }
QPushButton[kind="tag"]:focus { border: 2px solid $accent; padding: 2px 7px; }
QPushButton[kind="tag"]:disabled { background: $neutral_soft; border-color: $neutral_soft;
  color: $muted; }
QTableView[kind="rows"]:focus { border: none; }
QListView[kind="steps"]::item { padding: 7px 8px; border-radius: 6px; }
QListView[kind="field"] { background: $panel; border: 1px solid $edge; border-radius: 7px;
  padding: 2px; }
QListView[kind="field"]:focus, QListView[kind="field"][focused="true"] {
  border: 2px solid $accent; padding: 1px; }
QLineEdit[kind="cell"], QLineEdit[kind="cell"]:focus { border: none; border-radius: 0;
  background: $panel; padding: 0 3px; }
QPushButton[kind="small"] { padding: 2px 9px; border-radius: 6px; }
QPushButton[kind="small"]:focus { border: 2px solid $accent; padding: 1px 8px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 7px;
  padding: 4px; }
QToolButton:hover { background: $hover; }
QToolButton:checked { background: $accent_soft; color: $accent; }
QToolButton:focus { border: 2px solid $accent; padding: 3px; }
QToolButton[kind="rail"] { padding: 7px 4px; font-size: 9pt; color: $muted; }
QToolButton[kind="rail"]:checked { background: $accent_soft; color: $accent; }
QToolButton[kind="rail"]:focus { border: 2px solid $accent; padding: 6px 3px; }
QToolButton[kind="plain"] { color: $muted; padding: 2px 4px; }
QToolButton[kind="plain"]:focus { border: 2px solid $accent; padding: 1px 3px; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit {
  background: $panel; border: 1px solid $edge; border-radius: 7px; padding: 5px 8px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus,
QDoubleSpinBox:focus { border: 2px solid $accent; padding: 4px 7px; }
QPlainTextEdit[kind="bare"], QPlainTextEdit[kind="bare"]:focus {
  background: transparent; border: none; padding: 4px 7px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: $edge; }
QSpinBox { padding-top: 4px; padding-bottom: 3px; }
QSpinBox:focus { padding-top: 3px; padding-bottom: 2px; }
QSpinBox QLineEdit, QSpinBox QLineEdit:focus {
  border: none; padding: 0; margin: 0 0 0 7px; background: transparent; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; border: none; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url("$arrow"); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: $card; border: 1px solid $edge; padding: 4px;
  selection-background-color: $accent_soft; selection-color: $text; }

QAbstractItemView { background: $ground; border: none; outline: none; }
QAbstractItemView::item:selected { background: $accent_soft; color: $text; }
QTableView { gridline-color: $line; alternate-background-color: $panel; border: none; }
QTableView[kind="painted"], QTableView[kind="painted"]:focus { border: none; }
QTableView[kind="painted"]::item:selected, QTableView[kind="painted"]::item:hover {
  background: transparent; }
QListView[kind="boxed"] { background: $panel; border: 1px solid $edge; border-radius: 7px;
  padding: 3px; }
QTableView:focus, QListView:focus, QTreeView:focus { border: 2px solid $accent; }
QListView[kind="sections"] { background: $panel; padding: 8px; border: 0px solid $line; }
QListView[kind="sections"]:focus { border: 0px solid $line; }
QListView[kind="sections"]::item { padding: 7px 8px; border-radius: 7px; color: $muted;
  border: 2px solid transparent; }
QListView[kind="sections"]::item:hover { background: $hover; }
QListView[kind="sections"]::item:selected { background: $accent_soft; color: $accent; }
QListView[kind="sections"]::item:selected:focus { border: 2px solid $accent; }
QTableView::item { padding: 0 5px; }
QHeaderView::section { background: $panel; color: $muted; border: none;
  border-bottom: 1px solid $line; padding: 6px 8px; font-weight: 600; }
QMenu { background: $card; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 5px 18px 5px 10px; border-radius: 5px; }
QMenu::icon { padding-left: 8px; }
QMenu::indicator { left: 6px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $edge; }
QMenu::separator { background: $line; height: 1px; margin: 4px 6px; }

QTabBar::tab { background: transparent; color: $muted; padding: 6px 12px;
  border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $accent; border-bottom: 2px solid $accent; }
QTabBar::tab:focus { color: $text; border-bottom: 2px solid $text; }
QTabWidget::pane { border: none; }

QCheckBox, QRadioButton { spacing: 8px; padding: 2px; border: 1px solid transparent; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid $accent; border-radius: 4px; }
QRadioButton::indicator { width: 12px; height: 12px; border: 1px solid $edge;
  border-radius: 7px; background: $panel; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 4px solid $accent;
  background: $on_accent; }
QSlider::groove:horizontal { background: $edge; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; height: 4px; border-radius: 2px; }
QSlider::handle:horizontal { background: $accent; border: 2px solid $card; width: 14px;
  height: 14px; margin: -7px 0; border-radius: 9px; }
QSlider::handle:horizontal:focus { border: 2px solid $text; }
QProgressBar { background: $neutral_soft; border: none; border-radius: 4px; max-height: 8px;
  text-align: center; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 3px; margin: 2px; min-height: 24px;
  min-width: 24px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")
