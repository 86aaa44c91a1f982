"""Writes the program's icon in the formats that systems want: icons.py FOLDER

They are rendered from the SVG beside this file: PNG in the sizes of freedesktop themes, ICO, ICNS.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SOURCE: Final = Path(__file__).parent / "icon.svg"
SIZES: Final = (16, 24, 32, 48, 64, 128, 256, 512)


def write(folder: Path) -> None:
    """Write `replydesk-<size>.png`, `replydesk.ico`, `replydesk.icns` and the SVG."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QGuiApplication.instance() or QGuiApplication([])
    for size in SIZES:
        _drawn(size).save(str(folder / f"replydesk-{size}.png"))
    for name, size in (("replydesk.ico", 256), ("replydesk.icns", 512)):
        if not _drawn(size).save(str(folder / name)):
            raise OSError(name)
    (folder / "replydesk.svg").write_bytes(SOURCE.read_bytes())
    application.processEvents()


def _drawn(size: int) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


if __name__ == "__main__":
    write(Path(sys.argv[1]))
