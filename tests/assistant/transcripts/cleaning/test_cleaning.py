"""What is removed from messages in several languages, what is kept, and that it is fast."""

# ruff: noqa: E501  (a text a line reads best)

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.transcripts.cleaning import cleaned
from assistant.transcripts.records import MessageRecord, Role, restored
from retrieval.documents.wording import clean
from tests.effort import at_most


def text_of(text: str, **how: object) -> str:
    return cleaned(text, **how)[0]  # type: ignore[arg-type]  # of several kinds on purpose


def kinds(text: str) -> list[str]:
    return [piece.kind for piece in cleaned(text)[1]]


@pytest.mark.parametrize(
    "introduction",
    [
        "On Mon, Mar 2, 2026 at 10:00 AM Ann Lee <a@x.io> wrote:",
        "On Mon, Mar 2, 2026 at 10:00 AM, a person with a long name\n<ann.lee@example.org> wrote:",
        "Am 02.03.2026 um 10:00 schrieb Ann Lee <a@x.io>:",
        "Le lun. 2 mars 2026 à 10:00, Ann Lee <a@x.io> a écrit :",
        "El lun, 2 mar 2026 a las 10:00, Ann Lee (<a@x.io>) escribió:",
        "Em seg., 2 de mar. de 2026 às 10:00, Ann Lee <a@x.io> escreveu:",
        "Il giorno lun 2 mar 2026 alle ore 10:00 Ann Lee <a@x.io> ha scritto:",
        "Op ma 2 mrt 2026 om 10:00 schreef Ann Lee <a@x.io>:",
        "Ann Lee <a@x.io> 于2026年3月2日周一 10:00写道：",
        "-----Original Message-----",
        "-----Ursprüngliche Nachricht-----",
        "------------------ 原始邮件 ------------------",
        "From: Ann Lee <a@x.io>\nSent: Monday, March 2, 2026 10:00\nTo: Shop\nSubject: Order",
        "Von: Ann Lee <a@x.io>\nGesendet: Montag, 2. März 2026 10:00\nAn: Shop\nBetreff: Kauf",
        "De : Ann Lee <a@x.io>\nEnvoyé : lundi 2 mars 2026 10:00\nÀ : Shop\nObjet : Achat",
        "发件人: Ann <a@x.io>\n发送时间: 2026年3月2日 10:00\n收件人: 客服\n主题: 订单",
        "________________________________\nFrom: Ann <a@x.io>\nSent: Monday\nTo: Shop\nSubject: x",
        "##- Please type your reply above this line -##",
    ],
)
def test_quoted_history(introduction: str) -> None:
    text = f"We sent it today.\n\n{introduction}\n\nWhere is it?\nI wait."
    assert text_of(text) == "We sent it today."
    marked = f"We sent it today.\n\n{introduction}\n> Where is it?\n>\n> I wait."
    assert text_of(marked) == "We sent it today."


@pytest.mark.parametrize(
    "text",
    [
        "On 2 March you wrote: we pay it back. Is that so?",
        "From: Berlin\nTo: Paris\nI want a ticket for this.",
        "Fields: a > b and b > c",
        "> only what was quoted",
        "-----Original Message-----\nforwarded, and nothing above",
        "5 > 3",
        "Thanks!",
        "Hello",
        "您好！",
        "Best",
        "My name is Ann\n\nand I ask: -- is this a rule?",
    ],
)
def test_what_is_said_is_kept(text: str) -> None:
    assert text_of(text) == text


def test_answers_between_quoted_lines_stay() -> None:
    text = "> Where is it?\nIt left today.\n\n> And the other?\nTomorrow."
    assert text_of(text) == "It left today.\n\nTomorrow."


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nEve Ops\nShop Ltd, Main St. 5", "Best regards,\nEve", "Kind regards\n\nEve Ops\nTel. +1 5",
        "Mit freundlichen Grüßen\nEve Ops", "Cordialement,\nEve", "Saludos cordiales,\nEve",
        "Atenciosamente,\nEve", "此致\n敬礼", "祝好！\n小李", "Thanks,\nEve", "Sent from my iPhone",
        "Von meinem iPhone gesendet", "发自我的iPhone", "Best regards, Eve",
        "This e-mail is confidential and intended for its recipient only.",
    ],
)  # fmt: skip
def test_signatures(signature: str) -> None:
    text = f"It left our warehouse today.\n\n{signature}"
    assert text_of(text) == "It left our warehouse today."
    assert set(kinds(text)) == {"signature"}


def test_a_name_alone_is_a_signature_only_of_its_author() -> None:
    assert text_of("It left today.\n\nEve", author="Eve Ops") == "It left today."
    assert text_of("It left today.\n\nEve", author="Bo") == "It left today.\n\nEve"


@pytest.mark.parametrize(
    "greeting",
    ["Hello Ann,\n\n", "Hi! ", "Dear Mr. Lee,\n", "Guten Tag Frau Meier,\n", "Bonjour Luc,\n", "Hola, ",
     "Olá Ana! ", "您好，", "亲，您好！", "尊敬的客户：\n"],
)  # fmt: skip
def test_greetings(greeting: str) -> None:
    text = f"{greeting}it left our warehouse today; 请注意查收。"
    assert text_of(text) == "it left our warehouse today; 请注意查收。"
    assert text_of(text, kinds=("quote",)) == text


