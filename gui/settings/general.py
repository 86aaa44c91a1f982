"""The General section: language, appearance and desktop integration."""

from __future__ import annotations

import sys
from typing import cast

from PySide6.QtWidgets import QSystemTrayIcon

from gui import restart
from gui.copilot.copilot import CLIPBOARD
from gui.copilot.desktop import ASK_KEYS, hidden_by
from gui.first_run import show_welcome
from gui.knowledge.spoken import language
from gui.language import LANGUAGES
from gui.page import WindowContext
from gui.settings.rows import Choice, Group, button
from gui.settings.section import Section
from gui.spelling.dictionaries import languages, place
from gui.widgets.switch import Switch

_SIZES = (100, 110, 125, 150, 175, 200)


class GeneralSection(Section):
    """Settings of this window on this computer, stored in `window.json`."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self.language, self.theme, self.scale = Choice(), Choice(), Choice()
        self.tray, self.stay, self.copilot = Switch(), Switch(), Switch()
        self.restart, self.welcome = button(), button()
        self._started_with = context.preferences.now.scale
        self._look = Group()
        self._language_row = self._look.row(self.language)
        self._theme_row = self._look.row(self.theme)
        self._size_row = self._look.row(self.scale)
        self._size_row.below.addWidget(self.restart)
        self._desktop = Group()
        self._tray_row = self._desktop.row(self.tray)
        self._stay_row = self._desktop.row(self.stay)
        self._copilot_row = self._desktop.row(self.copilot)
        self._copilot_row.setVisible(CLIPBOARD not in context.preferences.off)
        self._welcome_row = self._desktop.row(self.welcome)
        self.body.addWidget(self._look)
        self.spelling = Switch()
        self._writing = Group()
        self._spelling_row = self._writing.row(self.spelling)
        self.body.addWidget(self._writing)
        self.body.addWidget(self._desktop)
        self.retranslate()
        self.read()
        self.language.currentIndexChanged.connect(self._choose_language)
        self.theme.currentIndexChanged.connect(self._choose_theme)
        self.scale.currentIndexChanged.connect(self._choose_size)
        self.tray.toggled.connect(lambda on: context.preferences.change(tray=on))
        self.stay.toggled.connect(lambda on: context.preferences.change(close_to_tray=on))
        self.copilot.toggled.connect(lambda on: context.preferences.change(clipboard_copilot=on))
        self.welcome.clicked.connect(lambda: show_welcome(context))
        self.spelling.toggled.connect(lambda on: context.preferences.change(spell_check=on))
        self.restart.clicked.connect(self._start_again)
        context.preferences.changed.connect(
            lambda _: self.read()
        )  # the palette changes them as well

    def read(self) -> None:
        now = self.context.preferences.now
        self.language.choose(now.language)
        self.theme.choose(now.theme)
        self.scale.choose(now.scale)
        for switch, on in (
            (self.tray, now.tray),
            (self.stay, now.close_to_tray),
            (self.copilot, now.clipboard_copilot),
            (self.spelling, now.spell_check),
        ):
            switch.blockSignals(True)
            switch.setChecked(on)
            switch.blockSignals(False)
        self.restart.setVisible(now.scale != self._started_with)

    def retranslate(self) -> None:
        self.head(self.tr("General"), self.tr("How Replydesk looks and behaves on this computer."))
        self._offer()
        self._look.say(self.tr("Language and look"))
        self._language_row.say(self.tr("Language"), self.tr("Changes at once."))
        self._theme_row.say(self.tr("Theme"), self.tr("Light, dark, or the same as your system."))
        self._size_row.say(self.tr("Size of everything"), self.tr("Takes effect after a restart."))
        self.restart.setText(self.tr("Restart now"))
        self._desktop.say(self.tr("On your desktop"))
        self._say_tray()
        self._say_copilot()
        self._welcome_row.say(
            self.tr("Welcome page"), self.tr("What the first start showed: three ways to begin.")
        )
        self.welcome.setText(self.tr("Show it again"))
        self._say_spelling()

    def _offer(self) -> None:
        languages = [(name, code) for code, name in LANGUAGES.items()]
        self.language.offer([(self.tr("As your system"), ""), *languages])
        self.theme.offer(
            [
                (self.tr("As your system"), "system"),
                (self.tr("Light"), "light"),
                (self.tr("Dark"), "dark"),
            ]
        )
        self.scale.offer([(self.tr("{size} %").format(size=size), size) for size in _sizes(self)])

    def _say_spelling(self) -> None:
        there = languages()
        self.spelling.setEnabled(bool(there))
        self._writing.say(self.tr("Writing"))
        if there:
            text = self.tr(
                "Marks words that the dictionary of the conversation's language lacks. "
                "Dictionaries on this computer: {languages}."
            ).format(languages=", ".join(language(code) for code in there))
        elif sys.platform == "linux":
            text = self.tr(
                "No dictionary is on this computer. The package {package} brings the English "
                "one; other languages have their own."
            ).format(package="hunspell-en-us")
        else:
            text = self.tr(
                "No dictionary is on this computer. Put Hunspell's files of a language, such as "
                "{files}, into {folder}."
            ).format(files="en_US.aff, en_US.dic", folder=place())
        self._spelling_row.say(self.tr("Spell check"), text)

    def _say_tray(self) -> None:
        there = QSystemTrayIcon.isSystemTrayAvailable()
        self.tray.setEnabled(there)
        self._tray_row.say(
            self.tr("Icon in the system tray"),
            self.tr("Brings the window back with one click.")
            if there
            else self.tr("Your desktop shows no tray icons."),
        )
        self.stay.setEnabled(there)
        self._stay_row.say(
            self.tr("Keep running when the window is closed"),
            self.tr(
                "Off: closing the window ends Replydesk, and the clipboard copilot with it. On: it "
                "only hides the window; the tray icon brings it back, and its menu has Quit. It "
                "holds only while the icon is shown."
            ),
        )

    def _say_copilot(self) -> None:
        desktop = hidden_by()
        self._copilot_row.say(
            self.tr("Clipboard copilot"),
            self.tr(
                "{desktop} shows what is copied only to the program in front, so nothing can be "
                "watched here. With Replydesk in front, press {keys}; or let a shortcut of your "
                "desktop's own settings run: {command}"
            ).format(desktop=desktop, keys=ASK_KEYS, command="replydesk --ask-clipboard")
            if desktop
            else self.tr(
                "Copy the same text twice within a second, in any program, and suggestions appear "
                "near the pointer. While this is on, Replydesk looks at each text you copy, keeps "
                "only a fingerprint of it for one second, and forgets it. Only a text copied twice "
                "is read, by the engine you are connected to. Nothing is kept."
            ),
        )

    def _choose_language(self) -> None:
        code = self.language.currentData()
        self.context.preferences.change(language=code)
        self.context.language.choose(code)

    def _choose_theme(self) -> None:
        choice = self.theme.currentData()
        self.context.preferences.change(theme=choice)
        self.context.theme.choose(choice)

    def _start_again(self) -> None:
        restart.restart(cast("restart.Quits", self.window()))

    def _choose_size(self) -> None:
        self.context.preferences.change(scale=self.scale.currentData())
        self.restart.setVisible(self.scale.currentData() != self._started_with)


def _sizes(section: GeneralSection) -> list[int]:
    """Return the sizes offered, including the current one, which may have been set in the file."""
    return sorted({*_SIZES, section.context.preferences.now.scale})
