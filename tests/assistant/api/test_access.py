"""Access rights: every route for every role."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.api.access import Access
from assistant.api.app import ROUTERS, routes
from assistant.api.openapi_description import api_routes, role_of, table
from assistant.contracts import ActorBody
from assistant.store import actors
from assistant.store.database import OWNER
from main import extension

FURTHER = extension().routers()
PROJECT = Path(__file__).resolve().parents[3]
ROLES = ("agent", "lead", "administrator")
NOBODY = 2**62
ROUTES: dict[tuple[str, str], str] = {
    ("GET", "/v1/health"): "agent",
    ("POST", "/v1/shutdown"): "administrator",
    ("GET", "/v1/events"): "agent",
    ("POST", "/v1/suggestions"): "agent",
    ("POST", "/v1/replies"): "agent",
    ("GET", "/v1/writer"): "agent",
    ("GET", "/v1/search"): "agent",
    ("GET", "/v1/articles"): "agent",
    ("POST", "/v1/articles"): "lead",
    ("GET", "/v1/articles/{id}"): "agent",
    ("PUT", "/v1/articles/{id}"): "lead",
    ("DELETE", "/v1/articles/{id}"): "lead",
    ("GET", "/v1/articles/{id}/history"): "agent",
    ("POST", "/v1/articles/{id}/restore"): "lead",
    ("POST", "/v1/articles/neighbours"): "agent",
    ("GET", "/v1/articles/duplicates"): "agent",
    ("PUT", "/v1/articles/{id}/told-apart/{other}"): "lead",
    ("DELETE", "/v1/articles/{id}/told-apart/{other}"): "lead",
    ("POST", "/v1/articles/merge"): "lead",
    ("GET", "/v1/tags"): "agent",
    ("GET", "/v1/sources"): "lead",
    ("DELETE", "/v1/sources/{id}"): "lead",
    ("GET", "/v1/customers"): "agent",
    ("POST", "/v1/customers"): "agent",
    ("GET", "/v1/customers/{id}"): "agent",
    ("PUT", "/v1/customers/{id}"): "agent",
    ("DELETE", "/v1/customers/{id}"): "agent",
    ("GET", "/v1/conversations"): "agent",
    ("POST", "/v1/conversations"): "agent",
    ("POST", "/v1/conversations/split"): "agent",
    ("GET", "/v1/conversations/{id}"): "agent",
    ("PATCH", "/v1/conversations/{id}"): "agent",
    ("DELETE", "/v1/conversations/{id}"): "agent",
    ("POST", "/v1/conversations/{id}/messages"): "agent",
    ("GET", "/v1/conversations/{id}/draft"): "agent",
    ("PUT", "/v1/conversations/{id}/draft"): "agent",
    ("GET", "/v1/macros"): "agent",
    ("POST", "/v1/macros"): "lead",
    ("PUT", "/v1/macros/{id}"): "lead",
    ("DELETE", "/v1/macros/{id}"): "lead",
    ("POST", "/v1/imports"): "lead",
    ("POST", "/v1/imports/upload"): "lead",
    ("GET", "/v1/jobs"): "lead",
    ("GET", "/v1/jobs/{id}"): "lead",
    ("POST", "/v1/jobs/{id}/cancel"): "lead",
    ("POST", "/v1/transcripts"): "lead",
    ("POST", "/v1/transcripts/upload"): "lead",
    ("GET", "/v1/transcripts"): "lead",
    ("GET", "/v1/transcripts/{id}"): "lead",
    ("POST", "/v1/transcripts/{id}/examine"): "lead",
    ("GET", "/v1/transcripts/{id}/skipped"): "lead",
    ("POST", "/v1/transcripts/{id}/keep"): "lead",
    ("GET", "/v1/transcripts/{id}/review"): "lead",
    ("PATCH", "/v1/transcripts/{id}"): "lead",
    ("DELETE", "/v1/transcripts/{id}"): "lead",
    ("POST", "/v1/demo"): "lead",
    ("DELETE", "/v1/demo"): "lead",
    ("POST", "/v1/feedback"): "agent",
    ("GET", "/v1/feedback"): "agent",
    ("GET", "/v1/export/articles"): "lead",
    ("GET", "/v1/export/conversations"): "lead",
    ("GET", "/v1/backups"): "administrator",
    ("POST", "/v1/backups"): "administrator",
    ("POST", "/v1/backups/{name}/restore"): "administrator",
    ("GET", "/v1/me"): "agent",
    ("GET", "/v1/settings"): "lead",
    ("PATCH", "/v1/settings"): "administrator",
    ("POST", "/v1/erasures"): "administrator",
    ("POST", "/v1/embedding-model"): "administrator",
    ("GET", "/v1/audit"): "administrator",
    ("GET", "/v1/actors"): "administrator",
    ("POST", "/v1/actors"): "administrator",
    ("DELETE", "/v1/actors/{id}"): "administrator",
    ("GET", "/v1/recovery-key"): "administrator",
    ("GET", "/v1/models"): "agent",
    ("POST", "/v1/models"): "administrator",
    ("POST", "/v1/models/rollback"): "administrator",
    ("POST", "/v1/models/{id}/verify"): "administrator",
    ("POST", "/v1/models/{id}/use"): "administrator",
    ("DELETE", "/v1/models/{id}"): "administrator",
    ("POST", "/v1/bundles"): "administrator",
    ("GET", "/v1/training/recipes"): "lead",
    ("POST", "/v1/training/estimate"): "lead",
    ("POST", "/v1/training/tables"): "lead",
    ("GET", "/v1/groups"): "lead",
    ("POST", "/v1/groups"): "lead",
    ("POST", "/v1/groups/merge"): "lead",
    ("POST", "/v1/groups/drop"): "lead",
    ("POST", "/v1/groups/undo"): "lead",
    ("PUT", "/v1/groups/{id}"): "lead",
    ("GET", "/v1/groups/{id}/messages"): "lead",
    ("GET", "/v1/runs"): "lead",
    ("POST", "/v1/runs"): "lead",
    ("GET", "/v1/runs/{id}"): "lead",
    ("GET", "/v1/runs/{id}/request"): "lead",
    ("DELETE", "/v1/runs/{id}"): "lead",
    ("POST", "/v1/runs/{id}/pause"): "lead",
    ("POST", "/v1/runs/{id}/resume"): "lead",
    ("POST", "/v1/runs/{id}/cancel"): "lead",
    ("GET", "/v1/runs/{id}/metrics"): "lead",
    ("GET", "/v1/runs/{id}/samples"): "lead",
    ("GET", "/v1/runs/{id}/judgement"): "lead",
    ("GET", "/v1/runs/{id}/report"): "lead",
    ("GET", "/v1/runs/{id}/pairs"): "lead",
    ("POST", "/v1/runs/{id}/pairs/{pair}"): "lead",
    ("POST", "/v1/runs/{id}/use"): "lead",
    ("GET", "/v1/versions"): "lead",
    ("POST", "/v1/versions/{kind}/rollback"): "lead",
}
EACH = pytest.mark.parametrize(("method", "path"), ROUTES, ids=" ".join)


def at(path: str) -> str:
    ids = dict.fromkeys(("id", "other", "pair"), NOBODY)
    return path.format(**ids, kind="mood", name="store-none-manual.db")


def test_every_route_is_listed_with_its_role(api):
    described = {
        (method.upper(), path)
        for path, operations in api.app.openapi()["paths"].items()
        for method in operations
    }
    assert described == set(ROUTES)


def test_no_route_forgets_its_role():
    assert [route.path for route in api_routes((*ROUTERS, *FURTHER)) if not role_of(route)] == []


def test_the_documentation_lists_these_routes():
    written = (PROJECT / "docs" / "api.md").read_text("utf-8")
    told = table(routes(further=FURTHER))
    assert written.endswith(told + "\n"), "update it: python docs/routes.py"


@EACH
def test_a_stranger_is_turned_away(api, method, path):
    for headers in ({}, {"authorization": "Bearer wrong"}, {"authorization": "Basic eDp5"}):
        response = api.request(method, at(path), role=None, headers=headers)
        assert response.status_code == 401
        assert response.headers["www-authenticate"].startswith("Bearer")
        assert response.json()["code"] == "token"


@EACH
def test_a_role_reaches_what_it_may_and_no_more(api, method, path):
    needed = ROLES.index(ROUTES[method, path])
    for rank, role in enumerate(ROLES):
        if rank >= needed and path == "/v1/events":
            continue  # a stream without end: see test_events
        response = api.request(method, at(path), role=role)
        refused = response.status_code == 403 and response.json()["code"] == "role"
        assert refused == (rank < needed), f"{role}: {response.status_code} {response.text}"


def test_only_the_owner_may_name_a_path(api, tmp_path):
    file = tmp_path / "faq.csv"
    file.write_text("question,answer\nWhere are you?,In Bern.\n")
    refused = api.request(
        "POST", "/v1/imports", role="administrator", json={"path": str(file), "dry_run": True}
    )
    assert (refused.status_code, refused.json()["code"]) == (403, "owner-only")
    taken = api.request("POST", "/v1/imports", json={"path": str(file), "dry_run": True})
    assert taken.status_code == 202


def test_a_disabled_person_is_out_at_once(api):
    with api.engine.store.write(OWNER) as transaction:
        person = actors.create(transaction, ActorBody(name="Leaver", role="agent"))
    headers = {"authorization": f"Bearer {person.token}"}
    assert api.request("GET", "/v1/health", role=None, headers=headers).status_code == 200
    assert api.request("DELETE", f"/v1/actors/{person.id}").status_code == 204
    assert api.request("GET", "/v1/health", role=None, headers=headers).status_code == 401


def test_the_owners_token_counts_on_this_machines_listener_only():
    access = Access(port=1000, public_port=8443)
    assert access.is_owner(access.owner_token, port=1000)
    assert not access.is_owner(access.owner_token, port=8443)
    assert not access.is_owner(access.owner_token, port=None)


@pytest.mark.parametrize(
    ("host", "local", "public"),
    [
        ("127.0.0.1:1000", True, False),
        ("localhost:1000", True, False),
        ("LOCALHOST:1000", True, False),
        ("[::1]:1000", True, False),
        ("127.0.0.1", False, True),
        ("127.0.0.1:80", False, False),
        ("desk.example:8443", False, True),
        ("DESK.example", False, True),
        ("desk.example:1000", False, False),
        ("10.1.2.3:8443", False, True),
        ("[fe80::1]:8443", False, True),
        ("evil.example:8443", False, False),
        ("evil.example", False, False),
        ("localhost.evil.example:1000", False, False),
        ("127.0.0.1:1000@evil.example", False, False),
        ("127.0.0.1:1000:1000", False, False),
        ("127.0.0.1:١٠٠٠", False, False),
        ("127.0.0.1:-1000", False, False),
        ("", False, False),
    ],
)
def test_a_host_header_must_name_this_engine(host, local, public):
    access = Access(port=1000, public_port=8443, names=frozenset({"desk.example"}))
    assert access.knows_host(host, port=1000) is local
    assert access.knows_host(host, port=8443) is public