def test_markup() -> None:
    html = (
        "<html><head><style>p {}</style><title>t</title></head><body><!-- no --><p>It left&nbsp;<b>today</b> "
        "&amp; is <a href='https://x.io/t?a=1&amp;b=2'>on its way</a>.</p><ul><li>one</li><li>two<br>lines"
        "</li></ul><table><tr><td>a</td><td>b</td></tr></table><script>alert(1)</script>"
        "<a href='javascript:alert(1)'>click</a> <img src=x alt='a box'>"
        "<blockquote><p>old</p><div>words</div></blockquote></body></html>"
    )
    text, removed = cleaned(html)
    assert text == (
        "It left today & is on its way (https://x.io/t?a=1&b=2).\n\n- one\n- two\nlines\n\na  b\n\nclick a box"
    )
    assert [piece.kind for piece in removed] == ["markup", "quote"]
    assert "> old" in removed[1].text
    assert text_of("a <b and c> d") == "a <b and c> d"
    assert text_of("1 < 2 and 3 > 2") == "1 < 2 and 3 > 2"


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Hello Ann,", "Hi! ok", "", "> old", "-- ", "Best regards,", "Eve", "On 1 Ann <a@b> wrote:",
                         "It left today.", "-----Original Message-----", "From: a", "To: b", "Subject: c", "祝好"]),
        max_size=12,
    )
)  # fmt: skip
def test_everything_can_be_put_back(lines: list[str]) -> None:
    text = "\n".join(lines)
    kept, removed = cleaned(text, html=False, author="Eve")
    assert restored(MessageRecord(Role.AGENT, kept, removed=removed)) == clean(text)
    assert bool(kept.strip()) == bool(text.strip())


@pytest.mark.parametrize(
    "text",
    ["<" * 99_000, "<a " * 33_000, "<!--" * 20_000, "&" * 99_000, "\n>" * 49_000, "On 1 " * 9_900, "hi " * 33_000,
     "-" * 99_000, "From: a\n" * 9_000, "Best regards,\n" * 7_000, '<div class="' * 8_000, "<br " + "a" * 99_000,
     ("x" * 290 + "\n") * 330, "此致\n" * 30_000, ("On 1 " + "x" * 40 + "\n") * 2_000, "亲" * 90_000],
)  # fmt: skip
def test_no_text_costs_more_than_its_length(text: str) -> None:
    with at_most(1.0):
        cleaned(text)
        cleaned(text[:49_000])
        cleaned(text, html=True)


@pytest.mark.parametrize(
    "introduced",
    [
        "客服 于2025年3月5日周三 10:14写道：\n已发出",
        "Shop Support schrieb am 05.03.2025 10:14:\n\nIhr Paket kommt.",
        'Gesendet: Mittwoch, 05. März 2025 um 10:14 Uhr\nVon: "Shop" <s@x.io>\nAn: a@x.io\n\nKommt.',
        "2025年3月5日(水) 10:14 ショップ <s@x.io>:\n\n> 発送しました。",
        "2025년 3월 5일 (수) 오전 10:14, 가게 <s@x.io>님이 작성:\n\n> 발송했습니다.",
        "보낸 사람: 가게\n보낸 날짜: 2025년\n받는 사람: 민수\n제목: x\n\n발송",
        "ср, 5 мар. 2025 г. в 10:14, Магазин <s@x.io>:\n\n> Едет.",
        "Lähettäjä: Kauppa\nLähetetty: keskiviikko\nAihe: Paketti\n\nTulossa.",
        "---- On Wed, 05 Mar 2025 10:14:33 +0100 Shop wrote ---\n> It is on its way.",
        "------------------&nbsp;原始邮件&nbsp;------------------\n发件人:&nbsp;kf\n\n已发出",
    ],
)
def test_quotes_as_mail_programs_of_the_world_write_them(introduced: str) -> None:
    text, removed = cleaned(f"Thanks, got it.\n\n{introduced}")
    assert text == "Thanks, got it."
    assert [piece.kind for piece in removed if piece.kind != "markup"] == ["quote"]


@pytest.mark.parametrize(
    "text",
    [
        "Please send me these:\nFrom: Bonn\nTo: Cologne\nDate: tomorrow\nWeight: 3 kg",
        "You wrote on 5 March 2025:\nI want a refund.\nIs that still so?",
        "Open at 10:30:\n1. the shop\n2. the counter",
        "请按以下步骤操作：\n1. 打开\n2. 关闭",
    ],
)
def test_what_only_looks_like_a_quote_stays(text: str) -> None:
    assert cleaned(text) == (text, ())


@pytest.mark.parametrize("name", ["yahoo_quoted", "freshdesk_quote", "zmail_extra"])
def test_a_division_that_quotes_goes_with_all_in_it(name: str) -> None:
    mail = (
        f'<div>Thanks<div class="own">a lot</div></div><div class="ydp1 {name}"><div>Shop said'
        "</div><div>It is on its way.</div></div><div>PS: in time!</div>"
    )
    assert cleaned(mail, html=True)[0] == "Thanks\na lot\nPS: in time!"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Please send us a DM. ^AB", "Please send us a DM."),
        ("Please send us a DM. ^AB https://t.co/x", "Please send us a DM. https://t.co/x"),
        ("It is fixed now. -JK", "It is fixed now."),
        ("Take the jacket in L -XL", "Take the jacket in L -XL"),
        ("Best,\nEve\n\nHow would you rate my reply?\nGreat  Okay", "Best,\nEve"),
    ],
)
def test_initials_and_surveys(text: str, said: str) -> None:
    assert cleaned(text)[0] == said
