"""The report of a judgement: self-contained, in two languages, safe against injected markup."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from assistant.contracts import Backtest, Judgement, Measure
from assistant.prompt import Passage, Prompt, PromptTurn
from training.judging import report, verdict
from training.judging.drafts import Drafted
from training.judging.report_words import CHINESE
from training.judging.summary_page import summary_page
from training.replies.examples import ReplyExample

HOSTILE = '<script>alert(1)</script><img src="https://evil.example/x"> & "quotes"'
PROMPT = Prompt((Passage(HOSTILE, HOSTILE),), (PromptTurn("customer", HOSTILE),))
DRAFTED = [Drafted(ReplyExample(PROMPT, HOSTILE, "2026-05"), HOSTILE, "")]
JUDGEMENT = Judgement(
    better=True,
    verdict=verdict.BETTER,
    measures=[
        Measure(name=one.name, title=one.title, before=0.25, after=0.5, bar=0.2)
        for one in verdict.FIGURES
    ],
    backtest=Backtest(
        month="2026-05", drafts=10, as_is=4, edited=3, not_usable=3,
        before_as_is=2, before_edited=3, before_not_usable=5,
    ),
    pairs=5, rated=3, preferred_new=2, preferred_old=1,
)  # fmt: skip


class Page(HTMLParser):
    """Parses a page into its tags with attributes, and the text of each language."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.said: dict[str, str] = {"en": "", "zh-CN": ""}
        self._lang = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "input"):
            self.open.append(tag)
        if tag == "section":
            self._lang = dict(attrs)["lang"]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self._lang:
            self.said[self._lang] += data


@pytest.fixture(scope="module")
def page() -> Page:
    return Page("".join(report.page(HOSTILE, JUDGEMENT, DRAFTED)))


def test_every_tag_is_closed(page):
    assert page.open == []


def test_nothing_in_it_runs_or_is_fetched(page):
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "img", "link", "iframe", "object", "form", "a", "base"}
    attributes = {name for _, given in page.tags for name in given}
    assert not {name for name in attributes if name.startswith("on")} | (
        attributes & {"src", "href", "action"}
    )


def test_what_people_wrote_stands_there_as_it_is(page):
    for said in page.said.values():
        assert said.count(HOSTILE) >= 4


def test_both_languages_say_the_same(page):
    assert "Usable as it is: 4" in page.said["en"]
    assert "可直接使用: 4" in page.said["zh-CN"]
    for text in ("2026-05", "0.250", "0.500"):
        assert page.said["en"].count(text) == page.said["zh-CN"].count(text) > 0


@pytest.mark.parametrize(("language", "tag"), [("en", "en"), ("zh", "zh-CN")])
def test_it_opens_in_the_language_that_was_asked_for(language, tag):
    for pieces in (
        report.page("run", JUDGEMENT, DRAFTED, language),
        summary_page("run", JUDGEMENT, language),
    ):
        tags = Page("".join(pieces)).tags
        assert [given["lang"] for name, given in tags if name == "html"] == [tag]
        assert [given["id"] for _, given in tags if "checked" in given] == [language]


def test_better_and_worse_are_told_in_words_not_by_a_colour_alone(page):
    assert "better" in page.said["en"]
    assert "更好" in page.said["zh-CN"]
    assert "✓" in page.said["en"]


@pytest.mark.parametrize(
    "text", [verdict.BETTER, verdict.NOT_WORSE, verdict.WORSE, verdict.UNJUDGED]
)
def test_every_verdict_has_its_chinese(text):
    told = JUDGEMENT.model_copy(update={"verdict": text, "backtest": None, "measures": []})
    said = Page("".join(report.page("run", told, []))).said
    assert text in said["en"]
    assert CHINESE[text] in said["zh-CN"]
