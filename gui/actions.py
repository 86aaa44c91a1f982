"""User actions, each declared once: the palette lists them, shortcuts and the tray menu trigger
them.

Actions available everywhere are declared by the window (`gui.window_actions`); a page adds its own
through `Page.commands`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_REMEMBERED: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """An action that the user can trigger.

    Attributes:
        name: Stable English name ("new conversation"). The palette matches it in every language,
            and crash reports include it, so it never contains customer text.
        text: Returns the label in the current language of the window.
        icon: Name of a Lucide icon.
        run: Performs the action.
        shortcut: Key sequence in Qt notation ("Ctrl+N"). The window installs the shortcuts of its
            own actions; a page installs its own and names them here for display only.
        possible: Whether the action is available now; unavailable actions are not listed.
    """

    name: str
    text: Callable[[], str]
    icon: str
    run: Callable[[], object]
    shortcut: str = ""
    possible: Callable[[], bool] = lambda: True

    def __call__(self, *_: object) -> None:
        """Perform the action and record its name in `trail`."""
        trail.append(self.name)
        self.run()


trail: Final[deque[str]] = deque(maxlen=_REMEMBERED)
"""Names of the most recent actions of this process, newest last."""
