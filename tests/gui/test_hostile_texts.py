"""What customers and files say is shown as it is written; nothing is ever loaded because of it.

The texts below stand in every place that holds foreign text, through the real API, and every page
is shown. Whoever would load something asks the listener or opens the bait; nobody may.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QTextBrowser, QTextEdit, QWidget

from assistant.contracts import (
    ArticleBody,
    ConversationBody,
    ConversationWithMessages,
    Customer,
    CustomerBody,
    MacroBody,
    MessageBody,
)
from gui.engine.call import Call
from gui.inbox.page import InboxPage
from gui.main_window import MainWindow
from tests.effort import at_most
from tests.gui.event_loop import settle, spend
from tests.gui.tour import tour

_BAIT = "replydesk-bait"
_OPENED: list[str] = []


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and _BAIT in str(arguments[0]):
        _OPENED.append(str(arguments[0]))


sys.addaudithook(_watch)


def corpus(origin: str, bait: Path) -> list[str]:
    """Texts that a careless window would act upon."""
    page = f"{origin}/pixel.png"
    return [
        f'<img src="{page}"><img src="file://{bait}">',
        f'<script>fetch("{page}")</script><link rel="stylesheet" href="{page}">',
        f"<style>@import url({page}); body {{ background: url(file://{bait}) }}</style>",
        f'<html><body background="{page}"><object data="{page}"></object><b>bold</b></body></html>',
        f"![picture]({page}) [link](file://{bait}) <{page}>",
        f"file://{bait} \\\\127.0.0.1\\share\\{_BAIT} //127.0.0.1/{_BAIT}",
        "\u202egpj.exe\u202c \u2066isolated\u2069 \u200fright\u200e \u2028line\u2029",
        "\x1b[31mred\x1b[0m \x1b]8;;http://x/\x07link\x1b]8;;\x07",
        "".join(chr(code) for code in range(1, 32)) + "\x7f\x80\x9f tab\tand bell",
        "👨‍👩‍👧‍👦🏳️‍🌈👍🏽🇨🇳 é́́́́ ﷽ 𓀀",
        "مرحبا بالعالم، كيف حالك؟ שלום עולם",
        "{{customer}} {{{{nested}}}} {0} %s %1 &amp; &lt;b&gt; &Accelerator",
        "ſ" * 3 + "A" * 150_000,
    ]


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Listens where the texts point to."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


@pytest.fixture
def bait(tmp_path: Path) -> Path:
    file = tmp_path / f"{_BAIT}.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n")
    return file


def test_no_text_makes_anything_load(
    demo_window: MainWindow, listener: socket.socket, bait: Path
) -> None:
    origin = f"http://127.0.0.1:{listener.getsockname()[1]}"
    texts = corpus(origin, bait)
    _OPENED.clear()
    put_everywhere(demo_window, texts)
    demo_window.resize(1400, 900)
    for _, widget in tour(demo_window):
        assert rich(widget) == []
    look_at_every_conversation(demo_window, len(texts))
    with pytest.raises(BlockingIOError):
        listener.accept()
    assert _OPENED == []


def test_the_watch_sees_what_it_watches_for(bait: Path) -> None:
    _OPENED.clear()
    bait.read_bytes()
    assert [str(bait)] == _OPENED


def test_a_message_of_a_megabyte_is_shown_in_time(demo_window: MainWindow) -> None:
    engine, owner = demo_window.context.engine, demo_window
    messages = [MessageBody(role="customer", text="A" * 199_999) for _ in range(5)]
    made = answer(engine.create_conversation(ConversationBody(messages=messages), owner))
    assert isinstance(made, ConversationWithMessages)
    page = demo_window.pages["inbox"]
    assert isinstance(page, InboxPage)
    with at_most(8):
        demo_window.open_one("inbox", made.id)
        settle(lambda: page.talk.conversation is not None and page.talk.conversation.id == made.id)
        spend(0.3)
    assert answer(engine.delete_conversation(made.id, owner)) is None


def put_everywhere(window: MainWindow, texts: list[str]) -> None:
    """Messages, authors, subjects, customers, notes, articles, tags and macros."""
    engine = window.context.engine
    for number, text in enumerate(texts):
        short = text[:90]
        body = CustomerBody(name=short, notes=text)
        customer = answer(engine.create_customer(body, window))
        assert isinstance(customer, Customer)
        messages = [
            MessageBody(role=role, text=text, author=short)
            for role in ("customer", "agent", "note")
        ]
        conversation = ConversationBody(
            subject=short, customer_id=customer.id, channel=short, messages=messages
        )
        answer(engine.create_conversation(conversation, window))
        article = ArticleBody(questions=[text], answer=text, title=short, tags=[f"{number}{short}"])
        answer(engine.create_article(article, window))
        answer(engine.create_macro(MacroBody(name=f"{number} {short}", text=text), window))


def answer(call: Call) -> object:
    """Wait for the engine's answer; what it refuses is its right, what it breaks is not."""
    ended: list[object] = []
    call.then(ended.append, ended.append)
    settle(lambda: ended, what="an answer")
    return ended[0]


def look_at_every_conversation(window: MainWindow, count: int) -> None:
    page = window.go_to("inbox")
    assert isinstance(page, InboxPage)
    settle(lambda: page.conversations.model.rowCount() >= count)
    for row in range(count):
        shown = page.conversations.model.row(row)
        assert shown is not None
        id_ = shown.id
        page.open(id_)
        settle(lambda i=id_: page.talk.conversation is not None and page.talk.conversation.id == i)
        spend(0.3)
        assert rich(page) == []


def rich(place: QWidget) -> list[str]:
    """Widgets that would read a text as markup."""
    found = [
        f"{type(widget).__name__} {widget.objectName()!r} in {type(widget.parent()).__name__}"
        for widget in [*place.findChildren(QWidget), *QApplication.topLevelWidgets()]
        if isinstance(widget, (QTextBrowser, QTextEdit))
    ]
    found += [
        f"QLabel {label.text()[:40]!r} in {type(label.parent()).__name__}"
        for label in place.findChildren(QLabel)
        if label.text() and label.textFormat() != Qt.TextFormat.PlainText
    ]
    return found
