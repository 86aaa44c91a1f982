"""Neighbours, duplicates and merging of articles, and their tags."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from assistant.contracts import Article, DuplicatePage, Neighbour, TagCount
from assistant.store import schema
from tests.assistant.api.engine_over_http import sent

LONG = (
    "Open your orders, choose the parcel and print the return label; we refund you within "
    "seven days of its arrival at our warehouse."
)


def article(api, question, answer, **more) -> Article:
    body = {"questions": [question], "answer": answer, **more}
    return Article(**sent(api, "POST", "/v1/articles", body, role="lead"))


def neighbours(api, body, **query) -> list[Neighbour]:
    path = "/v1/articles/neighbours"
    response = api.request("POST", path, json=body, params=query, role="agent")
    assert response.status_code == 200, response.text
    return [Neighbour(**item) for item in response.json()]


def duplicates(api, **query) -> DuplicatePage:
    response = api.request("GET", "/v1/articles/duplicates", params=query, role="agent")
    assert response.status_code == 200, response.text
    return DuplicatePage(**response.json())


def merge(api, keep, drop, /, **more):
    body = {
        "keep": keep.id, "keep_version": keep.version, "drop": drop.id,
        "drop_version": drop.version, "body": {"questions": keep.questions + drop.questions,
                                               "answer": keep.answer},
    }  # fmt: skip
    return api.request("POST", "/v1/articles/merge", json=body | more, role="lead")


@pytest.fixture
def pair(api):
    """Two articles with the same answer, deleted after the test."""
    one = article(api, "How do I send a parcel back?", LONG)
    other = article(api, "I want to return my order", LONG)
    yield one, other
    for some in (one, other):
        api.request("DELETE", f"/v1/articles/{some.id}")


def test_an_articles_neighbours_are_what_its_question_finds(api, pair):
    one, other = pair
    body = {"questions": ["How do I send a parcel back?"], "answer": "By pigeon."}
    found = neighbours(api, body)
    assert found[0].id in (one.id, other.id)
    assert found[0].confidence > 0.5
    assert not found[0].same
    assert len(found) <= 5
    again = neighbours(api, {"questions": one.questions, "answer": one.answer}, without=one.id)
    assert one.id not in [some.id for some in again]
    assert [some.same for some in again if some.id == other.id] == [True]


def test_an_answer_alone_has_neighbours(api, pair):
    found = neighbours(api, {"answer": LONG})
    assert {some.id for some in found} & {some.id for some in pair}


def apart(api, method, one, other, role="lead", **versions):
    path = f"/v1/articles/{one.id}/told-apart/{other.id}"
    return api.request(method, path, params=versions, role=role)


def changed(api, some: Article, **more) -> Article:
    body = {"questions": some.questions, "answer": some.answer, **more}
    path = f"/v1/articles/{some.id}"
    return Article(**sent(api, "PUT", path, {"version": some.version, "body": body}, role="lead"))


def test_a_pair_told_apart_stays_so_until_one_of_them_changes(api, pair):
    one, other = pair
    versions = {"version": other.version, "other_version": one.version}
    assert apart(api, "PUT", other, one, **versions).status_code == 204  # in either order
    assert duplicates(api).total == 0
    assert apart(api, "PUT", other, one, **versions).status_code == 204  # and again
    audited = sent(api, "GET", "/v1/audit?limit=1")["items"][0]
    assert audited["action"] == "article.told-apart"
    assert audited["subject"] == f"article {one.id}"

    newer = changed(api, other, answer=f"{LONG} Thank you.")
    assert duplicates(api).total == 1
    refused = apart(api, "PUT", one, other, version=one.version, other_version=other.version)
    assert refused.status_code == 409
    versions = {"version": one.version, "other_version": newer.version}
    assert apart(api, "PUT", one, newer, **versions).status_code == 204
    assert duplicates(api).items == []

    assert apart(api, "DELETE", newer, one).status_code == 204
    assert duplicates(api).total == 1
    assert apart(api, "DELETE", newer, one).status_code == 204  # although it was deleted already


def test_what_was_told_apart_goes_with_its_articles(api, engine, pair):
    one, other = pair
    versions = {"version": one.version, "other_version": other.version}
    assert apart(api, "PUT", one, other, **versions).status_code == 204
    assert api.request("DELETE", f"/v1/articles/{other.id}", role="lead").status_code == 204
    with engine.store.read() as connection:
        assert connection.scalar(select(func.count()).select_from(schema.told_apart)) == 0
    gone = apart(api, "PUT", one, other, **versions)
    assert gone.status_code == 404


def test_who_may_not_merge_may_not_tell_apart(api, pair):
    one, other = pair
    versions = {"version": one.version, "other_version": other.version}
    assert apart(api, "PUT", one, other, role="agent", **versions).status_code == 403
    assert apart(api, "DELETE", one, other, role="agent").status_code == 403
    same = apart(api, "PUT", one, one, **versions)
    assert (same.status_code, same.json()["code"]) == (422, "article.told-apart")


def test_duplicates_are_told_until_they_are_merged(api, pair):
    one, other = pair
    page = duplicates(api)
    assert [(p.one.id, p.other.id) for p in page.items] == [(one.id, other.id)]
    assert page.total == 1
    assert 0 < page.items[0].likeness < 1

    use = {"action": "copied", "article_id": other.id}
    sent(api, "POST", "/v1/feedback", use, role="agent")
    merged = merge(api, one, other)
    assert merged.status_code == 200, merged.text
    now = Article(**merged.json())
    assert (now.id, now.version, now.use_count) == (one.id, 2, 1)
    assert now.questions == one.questions + other.questions
    assert api.request("GET", f"/v1/articles/{other.id}").status_code == 404
    assert sent(api, "GET", f"/v1/feedback?article_id={one.id}")["total"] == 1
    assert duplicates(api).total == 0
    newest = sent(api, "GET", "/v1/audit?limit=1")["items"][0]
    assert (newest["action"], newest["subject"]) == ("article.merged", f"article {one.id}")
    assert newest["details"] == {"dropped": other.id}
    search = sent(api, "GET", "/v1/search?q=I want to return my order")["items"]
    assert search[0]["id"] == one.id

    back = sent(api, "POST", f"/v1/articles/{other.id}/restore", {"version": 1})
    assert back["questions"] == other.questions


def test_a_question_with_two_answers_is_a_duplicate(api):
    one = article(api, "Is there a shop in Bern?", "Yes.")
    other = article(api, "is there a shop in bern? ", "It has closed.")
    assert [(p.one.id, p.other.id) for p in duplicates(api).items] == [(one.id, other.id)]
    for some in (one, other):
        api.request("DELETE", f"/v1/articles/{some.id}")
    assert duplicates(api).total == 0


def test_pages_hold_every_pair_once(api):
    made = [article(api, f"Question {letter}", LONG) for letter in "abc"]
    seen, cursor = [], None
    while True:
        page = duplicates(api, limit=2, **({"cursor": cursor} if cursor else {}))
        assert page.total == 3
        seen += [(pair.one.id, pair.other.id) for pair in page.items]
        cursor = page.next
        if cursor is None:
            break
    a, b, c = (some.id for some in made)
    assert sorted(seen) == [(a, b), (a, c), (b, c)]
    assert duplicates(api, cursor=999).items == []
    for some in made:
        api.request("DELETE", f"/v1/articles/{some.id}")


def test_what_was_changed_meanwhile_is_not_merged(api, pair):
    one, other = pair
    for late in ({"keep_version": 7}, {"drop_version": 7}):
        refused = merge(api, one, other, **late)
        assert (refused.status_code, refused.json()["code"]) == (409, "article.changed-meanwhile")
    gone = merge(api, one, other, drop=999999)
    assert (gone.status_code, gone.json()["code"]) == (404, "not-found")
    itself = merge(api, one, other, drop=one.id)
    assert (itself.status_code, itself.json()["code"]) == (422, "article.merge")
    assert Article(**sent(api, "GET", f"/v1/articles/{one.id}")) == one
    assert Article(**sent(api, "GET", f"/v1/articles/{other.id}")) == other


def test_tags_are_counted_the_commonest_first(api):
    made = [article(api, f"Tagged {n}", "Yes.", tags=["zz", "aa"][: n + 1]) for n in range(2)]
    counted = [TagCount(**tag) for tag in sent(api, "GET", "/v1/tags", role="agent")]
    ours = [tag for tag in counted if tag.tag in ("aa", "zz")]
    assert [(tag.tag, tag.count) for tag in ours] == [("zz", 2), ("aa", 1)]
    for some in made:
        api.request("DELETE", f"/v1/articles/{some.id}")
