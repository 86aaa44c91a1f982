"""Actions that are available everywhere in the window."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut

from gui.actions import Action
from gui.first_run import show_welcome
from gui.language import LANGUAGES

if TYPE_CHECKING:
    from gui.main_window import MainWindow

PALETTE: Final = "Ctrl+K"


class WindowActions(QObject):
    """The window's own actions, whose shortcuts it installs, and those of its pages."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._more: list[Action] = []
        for action in self._own():
            self._install(action)

    def add(self, action: Action) -> None:
        """Add an action on behalf of another part of the window."""
        self._more.append(action)
        self._install(action)

    def all(self) -> tuple[Action, ...]:
        """Return all actions: the pages, their actions, and the window's own."""
        return (*self._pages(), *self._of_pages(), *self._more, *self._own())

    def _install(self, action: Action) -> None:
        if action.shortcut:
            shortcut = QShortcut(QKeySequence(action.shortcut), self._window)
            shortcut.activated.connect(action)

    def _pages(self) -> Iterator[Action]:
        for number, page in enumerate(self._window.visible_pages(), start=1):
            yield Action(
                name=f"page {page.name}", text=page.title, icon=page.icon,
                shortcut=f"Ctrl+{number}", run=partial(self._window.go_to, page.name),
            )  # fmt: skip

    def _of_pages(self) -> Iterator[Action]:
        for page in self._window.visible_pages():
            for action in page.commands():
                yield Action(
                    name=action.name, text=action.text, icon=action.icon, shortcut=action.shortcut,
                    possible=action.possible, run=partial(self._on_page, page.name, action),
                )  # fmt: skip

    def _on_page(self, name: str, action: Action) -> None:
        if self._window.go_to(name).name == name:
            action.run()

    def _own(self) -> Iterator[Action]:
        yield Action(
            name="back up now", text=lambda: self.tr("Back up now"), icon="archive",
            run=self._back_up, possible=lambda: self._window.context.link.state.usable,
        )  # fmt: skip
        yield Action(
            name="take a bundle in", text=lambda: self.tr("Take a bundle in"),
            icon="download", run=self._choose_bundle, possible=self._here,
        )  # fmt: skip
        yield from self._themes()
        yield from self._languages()
        yield Action(
            name="shortcuts", text=lambda: self.tr("Show the shortcuts"), icon="keyboard",
            shortcut="F1", run=self._show_shortcuts,
        )  # fmt: skip
        yield Action(
            name="try the engine again", text=lambda: self.tr("Try the engine again"),
            icon="rotate-ccw", run=self._window.context.link.retry,
            possible=lambda: self._window.context.link.state.name == "failed",
        )  # fmt: skip
        yield Action(
            name="welcome page", text=lambda: self.tr("Show the welcome page"), icon="sparkles",
            run=lambda: show_welcome(self._window.context),
        )  # fmt: skip
        yield Action(
            name="quit", text=lambda: self.tr("Quit"), icon="power", shortcut="Ctrl+Q",
            run=self._window.quit,
        )  # fmt: skip

    def _themes(self) -> Iterator[Action]:
        for name, icon, text in (
            ("light", "sun", lambda: self.tr("Use the light theme")),
            ("dark", "moon", lambda: self.tr("Use the dark theme")),
            ("system", "monitor", lambda: self.tr("Follow the system's theme")),
        ):
            yield Action(
                name=f"{name} theme", text=text, icon=icon, run=partial(self._change_theme, name),
                possible=partial(self._is_other_theme, name),
            )  # fmt: skip

    def _languages(self) -> Iterator[Action]:
        for code, language in LANGUAGES.items():
            yield Action(
                name=f"language {language} {'Chinese' if code.startswith('zh') else ''}".strip(),
                text=partial(self._language_text, language), icon="languages",
                run=partial(self._change_language, code),
                possible=partial(self._is_other_language, code),
            )  # fmt: skip

    def _language_text(self, language: str) -> str:
        return self.tr("Change the language to {language}").format(language=language)

    def _is_other_theme(self, name: str) -> bool:
        return self._window.context.preferences.now.theme != name

    def _is_other_language(self, code: str) -> bool:
        return self._window.context.language.code != code

    def _change_theme(self, name: Any) -> None:
        self._window.context.preferences.change(theme=name)
        self._window.context.theme.choose(name)

    def _change_language(self, code: str) -> None:
        self._window.context.preferences.change(language=code)
        self._window.context.language.choose(code)

    def _show_shortcuts(self) -> None:
        from gui.shortcuts_dialog import ShortcutsDialog  # imported only when needed

        ShortcutsDialog(self._window.context, self._window).open()

    def _here(self) -> bool:
        """Return whether the engine is local, because only then can it read bundle files in
        place."""
        state = self._window.context.link.state
        return state.usable and not state.remote

    def _choose_bundle(self) -> None:
        from gui.bundles import choose_bundle  # imported only when needed

        choose_bundle(self._window.context, self._window)

    def _back_up(self) -> None:
        notices = self._window.context.notices
        self._window.context.engine.back_up(self).then(
            lambda _: notices.tell(self.tr("A backup was made and verified"), "good"),
            notices.problem,
        )
