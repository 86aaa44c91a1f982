"""Whole use cases over the API."""

from __future__ import annotations

import csv
import io
import json

from assistant.contracts import (
    ArticlePage,
    Conversation,
    ConversationWithMessages,
    EraseReport,
    Health,
    ImportResult,
    Job,
    JobPage,
    SearchResults,
)
from tests.assistant.api.engine_over_http import Api, sent, until


def found(api: Api, words: str) -> list[int]:
    results = api.request("GET", "/v1/search", params={"q": words, "limit": 50})
    return [item.id for item in SearchResults.model_validate_json(results.content).items]


def imported(api: Api, name: str, content: str, **query: object) -> ImportResult:
    response = api.request(
        "POST", "/v1/imports/upload", params={"name": name, **query}, content=content.encode()
    )
    assert response.status_code == 202, response.text
    job = Job.model_validate_json(response.content)

    def over() -> bool:
        nonlocal job
        job = Job.model_validate(sent(api, "GET", f"/v1/jobs/{job.id}"))
        return job.finished_at is not None

    until(over, 30)
    assert job.state == "done", job.error
    return ImportResult.model_validate(job.result)


def test_an_article_from_its_beginning_to_its_end_and_back(api):
    body = {"questions": ["Do you ship to Ticino?"], "answer": "Yes, by mule.", "tags": ["ship"]}
    article = sent(api, "POST", "/v1/articles", body, role="lead")
    path = f"/v1/articles/{article['id']}"
    assert sent(api, "GET", path, role="agent") == article
    assert article["lang"] == "en"
    assert article["id"] in found(api, "shipping to Ticino")

    body["answer"] = "Yes, by train."
    changed = sent(api, "PUT", path, {"version": 1, "body": body}, role="lead")
    assert changed["version"] == 2
    late = api.request("PUT", path, json={"version": 1, "body": body})
    assert (late.status_code, late.json()["code"]) == (409, "article.changed-meanwhile")

    assert api.request("DELETE", path, role="lead").status_code == 204
    assert api.request("GET", path).status_code == 404
    assert article["id"] not in found(api, "shipping to Ticino")
    history = sent(api, "GET", f"{path}/history")
    assert [step["action"] for step in history] == ["deleted", "changed", "created"]
    assert history[-1]["actor"] == "The lead"

    restored = sent(api, "POST", f"{path}/restore", {"version": 1}, role="lead")
    assert restored["answer"] == "Yes, by mule."
    assert article["id"] in found(api, "shipping to Ticino")


