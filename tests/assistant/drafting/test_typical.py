"""A composed draft repeats the typical one of many similar solved replies, else the nearest."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.contracts import (
    ArticleBody,
    CustomerBody,
    DraftBegun,
    DraftEvidence,
    DraftText,
    Identifier,
    ReplyRequest,
    Suggestion,
    SuggestionRequest,
)
from assistant.drafting.typical import typical
from assistant.engine import Engine
from assistant.store import customers
from assistant.store.articles import ArticleDraft
from assistant.store.database import OWNER
from retrieval.entry import Kind
from retrieval.retriever import Hit
from tests.ready_engine import ready_engine

ASKED = "How do I cancel my order?"
ODD = (
    "You do not need to cancel your order: it was cancelled on Monday, as the red jacket is out of "
    "stock."
)
USUAL = "Open your orders, choose the order and press Cancel. The money is back in five days."
LIKE = {
    "How can I cancel an order?": "Please open your orders, choose it and press Cancel. The money "
    "is back within five days.",
    "I want to cancel my order": USUAL,
    "Can I cancel the order I placed?": "Yes: open your orders, choose that order and press "
    "Cancel. Your money is back in five days.",
    "How is an order cancelled?": "Under your orders, choose the order and press Cancel. The "
    "money comes back in five working days.",
    "How to cancel what I ordered": "Log in, open your orders and choose the one to cancel; the "
    "money is back in five days.",
}
ASKED_ZH = "怎么取消我的订单？"
ODD_ZH = "我只好取消您的订单，那件红色外套周一就卖完了。"
USUAL_ZH = "打开我的订单，选择订单后点击取消。退款会在五天内到账。"
LIKE_ZH = {
    "我要怎么取消订单？": USUAL_ZH,
    "想取消我的订单": "请打开我的订单，选择该订单，点击取消。退款五天内到账。",
    "怎么取消下好的订单？": "先登录账号，进入个人中心的我的订单，选择该订单并点击取消。"
    "退款五天内到账。",
    "我的订单能取消吗？": "在我的订单里选择该订单，点击取消，退款五个工作日内到账。",
}


@pytest.fixture
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with ready_engine(tmp_path_factory.mktemp("home")) as engine:
        yield engine


def solved(engine: Engine, replies: dict[str, str], lang: str = "en") -> dict[str, int]:
    """Store solved replies, given by request; returns ids by reply."""
    drafts = [
        ArticleDraft(answer=reply, questions=(asked,), lang=lang, kind=Kind.SOLVED)
        for asked, reply in replies.items()
    ]
    with engine.knowledge.edit(OWNER) as edit:
        ids = edit.create(drafts, engine.knowledge.index.encode(drafts))
    return dict(zip(replies.values(), ids, strict=True))


def drafted(engine: Engine, text: str = ASKED, **more: object) -> tuple[str, list[int], list[int]]:
    """The text of a composed draft, its sources, and the sources of its sentences."""
    request = ReplyRequest.model_validate({"text": text, "writer": "composed"} | more)
    said, sources, of_sentences = "", [], []
    for event in engine.reply(request):
        if isinstance(event, DraftBegun):
            sources = [source.id for source in event.sources]
        elif isinstance(event, DraftText):
            said += event.text
        elif isinstance(event, DraftEvidence) and event.source is not None:
            of_sentences.append(event.source)
    return said, sources, of_sentences


def cards(engine: Engine, text: str = ASKED) -> list[str]:
    events = engine.answer(SuggestionRequest(text=text))
    return [event.text for event in events if isinstance(event, Suggestion)]


@pytest.mark.parametrize(
    ("asked", "odd", "like", "usual", "lang"),
    [(ASKED, ODD, LIKE, USUAL, "en"), (ASKED_ZH, ODD_ZH, LIKE_ZH, USUAL_ZH, "zh")],
    ids=["English", "Chinese"],
)
def test_what_most_agents_say_is_repeated_not_the_odd_reply_to_the_nearest_request(
    engine: Engine, asked: str, odd: str, like: dict[str, str], usual: str, lang: str
) -> None:
    ids = solved(engine, {asked: odd} | like, lang)
    assert cards(engine, asked)[0] == odd  # the cards stay as the search ranks them
    said, sources, of_sentences = drafted(engine, asked)
    assert usual in said
    assert sources[0] == ids[usual]
    assert of_sentences
    assert set(of_sentences) == {ids[usual]}
    assert drafted(engine, asked)[0] == said
    assert odd in drafted(engine, asked, articles=[ids[odd]])[0]


def test_of_two_replies_the_nearest_is_repeated(engine: Engine) -> None:
    ids = solved(engine, {ASKED: ODD} | dict(list(LIKE.items())[:1]))
    nearest = cards(engine)[0]
    said, sources, _ = drafted(engine)
    assert nearest in said
    assert sources[0] == ids[nearest]


def test_where_all_replies_say_something_else_the_nearest_is_repeated(engine: Engine) -> None:
    unlike = [
        "Refunds reach Visa cards within five days.", "Our shop in Berlin opens at nine.",
        "Gift vouchers never expire.", "Parcels to Norway need a customs form.",
    ]  # fmt: skip
    ids = solved(engine, {ASKED: ODD} | dict(zip(LIKE, unlike, strict=False)))
    assert drafted(engine)[1][0] == ids[ODD]


def test_a_verified_answer_comes_first_and_counts_for_no_reply(engine: Engine) -> None:
    solved(engine, LIKE)
    verified = ArticleBody(questions=[ASKED], answer="Orders can be cancelled until they are sent.")
    article = engine.knowledge.create(OWNER, verified)
    said, sources, _ = drafted(engine)
    assert verified.answer in said
    assert sources[0] == article.id


def test_a_typical_reply_tells_nothing_of_another_customer(engine: Engine) -> None:
    with engine.store.write(OWNER) as transaction:
        address = Identifier(kind="email", value="bob.miller@mail.example")
        customers.create(transaction, CustomerBody(name="Bob Miller", identifiers=[address]))
    named = {asked: f"{said} We wrote to bob.miller@mail.example." for asked, said in LIKE.items()}
    ids = solved(engine, {ASKED: ODD} | named)
    said, sources, _ = drafted(engine)
    assert sources[0] in [ids[reply] for reply in named.values()]
    assert "We wrote to {{Email}}." in said
    assert "bob.miller" not in said


def test_replies_in_another_language_count_for_none(engine: Engine) -> None:
    ids = solved(engine, {ASKED: ODD} | dict(list(LIKE.items())[:1]))
    solved(engine, LIKE_ZH, "zh")
    assert drafted(engine)[1][0] == ids[cards(engine)[0]]


def test_solved_replies_that_are_off_are_not_repeated(engine: Engine) -> None:
    solved(engine, {ASKED: ODD} | LIKE)
    article = engine.knowledge.create(
        OWNER, ArticleBody(questions=[ASKED], answer="Write to us to cancel your order.")
    )
    engine.settings = engine.settings.model_copy(update={"similar_replies": False})
    assert drafted(engine)[1] == [article.id]


def hits(*scores: float, folded: int = 0) -> list[Hit]:
    """Hits of one search with these scores; `folded` near-duplicates of the last."""
    return [
        Hit(id=at, confidence=0.6, score=score, folded=(0,) * folded * (at == len(scores)))
        for at, score in enumerate(scores, start=1)
    ]


def test_one_far_ahead_of_the_others_stays() -> None:
    replies = [ODD, *LIKE.values()]
    assert replies[typical(hits(*[1.0] * 6), replies)] == USUAL
    assert typical(hits(9.0, *[1.0] * 5), replies) == 0


def test_a_reply_given_many_times_counts_as_often() -> None:
    others = ["Parcels arrive in two days.", "Your parcel arrives in two days."]
    replies = [*others, "Write to us at once."]
    assert typical(hits(1.0, 1.0, 1.0), replies) == 0
    assert typical(hits(1.0, 1.0, 1.0, folded=5), replies) == 2


def test_what_the_search_is_much_less_sure_of_is_not_chosen_but_counts() -> None:
    sure, *rest = hits(*[1.0] * 6)
    unsure = [Hit(id=hit.id, confidence=0.2, score=1.0) for hit in rest]
    replies = [ODD, *LIKE.values()]
    assert typical([sure, *unsure], replies) == 0
    assert typical([sure, rest[0], *unsure[1:]], replies) == 1
    assert typical([sure, *rest], replies, least=0.6) == 1 + [*LIKE.values()].index(USUAL)
    assert typical([sure, *unsure], replies, least=0.6) == 0


def test_of_equals_the_search_decides() -> None:
    assert typical(hits(*[1.0] * 5), [USUAL] * 5) == 0
    assert typical(hits(*[1.0] * 4), ["", "…", "", ""]) == 0


def test_huge_replies_are_compared_by_their_beginning() -> None:
    replies = [USUAL + " word" * 40_000, USUAL, USUAL]
    assert typical(hits(1.0, 1.0, 1.0), replies) == 1
