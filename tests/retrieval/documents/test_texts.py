"""Markdown, HTML, text, DOCX and PDF: questions found, passages cut on structure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docx import Document

from retrieval.documents import Record
from retrieval.documents.passages import MOST, Piece, pack, weight
from retrieval.documents.questions import looks_like_question
from tests.retrieval.documents.files import read, write_pdf


def read_text(tmp_path: Path, name: str, text: str) -> list[Record]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read(path)[0]


def test_markdown_headings_questions_lists_and_tables(tmp_path: Path) -> None:
    records = read_text(
        tmp_path,
        "faq.md",
        "---\ntitle: x\n---\n# Shop\nWe sell *things*, see [here](http://a.b).\n\n"
        "## How do I pay?\nBy card:\n\n- Visa\n- Master\n\n"
        "## 如何退货\n七天内。\n\n"
        "## Delivery\n| Country | Days |\n|---|---|\n| France | 3 |\n\n"
        "## More\n| Question | Answer |\n|---|---|\n| Who? | Me. |\n",
    )
    assert [(r.questions, r.answer, r.locator.heading) for r in records] == [
        ((), "We sell things, see here.", "Shop"),
        (("How do I pay?",), "By card:\n- Visa\n- Master", "Shop › How do I pay?"),
        (("如何退货",), "七天内。", "Shop › 如何退货"),
        ((), "Country: France; Days: 3", "Shop › Delivery"),
        (("Who?",), "Me.", "Shop › More"),
    ]
    assert [r.title for r in records] == ["Shop", "Shop", "Shop", "Delivery", "More"]


def test_markdown_with_html_inside(tmp_path: Path) -> None:
    records = read_text(
        tmp_path,
        "faq.md",
        "# FAQ\n<details><summary>Refunds?</summary>\n\nIn **5** days.\n</details>\n",
    )
    assert [(r.questions, r.answer) for r in records] == [(("Refunds?",), "In 5 days.")]


def test_html_questions_and_passages(tmp_path: Path) -> None:
    records = read_text(
        tmp_path,
        "faq.html",
        "<!DOCTYPE html><html lang=zh-CN><head><title>帮助</title><style>p{}</style></head><body>"
        "<nav>menu</nav><script>alert(1)</script>"
        "<dl><dt>怎么付款<dt>如何付款</dt><dd>微信<br>或支付宝</dd></dl>"
        "<details><summary>退货？</summary><p>七天内。</p><ul><li>未拆封</li></ul></details>"
        "<h2>发票能不能重开？</h2><p>可以&nbsp;重开。</p>"
        "<h2>关于</h2><div>我们<b>卖</b>东西。</div><!-- x --></body></html>",
    )
    assert [(r.questions, r.answer) for r in records] == [
        (("怎么付款", "如何付款"), "微信\n或支付宝"),
        (("退货？",), "七天内。\n- 未拆封"),
        (("发票能不能重开？",), "可以 重开。"),
        ((), "我们卖东西。"),
    ]
    assert {r.lang for r in records} == {"zh"}
    assert records[3].locator.heading == "帮助 › 关于"


@pytest.mark.parametrize(
    "text",
    [
        "Q: How do I pay?\nA: By card.\n\nQ: Returns?\nA: Yes.\nWithin 30 days.\n",
        (
            "Question 1: How do I pay?\n\nAnswer: By card.\n\n"
            "Q2. Returns?\n\nA2. Yes.\n\nWithin 30 days."
        ),
        "How do I pay?\nBy card.\n\nReturns?\nYes.\n\nWithin 30 days.\n",
        "问：How do I pay?\n答：By card.\n问：Returns?\n答：Yes.\nWithin 30 days.",
    ],
)
def test_plain_text_questions(tmp_path: Path, text: str) -> None:
    records = read_text(tmp_path, "faq.txt", text)
    assert [r.questions for r in records] == [("How do I pay?",), ("Returns?",)]
    assert records[0].answer == "By card."
    assert records[1].answer.split() == ["Yes.", "Within", "30", "days."]


def test_docx_headings_bold_questions_tables(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("Manual", 0)
    document.add_heading("Delivery", 1)
    document.add_paragraph("Three days.")
    document.add_paragraph("Everywhere.", style="List Bullet")
    document.add_paragraph().add_run("Can I return it?").bold = True
    document.add_paragraph("Yes.")
    table = document.add_table(2, 2)
    for cell, text in zip(
        (*table.rows[0].cells, *table.rows[1].cells), ("问题", "答案", "谁？", "我。"), strict=True
    ):
        cell.text = text
    document.save(tmp_path / "m.docx")
    records, _ = read(tmp_path / "m.docx")
    assert [(r.questions, r.answer, r.locator.heading) for r in records] == [
        ((), "Three days.\n- Everywhere.", "Manual › Delivery"),
        (("Can I return it?",), "Yes.", "Manual › Delivery › Can I return it?"),
        (("谁？",), "我。", "Manual › Delivery › Can I return it?"),
    ]


def test_pdf_pages_margins_hyphens_and_headings(tmp_path: Path) -> None:
    pages = [
        [
            (8, "Acme Manual"),
            (18, "Returns"),
            (11, "You can return a product within thirty days of deliv-"),
            (11, "ery if it is in good condition; well-known exceptions hold."),
            (8, "Page 1 of 3"),
        ],
        [
            (8, "Acme Manual"),
            (11, "How do I get an invoice?"),
            (11, "Open the order and click Invoice."),
            (8, "Page 2 of 3"),
        ],
        [(8, "Acme Manual"), (18, "Warranty"), (11, "Two years."), (8, "Page 3 of 3")],
    ]
    records, problems = read(write_pdf(tmp_path / "m.pdf", pages))
    assert problems == []
    assert [(r.questions, r.locator.page, r.locator.heading) for r in records] == [
        ((), 1, "Returns"),
        (("How do I get an invoice?",), 2, "Returns › How do I get an invoice?"),
        ((), 3, "Warranty"),
    ]
    assert "days of delivery if it" in records[0].answer
    assert "well-known" in records[0].answer
    assert not any("Acme" in r.answer or "Page" in r.answer for r in records)


ENGLISH = " ".join(
    f"Sentence number {at} tells of parcels, cards and refunds worth {at}.50 euro."
    for at in range(90)
)
CHINESE = "".join(f"第{at}句话说的是订单、退款和运费，一共{at}元。" for at in range(90))


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_passages_end_at_sentences(text: str) -> None:
    passages = [piece.text for piece in pack([Piece(text)])]
    assert len(passages) > 3
    assert all(re.search(r"(?:euro\.|元。)$", passage) for passage in passages)
    assert all(MOST / 2 < weight(passage) <= MOST + 40 for passage in passages[:-1])
    assert re.sub(r"\s", "", "".join(passages)) == re.sub(r"\s", "", text)


def test_an_endless_sentence_is_cut_at_its_softest_point() -> None:
    clause = "the parcel that we sent to the customer who had moved"
    text = ", ".join([clause] * 40) + "; " + ", ".join([clause] * 5) + "."
    passages = [piece.text for piece in pack([Piece(text)])]
    assert len(passages) > 1
    assert all(passage[-1] in ",;." for passage in passages)


def test_a_run_without_spaces_is_cut_too() -> None:
    assert max(len(piece.text) for piece in pack([Piece("x" * 50_000)])) < 5_000


def sections(count: int) -> str:
    paragraphs = (f"Paragraph {at} " + f"speaks of topic {at} " * 12 + "." for at in range(count))
    return "# Guide\n\n" + "\n\n".join(paragraphs) + "\n\n# End\n\nThe last word.\n"


def test_an_edited_document_changes_only_what_changed(tmp_path: Path) -> None:
    old = read_text(tmp_path, "g.md", sections(60))
    edited = sections(60).replace("Paragraph 20 ", "Paragraph 20 newly ")
    new = read_text(tmp_path, "g.md", edited.replace("last word", "final word"))
    old_by_key = {r.key: r.answer for r in old}
    changed = [r for r in new if old_by_key.get(r.key) != r.answer]
    assert 2 <= len(changed) <= 5
    assert new[-1].key == old[-1].key  # the only passage of its section: the same entry, changed
    assert len({r.key for r in new}) == len(new)


def test_an_insertion_at_the_top_soon_meets_the_old_cuts(tmp_path: Path) -> None:
    old = {r.key for r in read_text(tmp_path, "g.md", sections(60))}
    grown = sections(60).replace("# Guide\n", "# Guide\n\nA new first paragraph of a few words.\n")
    new = {r.key for r in read_text(tmp_path, "g.md", grown)}
    assert len(old & new) > len(old) / 2


@pytest.mark.parametrize(
    "text",
    ["How do I pay?", "Where is my order", "如何退货", "可以开发票吗", "运费多少钱", "What now ?"],
)
def test_questions(text: str) -> None:
    assert looks_like_question(text)


@pytest.mark.parametrize(
    "text", ["Delivery", "Is.", "退货政策", "How it works.", "", "What we do:"]
)
def test_no_questions(text: str) -> None:
    assert not looks_like_question(text)
