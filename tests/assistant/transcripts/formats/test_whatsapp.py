"""WhatsApp's chats: of both platforms, in several locales, with lines that are no messages."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.transcripts.formats.whatsapp import line_head, messages
from assistant.transcripts.records import Role
from tests.assistant.transcripts.exports import ANSWERED, ASKED, write
from tests.assistant.transcripts.formats.test_formats import read, said


@pytest.mark.parametrize(
    ("line", "stamp", "rest"),
    [
        ("[05/03/2025, 10:14:33] Ann: hi", "05/03/2025 10:14:33", "Ann: hi"),
        ("\u200e[05/03/2025, 10:14:33] \u202aAnn\u202c: hi", "05/03/2025 10:14:33", "Ann: hi"),
        ("[3/5/25, 9:14:33\u202fPM] Ann: hi", "3/5/25 21:14:33", "Ann: hi"),
        ("3/5/25, 12:14 AM - Ann: hi", "3/5/25 00:14:00", "Ann: hi"),
        ("05/03/2025, 9:14 pm - Ann: hi", "05/03/2025 21:14:00", "Ann: hi"),
        ("05.03.25, 21:14 - Ann: hi", "05.03.25 21:14:00", "Ann: hi"),
        ("[05.03.25, 21:14:33] Ann: hi", "05.03.25 21:14:33", "Ann: hi"),
        ("05/03/2025 à 21:14 - Ann: hi", "05/03/2025 21:14:00", "Ann: hi"),
        ("5/3/25 21:14 - Ann: hi", "5/3/25 21:14:00", "Ann: hi"),
        ("5/3/25, 9:14 p.\u00a0m. - Ann: hi", "5/3/25 21:14:00", "Ann: hi"),
        ("05/03/2025 21:14 - Ann: hi", "05/03/2025 21:14:00", "Ann: hi"),
        ("2025/3/5 下午9:14 - 李雷: 你好", "2025/3/5 21:14:00", "李雷: 你好"),
        ("[2025/3/5 21:14:33] 李雷: 你好", "2025/3/5 21:14:33", "李雷: 你好"),
        ("2025年3月5日 21:14 - 李雷: 你好", "2025/3/5 21:14:00", "李雷: 你好"),
        ("[2025-03-05, 21:14:33] Ann: hi", "2025-03-05 21:14:33", "Ann: hi"),
        ("[5.3.2025 klo 21.14.33] Ann: hi", "5.3.2025 21:14:33", "Ann: hi"),
    ],
)
def test_the_heads_of_messages(line: str, stamp: str, rest: str) -> None:
    head = line_head(line)
    assert head is not None
    assert (head.stamp, head.rest) == (stamp, rest)


@pytest.mark.parametrize(
    "line", ["", "hello", "10:14 - Ann: hi", "It was 05/03/2025, 10:14 - so late", "[x] Ann: hi"]
)
def test_other_lines_go_on(line: str) -> None:
    assert line_head(line) is None


CHAT = f"""03/03/2025, 09:00 - Messages and calls are end-to-end encrypted. Tap to learn more.
03/03/2025, 09:01 - +49 170 1234567: Hello
{ASKED}

