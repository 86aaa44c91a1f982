"""What can be done, declared once: the palette lists it, a shortcut runs it, the tray offers it.

The window declares what holds everywhere (`gui.window_actions`); a page adds its own through
`Page.offers`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_REMEMBERED: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something a person can do.

    Attributes:
        name: Its name in English, stable ("new conversation"): the palette finds it by this in
            every language, and a crash report says it. Never a customer's text.
        text: What it is called in the window's language, now.
        icon: Lucide's name.
        run: Does it.
        shortcut: As Qt writes it ("Ctrl+N"). The window installs those of its own actions; a page
            installs its own and names them here, so that they are shown.
        possible: Whether it can be done now; one that cannot is not listed.
    """

    name: str
    text: Callable[[], str]
    icon: str
    run: Callable[[], object]
    shortcut: str = ""
    possible: Callable[[], bool] = lambda: True

    def __call__(self, *_: object) -> None:
        """Do it, and remember that it was done."""
        trail.append(self.name)
        self.run()


trail: Final[deque[str]] = deque(maxlen=_REMEMBERED)
"""Names of the last actions of this process, the newest last."""