def test_pages_hold_every_article_once(api):
    for number in range(7):
        sent(api, "POST", "/v1/articles", {"answer": f"Page {number}", "tags": ["paged"]})
    seen, cursor = [], None
    while True:
        query = {"tag": "paged", "limit": 3} | ({"cursor": cursor} if cursor else {})
        response = api.request("GET", "/v1/articles", params=query)
        page = ArticlePage.model_validate_json(response.content)
        assert page.total == 7
        seen += [article.answer for article in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert seen == [f"Page {number}" for number in reversed(range(7))]


def test_a_conversation_that_is_solved_helps_the_next_one(api):
    customer = sent(api, "POST", "/v1/customers", {"name": "Ada Byron"}, role="agent")
    started = ConversationWithMessages.model_validate(
        sent(
            api, "POST", "/v1/conversations",
            {
                "subject": "Broken zip", "customer_id": customer["id"],
                "messages": [{"role": "customer", "text": "The zip of my tent is broken."}],
            },
            role="agent",
        )
    )  # fmt: skip
    path = f"/v1/conversations/{started.id}"
    sent(
        api, "POST", f"{path}/messages",
        {
            "role": "agent",
            "text": "Send the tent back with the label inside and we replace the zip at no cost.",
        },
        role="agent",
    )  # fmt: skip
    change = {"status": "solved", "rating": 5}
    solved = Conversation.model_validate(sent(api, "PATCH", path, change, role="agent"))
    assert (solved.status, solved.rating, solved.message_count) == ("solved", 5, 2)
    listed = sent(api, "GET", "/v1/conversations?status=solved&q=zip")
    assert [item["id"] for item in listed["items"]] == [started.id]
    replies = sent(api, "GET", "/v1/articles?kind=solved")["items"]
    assert [reply["conversation_id"] for reply in replies] == [started.id]
    assert replies[0]["id"] in found(api, "my tent has a broken zip")

    assert api.request("DELETE", path, role="agent").status_code == 204
    assert replies[0]["id"] not in found(api, "my tent has a broken zip")


def test_feedback_counts_the_use_of_an_article(api):
    article = sent(api, "POST", "/v1/articles", {"answer": "Used."})
    body = {"action": "copied", "article_id": article["id"]}
    sent(api, "POST", "/v1/feedback", body, role="agent")
    assert sent(api, "GET", f"/v1/articles/{article['id']}")["use_count"] == 1
    listed = sent(api, "GET", f"/v1/feedback?article_id={article['id']}")
    assert [item["action"] for item in listed["items"]] == ["copied"]


def test_a_file_comes_in_is_changed_and_goes_in_one_action(api):
    table = "question,answer\nWhere is Narnia?,Behind the wardrobe.\nWho rules it?,A lion.\n"
    tried = imported(api, "narnia.csv", table, dry_run=True)
    assert (tried.added, len(tried.preview)) == (2, 2)
    assert "narnia.csv" not in [s["name"] for s in sent(api, "GET", "/v1/sources")]

    assert imported(api, "narnia.csv", table).added == 2
    again = imported(api, "narnia.csv", table.replace("A lion", "A great lion"))
    assert (again.added, again.changed, again.unchanged) == (0, 1, 1)
    (source,) = [s for s in sent(api, "GET", "/v1/sources") if s["name"] == "narnia.csv"]
    assert source["articles"] == 2
    ids = found(api, "Where is Narnia?")
    articles = sent(api, "GET", "/v1/articles?source=narnia.csv")["items"]
    assert {article["id"] for article in articles} <= set(ids)

    assert api.request("DELETE", f"/v1/sources/{source['id']}").status_code == 204
    assert not {article["id"] for article in articles} & set(found(api, "Where is Narnia?"))
    assert sent(api, "GET", "/v1/articles?source=narnia.csv")["total"] == 0


def test_columns_can_be_named(api):
    result = imported(
        api, "odd.csv", "F,A\nWhat is odd?,This is.\n",
        mapping=json.dumps({"question": "F", "answer": "A"}),
    )  # fmt: skip
    assert (result.added, result.failed) == (1, 0)


def test_jobs_are_listed_and_a_finished_one_cannot_be_cancelled(api):
    imported(api, "listed.csv", "question,answer\nQ?,A.\n")
    listed = api.request("GET", "/v1/jobs", params={"limit": 1})
    (job,) = JobPage.model_validate_json(listed.content).items
    late = api.request("POST", f"/v1/jobs/{job.id}/cancel")
    assert (late.status_code, late.json()["code"]) == (409, "job.over")
    assert late.json()["title"] == "The job is over already"


def test_everything_can_be_taken_out(api):
    sent(api, "POST", "/v1/articles", {"answer": '=HYPERLINK("x")', "tags": ["formula"]})
    response = api.request("GET", "/v1/export/articles", role="lead")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'filename="articles.csv"' in response.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    total = sent(api, "GET", "/v1/articles")["total"]
    assert len(rows) == total
    assert all(row["answer"][0] != "=" for row in rows)

    lines = api.request("GET", "/v1/export/articles?format=jsonl").text.splitlines()
    assert len(lines) == total
    sent(api, "POST", "/v1/conversations", {"subject": "Out"})
    lines = api.request("GET", "/v1/export/conversations").text.splitlines()
    assert "Out" in [json.loads(line)["subject"] for line in lines]


def test_an_erased_person_is_gone_from_what_can_be_searched(api):
    mail = "maria.lopez@example.com"
    customer = sent(
        api, "POST", "/v1/customers",
        {"name": "Maria Lopez", "identifiers": [{"kind": "email", "value": mail}]},
    )  # fmt: skip
    article = sent(
        api, "POST", "/v1/articles", {"answer": f"Write to {mail} about lost umbrellas."}
    )
    tried = EraseReport.model_validate(
        sent(api, "POST", "/v1/erasures", {"customer": mail, "dry_run": True})
    )
    assert (tried.customers, tried.dry_run) == (1, True)
    assert api.request("GET", f"/v1/customers/{customer['id']}").status_code == 200

    report = EraseReport.model_validate(sent(api, "POST", "/v1/erasures", {"customer": mail}))
    assert report.customers == 1
    assert report.mentions >= 1
    assert api.request("GET", f"/v1/customers/{customer['id']}").status_code == 404
    answer = api.request("POST", "/v1/suggestions", json={"text": "lost umbrellas"})
    assert mail not in answer.text
    assert article["id"] in found(api, "lost umbrellas")
    assert mail not in sent(api, "GET", f"/v1/articles/{article['id']}")["answer"]
    audit = sent(api, "GET", "/v1/audit?action=person")["items"]
    assert mail not in json.dumps(audit)
    again = api.request("POST", "/v1/erasures", json={"customer": mail})
    assert again.status_code == 404


def test_a_backup_brings_back_what_was(api):
    before = sent(api, "POST", "/v1/articles", {"answer": "Before the backup."})
    backup = sent(api, "POST", "/v1/backups", role="administrator")
    assert backup["reason"] == "manual"
    after = sent(api, "POST", "/v1/articles", {"answer": "After the backup."})
    assert backup["name"] in [b["name"] for b in sent(api, "GET", "/v1/backups")]

    Health.model_validate(sent(api, "POST", f"/v1/backups/{backup['name']}/restore"))
    until(lambda: sent(api, "GET", "/v1/health")["state"] == "ready")
    assert api.request("GET", f"/v1/articles/{before['id']}").status_code == 200
    assert api.request("GET", f"/v1/articles/{after['id']}").status_code == 404
    actions = [entry["action"] for entry in sent(api, "GET", "/v1/audit?limit=500")["items"]]
    assert "store.restored" in actions


def test_the_recovery_key_is_shown_and_that_is_audited(api):
    key = sent(api, "GET", "/v1/recovery-key", role="administrator")["key"]
    assert len(key.replace("-", "")) == 55
    newest = sent(api, "GET", "/v1/audit?limit=1")["items"][0]
    assert newest["action"] == "recovery-key.shown"
    assert newest["actor"] == "The administrator"
    assert key not in json.dumps(newest)


def test_people_get_a_token_once(api):
    person = sent(api, "POST", "/v1/actors", {"name": "New", "role": "agent"})
    assert person["token"]
    listed = sent(api, "GET", "/v1/actors")
    assert "New" in [actor["name"] for actor in listed]
    assert not [actor for actor in listed if "token" in actor]
    twice = api.request("POST", "/v1/actors", json={"name": "new", "role": "lead"})
    assert (twice.status_code, twice.json()["code"]) == (409, "actor.name-taken")