Thank you: Ann
03/03/2025, 09:05 - Shop: {ANSWERED}
03/03/2025, 09:06 - +49 170 1234567: <Media omitted>
03/03/2025, 09:07 - Shop: invoice.pdf (file attached)
Here is your invoice as well.
03/03/2025, 09:08 - Shop: This message was deleted
17/03/2025, 11:00 - +49 170 1234567: Another thing: my parcel is broken, what now?
17/03/2025, 11:30 - Shop: Please send us a picture of it and we replace it.
17/03/2025, 11:31 - You changed the group description
"""


def test_a_chat_is_cut_at_silences(tmp_path: Path) -> None:
    path = write(tmp_path, "WhatsApp Chat with +49 170 1234567.txt", CHAT)
    detected, records, problems = read(path)
    assert (detected.format, detected.day_first, detected.agents) == ("whatsapp", True, ("Shop",))
    assert problems == []
    assert [record.row for record in records] == [1, 11]
    first, second = records
    assert said(first, Role.CUSTOMER) == [f"{ASKED}\n\nThank you: Ann"]
    assert said(first, Role.AGENT) == [ANSWERED, "Here is your invoice as well."]
    assert len(said(first, Role.NOTE)) == 3
    assert said(second, Role.NOTE) == ["You changed the group description"]
    assert second.created_at == datetime(2025, 3, 17, 11, 0, tzinfo=UTC)
    assert len(read(path, gap_hours=24 * 30)[1]) == 1


def test_who_answers_may_be_chosen(tmp_path: Path) -> None:
    path = write(tmp_path, "chat.txt", CHAT)
    _, records, _ = read(path, agents=["+49 170 1234567"])
    assert ASKED in said(records[0], Role.AGENT)[0]


def test_the_business_may_speak_first(tmp_path: Path) -> None:
    """The title names the customer."""
    chat = "[03/25/25, 9:05:00 AM] Shop: Your order has arrived here.\n" * 2
    chat += "[03/25/25, 9:15:00 AM] Ann Lee: Thank you, I come and fetch it tomorrow.\n" * 2
    detected, (record,), _ = read(write(tmp_path, "WhatsApp Chat with Ann Lee.txt", chat))
    assert (detected.agents, detected.day_first) == (("Shop",), False)
    assert record.messages[0].role is Role.AGENT


def test_a_chat_in_another_encoding(tmp_path: Path) -> None:
    answer = "七天内可以无理由退货，运费由我们承担。"
    asked = "2025/3/5 下午9:14 - 李雷: 你们的退货政策是什么？"
    chat = f"{asked}\n2025/3/5 下午9:20 - 客服: {answer}\n" * 3
    for encoding in ("utf-16", "gb18030", "utf-8-sig"):
        detected, (record,), _ = read(write(tmp_path, "x.txt", chat.encode(encoding)))
        assert (detected.format, record.language) == ("whatsapp", "zh")
        assert said(record, Role.AGENT)[0] == answer


def test_what_stands_before_the_first_head_is_no_message() -> None:
    lines = [
        "left over",
        "[05/03/2025, 10:14:33] Ann: hi",
        "there",
        "[05/03/2025, 10:15:33] Bo: yes",
    ]
    assert [(one.text, one.row) for one in messages(lines)] == [("hi\nthere", 2), ("yes", 4)]


TELEPHONES = {
    "iOS, English, narrow spaces": (
        (
            "[3/5/25, 10:14:33\u202fAM] Ann: Where is it?\n"
            "[3/25/25, 1:04:00\u202fPM] Shop: Tomorrow. \u200e<This message was edited>\n"
            "\u200e[3/25/25, 1:05:00\u202fPM] Ann: \u200eimage omitted\n"
            "[3/25/25, 1:06:00\u202fPM] Ann: \u200eVoice call, \u200e2 min\n"
            "[3/25/25, 1:07:00\u202fPM] Ann: like this \u200e<attached: 0001-PHOTO.jpg>\n"
        ),
        ["Where is it?", "Tomorrow.", "like this"],
    ),
    "Android, German": (
        (
            "05.03.25, 10:14 - Ann: Wo ist es?\n05.03.25, 10:15 - Laden: Es kommt morgen.\n"
            "05.03.25, 10:16 - Ann: Danke <Diese Nachricht wurde bearbeitet.>\n"
            "05.03.25, 10:17 - Ann: Diese Nachricht wurde gelöscht.\n"
        ),
        ["Wo ist es?", "Es kommt morgen.", "Danke"],
    ),
    "iOS, Chinese": (
        (
            "[2025/3/5 上午10:14:33] 小李: 包裹在哪里？\n[2025/3/5 下午1:04:00] 小王: 明天送到。\n"
            "[2025/3/5 下午1:05:00] 小李: 图像已忽略\n"
            "[2025/3/5 下午1:06:00] 小李: 好 <此消息已被编辑>\n"
            "[2025/3/5 下午1:07:00] 小李: 您撤回了一条消息\n"
        ),
        ["包裹在哪里？", "明天送到。", "好"],
    ),
    "Android, Arabic digits and halves": (
        (
            "٥\u200f/٣\u200f/٢٠٢٥، ١٠:١٤ ص - آن: أين طردي؟\n"
            "٢٥\u200f/٣\u200f/٢٠٢٥، ٢:١٥ م - المتجر: يصل غدا.\n"
            "٢٥\u200f/٣\u200f/٢٠٢٥، ٢:١٦ م - آن: شكرا\n"
        ),
        ["أين طردي؟", "يصل غدا.", "شكرا"],
    ),
    "Android, Bulgarian": (
        "5.3.2025 г., 10:14 - Ann: Къде е?\n5.3.2025 г., 10:15 - Shop: Утре.\n",
        ["Къде е?", "Утре."],
    ),
    "Android, Dutch": (
        (
            "05-03-2025 10:14 - Ann: Waar is het?\n05-03-2025 10:15 - Winkel: Morgen.\n"
            "05-03-2025 10:16 - Ann: <Media weggelaten>\n"
        ),
        ["Waar is het?", "Morgen."],
    ),
}


@pytest.mark.parametrize("name", TELEPHONES)
def test_telephones_of_the_world(tmp_path: Path, name: str) -> None:
    chat, wanted = TELEPHONES[name]
    _, records, _ = read(write(tmp_path, "_chat.txt", chat))
    spoken = [m for r in records for m in r.messages if m.role is not Role.NOTE]
    assert [m.text for m in spoken] == wanted
    assert [m.role for m in spoken[:2]] == [Role.CUSTOMER, Role.AGENT]
    assert spoken[0].at == datetime(2025, 3, 5, 10, 14, 33 if "iOS" in name else 0, tzinfo=UTC)
    assert records[0].customer_name in ("Ann", "小李", "آن")
