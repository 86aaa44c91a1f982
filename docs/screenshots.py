"""Takes the screenshots of README.md and the guide from the real window: `make screenshots`.

Starts an engine on a temporary home with the demo, examines a generated export, opens the window
offscreen, visits pages and states, and writes `docs/pictures/`. Chinese needs a font with its
characters (on Debian: `apt install fonts-noto-cjk`).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
PICTURES = PROJECT / "docs" / "pictures"
sys.path.insert(0, str(PROJECT))

import invented_export  # noqa: E402 - it stands beside this file, which is run by itself

_SIZE = (1400, 880)
_ASKED = {"en": "charged twice", "zh_CN": "return label"}
_DRAFTED = "charged twice"
_NAMES = {"en": "en", "zh_CN": "zh"}
_PATIENCE_S = 180.0
_SETTLING_S = 2.0


def main() -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, fill in _HOMES.items():
            root = Path(folder) / name
            fill(root)
            try:
                for code in _NAMES:
                    for theme in ("light", "dark"):
                        command = [sys.executable, __file__, str(root), code, theme]
                        subprocess.run(command, check=True)
            finally:
                _replydesk(root, "engine", "stop")
    return 0


def take(root: Path, code: str, theme: str) -> int:
    """Open the window once and take its screenshots."""
    from PySide6.QtGui import QFontDatabase
    from PySide6.QtWidgets import QApplication

    from assistant.client.locator import HomeLocator
    from assistant.paths import Home
    from gui.app import compose, make_application
    from gui.preferences import Preferences

    application = make_application()
    if not QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        raise SystemExit("no font with Chinese characters is here: apt install fonts-noto-cjk")
    preferences = Preferences(root / f"{code}-{theme}.json")
    preferences.change(welcomed=True, language=code, theme=theme)
    window = compose(application, preferences, HomeLocator(Home(root)))
    window.resize(*_SIZE)
    window.show()
    _until(application, lambda: window.context.link.state.name == "ready")
    takes = _of_training if root.name == "export" else _of_everyday
    takes(application, window, code, theme)
    window.context.link.detach()
    QApplication.processEvents()
    return 0


def _of_training(application: Any, window: Any, code: str, theme: str) -> None:
    if code == "en" or theme == "light":
        for state in ("export", "choice"):
            _training(application, window, state)
            _keep(window, f"training-{state}-{_NAMES[code]}-{theme}")


def _of_everyday(application: Any, window: Any, code: str, theme: str) -> None:
    name = f"{_NAMES[code]}-{theme}"
    _inbox(application, window, _ASKED[code])
    _keep(window, f"inbox-{name}")
    if code == "en" or theme == "light":
        _draft(application, window)
        _keep(window, f"draft-{name}")
        _knowledge(application, window)
        _keep(window, f"knowledge-{name}")
    if code == "en":
        window.go_to("settings").open_section("answers")
        _wait(application)
        _keep(window, f"settings-{name}")


def _inbox(application: Any, window: Any, asked: str) -> None:
    """Open the conversation whose customer asks the given question, with its suggestions."""
    page = window.go_to("inbox")
    page.conversations.search.setText(asked)
    _wait(application)
    _until(application, lambda: page.conversations.model.rowCount() > 0)
    page.open(page.conversations.model.row(0).id)
    _wait(application)
    page.conversations.search.clear()
    _wait(application)
    window.setFocus()


def _draft(application: Any, window: Any) -> None:
    """Show the draft, with the source of its first sentence that has one."""
    _inbox(application, window, _DRAFTED)
    pane = window.go_to("inbox").suggestions
    _until(application, lambda: pane.drafts.drafted and not pane.drafts.drafted.running)
    pane.draft.card.text.step(1)
    _wait(application)
    bar = pane.draft.parentWidget().parentWidget().parentWidget().verticalScrollBar()
    bar.setValue(bar.maximum())
    _wait(application)


def _knowledge(application: Any, window: Any) -> None:
    from PySide6.QtWidgets import QTableView

    page = window.go_to("knowledge")
    table = page.findChild(QTableView)
    _until(application, lambda: table.model().rowCount() > 3)
    table.setCurrentIndex(table.model().index(3, 0))
    _wait(application)


def _training(application: Any, window: Any, state: str) -> None:
    """Show the examination of an export, or the choice of what to train with its estimate."""
    page = window.go_to("training")
    exports = page.overview.exports.rows
    _until(application, lambda: exports.rowCount() > 0)
    if state == "export":
        page.show_export(next(one for one in exports.rows if one.state == "examined").id)
        _until(application, page.export.doctor.isVisible)
    else:
        page.show_choice()
        _until(application, lambda: "intents" in page.choice.kinds.cards)
        page.choice.kinds.cards["intents"].click()
        _until(application, page.choice.card.start.isEnabled)
    _wait(application)
    window.setFocus()


def _add_demo(root: Path) -> None:
    _replydesk(root, "demo", "add")


def _export(root: Path) -> None:
    """Add an approved export, and the same one again that is only examined."""
    _add_demo(root)
    export = root.parent / "tickets-2026.jsonl"
    invented_export.write(export)
    _replydesk(root, "transcripts", "examine", str(export))
    _replydesk(root, "transcripts", "keep", "1")
    _replydesk(root, "transcripts", "approve", "1")
    _replydesk(root, "transcripts", "examine", str(export))


def _keep(window: Any, name: str) -> None:
    from PySide6.QtGui import QImage

    picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    picture.save(str(PICTURES / f"{name}.png"), "PNG", 0)
    print(f"docs/pictures/{name}.png", file=sys.stderr)


def _until(application: Any, condition: Callable[[], object]) -> None:
    end = time.monotonic() + _PATIENCE_S
    while not condition():
        application.processEvents()
        time.sleep(0.01)
        if time.monotonic() > end:
            raise SystemExit("the window does not get there")


def _wait(application: Any) -> None:
    """Process events for a while, so that answers of the engine arrive and are painted."""
    end = time.monotonic() + _SETTLING_S
    while time.monotonic() < end:
        application.processEvents()
        time.sleep(0.01)


def _replydesk(root: Path, *words: str) -> None:
    command = [sys.executable, str(PROJECT / "main.py"), "--home", str(root), *words]
    subprocess.run(command, check=True)


_HOMES = {"demo": _add_demo, "export": _export}

if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(take(Path(given[0]), given[1], given[2]) if given else main())
