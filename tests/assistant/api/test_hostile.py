"""Malicious and broken requests are refused with a problem, never with status 500."""

from __future__ import annotations

import contextlib
import json
import socket
import time

import pytest

from assistant.api import listeners, request_bodies
from assistant.api.request_bodies import JSON_LIMIT
from assistant.errors import StoreFullError
from tests.assistant.api.engine_over_http import ORIGIN, PORT, REFUND, pieces, serving, until

SECRET = "my card number is four two four two"


def problem(response, status: int, code: str) -> dict:
    """Check that a response is this problem and does not echo what was sent."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"] == "no-store"
    content = response.json()
    assert content["code"] == code
    assert content["status"] == status
    assert content["remedy"]
    assert SECRET not in response.text
    return content


# ---------------------------------------------------------------- where it comes from


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1:1", ""])
def test_a_rebound_name_is_refused(api, host):
    problem(api.request("GET", "/v1/health", headers={"host": host}), 421, "host")


def test_an_address_is_checked_before_the_token(api):
    response = api.request("GET", "/v1/health", role=None, headers={"host": "evil.example"})
    problem(response, 421, "host")


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", f"https://127.0.0.1:{PORT}", "http://localhost", ""]
)
def test_a_foreign_page_is_refused(api, origin):
    problem(api.request("GET", "/v1/health", headers={"origin": origin}), 403, "origin")


def test_no_answer_invites_other_origins(api):
    response = api.request("GET", "/v1/health", headers={"origin": ORIGIN})
    assert response.status_code == 200
    preflight = api.request(
        "OPTIONS", "/v1/articles", headers={"access-control-request-method": "POST"}
    )
    problem(preflight, 405, "route.method")
    for each in (response, preflight):
        assert not [name for name in each.headers if name.startswith("access-control")]


@pytest.mark.parametrize("token", ["", "x" * 201, "\u00e9", "a b", "x" * 8000])
def test_odd_tokens_are_wrong_tokens(api, token):
    headers = {"authorization": f"Bearer {token}".encode("latin-1")}
    problem(api.request("GET", "/v1/health", role=None, headers=headers), 401, "token")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/", 404, "route.unknown"),
        ("GET", "/v1/articles/", 404, "route.unknown"),
        ("GET", "/docs", 404, "route.unknown"),
        ("GET", "/openapi.json", 404, "route.unknown"),
        ("GET", "/v2/health", 404, "route.unknown"),
        ("TRACE", "/v1/health", 405, "route.method"),
        ("HEAD", "/v1/health", 405, "route.method"),
        ("BREW", "/v1/health", 405, "route.method"),
        ("GET", "/v1/articles/one", 422, "request.invalid"),
        ("GET", "/v1/articles/0", 422, "request.invalid"),
        ("GET", f"/v1/articles/{2**63}", 422, "request.invalid"),
        ("GET", f"/v1/articles/{'9' * 5000}", 422, "request.invalid"),
        ("GET", f"/v1/articles/{2**63 - 1}", 404, "not-found"),
        ("GET", f"/v1/articles?cursor={2**63}", 422, "request.invalid"),
        ("GET", "/v1/articles?limit=0", 422, "request.invalid"),
        ("GET", "/v1/articles?limit=501", 422, "request.invalid"),
        ("GET", "/v1/articles?older_than=2020-01-01T00:00:00", 422, "request.invalid"),
        ("GET", "/v1/articles?older_than=1577836800", 422, "request.invalid"),
        ("GET", "/v1/articles?kinds=faq", 422, "request.invalid"),
        ("GET", "/v1/articles?q=a%00b", 422, "request.invalid"),
        ("GET", "/v1/articles/%00", 422, "request.invalid"),
        ("GET", f"/v1/search?q={'q' * 4001}", 422, "request.invalid"),
        ("POST", "/v1/backups/..%2F..%2Fstore.db/restore", 404, "route.unknown"),
        ("POST", "/v1/backups/..%5Cstore.db/restore", 404, "not-found"),
        ("POST", "/v1/backups/store.db/restore", 404, "not-found"),
        ("POST", "/v1/backups/nosuch/restore", 404, "not-found"),
        ("POST", "/v1/backups/store-20260101-manual.db/restore", 404, "not-found"),
    ],
)
def test_odd_addresses(api, method, path, status, code):
    response = api.request(method, path)
    assert response.status_code == status
    if method != "HEAD":
        problem(response, status, code)


# ---------------------------------------------------------------- what it carries


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b'{"answer": "' + SECRET.encode() + b'"',
        b'{"answer": NaN}',
        b'{"answer": Infinity}',
        b'{"answer": "\\ud800"}',
        b'{"answer": "\\u0000"}',
        b'{"answer": "a", "tags": ["a\\u0000"]}',
        b'{"\\u0000": 1}',
        b'{"answer": "\xff"}',
        b'{"answer": "a"} {}',
        b'{"answer": "' + SECRET.encode() + b'", "lang": "' + SECRET.encode() + b'"}',
        b'{"answer": "a", "' + SECRET.encode() + b'": 1}',
        b'{"answer": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"answer": ' + b'{"a":' * 50_000 + b"1" + b"}" * 50_000 + b"}",
        b'{"answer": ' + b"9" * 10_000 + b"}",
        b'["answer"]',
        b"null",
        b'"answer"',
        b"\xef\xbb\xbf{}",
        '{"answer": "a"}'.encode("utf-16"),
    ],
)
def test_json_that_cannot_be_meant(api, content):
    headers = {"content-type": "application/json"}
    response = api.request("POST", "/v1/articles", content=content, headers=headers)
    problem(response, 422, "request.invalid")


@pytest.mark.parametrize("number", [2**63, -(2**63), 10**100, 1.5, True, "1"])
def test_ids_are_whole_numbers_that_fit(api, number):
    body = {"conversation_id": number}
    response = api.request("POST", "/v1/suggestions", json=body)
    # pydantic converts these two to integers
    if number in ("1", True):
        assert response.status_code in (404, 422)
    else:
        problem(response, 422, "request.invalid")


@pytest.mark.parametrize(
    ("path", "expected", "found"),
    [
        ("/v1/articles?limit=0", "limit: at least 1", "less"),
        ("/v1/articles?limit=501", "limit: at most 500", "more"),
        ("/v1/articles?limit=x", "limit: a whole number", "something else"),
        ("/v1/articles?kind=x", "kind: 'faq', 'passage' or 'solved'", "something else"),
        (f"/v1/search?q={'q' * 4001}", "q: at most 4000 characters", "more"),
        ("/v1/search", "q: a value", "none"),
    ],
)
def test_a_value_that_does_not_fit_is_told_in_words(api, path, expected, found):
    content = problem(api.request("GET", path), 422, "request.invalid")
    assert (content["expected"], content["found"]) == (expected, found)
    assert content["title"] == "The request does not fit"


def test_a_word_about_u0000_is_no_nul(api):
    body = {"answer": "In JSON a NUL is written \\u0000."}
    response = api.request("POST", "/v1/articles", json=body)
    assert response.status_code == 201
    assert response.json()["answer"] == body["answer"]


@pytest.mark.parametrize("kind", [None, "text/plain", "application/x-www-form-urlencoded", "a"])
def test_a_body_says_that_it_is_json(api, kind):
    headers = {} if kind is None else {"content-type": kind}
    content = REFUND.model_dump_json()
    response = api.request("POST", "/v1/articles", content=content, headers=headers)
    problem(response, 415, "body.type")


def test_an_announced_body_that_is_too_large_is_not_read(api):
    async def unread():
        pytest.fail("the body was read")
        yield b""

    headers = {"content-type": "application/json", "content-length": str(JSON_LIMIT + 1)}
    response = api.request("POST", "/v1/articles", content=unread(), headers=headers)
    problem(response, 413, "body.too-large")


def test_an_unannounced_body_is_read_up_to_the_limit(api):
    sent = 0

    async def endless():
        nonlocal sent
        while True:
            sent += 1 << 20
            yield b" " * (1 << 20)

    headers = {"content-type": "application/json"}
    response = api.request("POST", "/v1/articles", content=endless(), headers=headers)
    problem(response, 413, "body.too-large")
    assert sent <= JSON_LIMIT + (2 << 20)


def test_a_body_up_to_the_limit_is_taken(api):
    content = REFUND.model_dump_json().encode()
    content += b" " * (JSON_LIMIT - len(content))
    headers = {"content-type": "application/json"}
    response = api.request("POST", "/v1/articles", content=pieces(content), headers=headers)
    assert response.status_code == 201


# ---------------------------------------------------------------- uploads


def upload(api, name: str, content: bytes, **more):
    response = api.request(
        "POST", "/v1/imports/upload", params={"name": name, **more}, content=content
    )
    return response, (finished(api, response.json()["id"]) if response.is_success else None)


def finished(api, id_: int) -> dict:
    for _ in range(1200):
        job = api.request("GET", f"/v1/jobs/{id_}").json()
        if job["finished_at"]:
            return job
        time.sleep(0.05)
    raise AssertionError("the job does not end")


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("../../../evil.csv", "evil.csv"),
        ("..\\..\\evil2.csv", "evil2.csv"),
        ("C:\\Windows\\evil3.csv", "evil3.csv"),
        ("/etc/evil4.csv", "evil4.csv"),
        ("\u202efaq.csv", "\u202efaq.csv"),
    ],
)
def test_an_uploads_name_is_a_label(api, name, label):
    content = f"question,answer\nWhat is {len(name)}?,A number.\n".encode()
    response, job = upload(api, name, content)
    assert response.status_code == 202
    assert job["state"] == "done", job
    assert job["result"]["source"] == label
    assert list(api.engine.home.incoming.iterdir()) == []
    assert not list(api.engine.home.root.parent.rglob("evil*"))


@pytest.mark.parametrize("mapping", ["[]", "{", '{"question": 1}', '{"a": "\\u0000"}', "NaN"])
def test_an_uploads_mapping_is_checked_before_the_file_is_taken(api, mapping):
    response, _ = upload(api, "faq.csv", b"a,b\n1,2\n", mapping=mapping)
    problem(response, 422, "import.mapping")
    assert list(api.engine.home.incoming.glob("*")) == []


def test_a_form_is_not_a_file(api):
    response = api.request(
        "POST", "/v1/imports/upload?name=faq.csv", files={"file": ("faq.csv", b"a,b\n1,2\n")}
    )
    problem(response, 415, "body.type")


def test_an_upload_cut_off_leaves_nothing(served):
    with socket.create_connection((served.running.host, served.running.port)) as raw:
        raw.sendall(
            b"POST /v1/imports/upload?name=faq.csv HTTP/1.1\r\n"
            + f"Host: {served.running.host}:{served.running.port}\r\n".encode()
            + f"Authorization: Bearer {served.running.token}\r\n".encode()
            + b"Content-Length: 1000000\r\n\r\nquestion,answer\n"
        )
        until(lambda: list(served.home.incoming.glob("*")))
    until(lambda: not list(served.home.incoming.glob("*")))


# ---------------------------------------------------------------- how it behaves on the wire


def exchange(served, content: bytes, *, seconds: float = 60) -> bytes:
    """Send bytes; returns everything received until the server closes the connection.

    A server that closes with unread bytes resets the connection (RFC 1122, 4.2.2.13), and its
    answer may be lost: then an empty answer is acceptable.
    """
    answer = b""
    with socket.create_connection((served.running.host, served.running.port)) as raw:
        raw.settimeout(seconds)
        with contextlib.suppress(ConnectionResetError, BrokenPipeError):
            raw.sendall(content)
            while piece := raw.recv(65536):
                answer += piece
    return answer


def head(served, line: str, **headers: object) -> bytes:
    given = {
        "Host": f"{served.running.host}:{served.running.port}",
        "Authorization": f"Bearer {served.running.token}",
        **headers,
    }
    lines = [line, *(f"{name.replace('_', '-')}: {value}" for name, value in given.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def test_bytes_that_are_no_http_end_the_connection(served):
    for content in (b"\x16\x03\x01\x02\x00\x01\x00" * 40 + b"\r\n\r\n", b"GET\r\n\r\n"):
        assert exchange(served, content).startswith(b"HTTP/1.1 400")
    assert served.call("GET", "/v1/health")[0] == 200


def test_an_endless_head_ends_the_connection(served):
    line = b"GET /v1/health HTTP/1.1\r\nX-Padding: "
    answer = exchange(served, line + b"x" * 100_000)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 400")
    assert served.call("GET", "/v1/health")[0] == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Content_Length": "10", "Transfer_Encoding": "chunked"},
        {"Content_Length": "-1"},
        {"Content_Length": "1_0"},
    ],
)
def test_lengths_that_contradict_are_not_guessed(served, headers):
    content = head(
        served, "POST /v1/articles HTTP/1.1", Content_Type="application/json",
        Connection="close", **headers,
    )  # fmt: skip
    answer = exchange(served, content + b"0\r\n\r\n")
    assert answer.startswith((b"HTTP/1.1 400", b"HTTP/1.1 422"))


def test_two_hosts_are_no_host(served):
    content = head(served, "GET /v1/health HTTP/1.1", Connection="close")
    content = content.replace(b"Host:", b"Host: evil.example\r\nHost:")
    assert exchange(served, content)[9:12] in (b"400", b"421")


def test_a_websocket_is_not_opened(served):
    content = head(
        served, "GET /v1/events HTTP/1.1", Connection="Upgrade", Upgrade="websocket",
        Sec_WebSocket_Key="dGhlIHNhbXBsZSBub25jZQ==", Sec_WebSocket_Version="13",
    )  # fmt: skip
    with socket.create_connection((served.running.host, served.running.port)) as raw:
        raw.settimeout(60)
        raw.sendall(content)
        # the upgrade is ignored: it is an ordinary request for events
        assert raw.recv(12) == b"HTTP/1.1 200"


def trickle(served, content: bytes) -> bool:
    """Send a byte every 50 ms; returns whether the server accepted all of them."""
    with socket.create_connection((served.running.host, served.running.port)) as raw:
        try:
            for byte in content:
                raw.sendall(bytes([byte]))
                time.sleep(0.05)
        except OSError:
            return False
        return True


def test_slow_senders_are_hung_up_on(tmp_path, monkeypatch):
    monkeypatch.setattr(listeners, "HEAD_S", 1.5)
    monkeypatch.setattr(request_bodies, "SILENCE_S", 0.5)
    with serving(tmp_path) as served:
        assert exchange(served, b"GET /v1/hea") == b""
        assert exchange(served, b"") == b""
        # sending a byte from time to time does not extend the limit
        assert not trickle(served, b"GET /v1/health HTTP/1.1\r\nX: " + b"x" * 200)
        body = head(
            served, "POST /v1/articles HTTP/1.1", Content_Type="application/json",
            Content_Length=1000,
        )  # fmt: skip
        answer = exchange(served, body + b'{"answer"')
        assert answer.startswith(b"HTTP/1.1 408")
        assert b"body.slow" in answer
        # a connection stays open between timely requests
        connection = served.connect()
        for _ in range(3):
            connection.request("GET", "/v1/health", headers=served.headers)
            assert json.loads(connection.getresponse().read())["api"] == "v1"
            time.sleep(0.7)
        connection.close()


# ---------------------------------------------------------------- when we are at fault


def test_an_unexpected_fault_is_a_bug_without_its_words(api, caplog):
    class Faulty:
        def __getattr__(self, name):
            raise RuntimeError(SECRET)

    whole = api.app.state.engine
    api.app.state.engine = Faulty()
    try:
        content = problem(api.request("GET", "/v1/articles"), 500, "bug")
    finally:
        api.app.state.engine = whole
    assert "doctor" in content["remedy"]
    assert [record.msg for record in caplog.records if record.levelname == "ERROR"] == [
        "a request failed"
    ]


def test_a_full_disk_is_told_as_such(api):
    class Full:
        def __getattr__(self, name):
            raise StoreFullError(expected="room", found="none", remedy="Free some space")

    whole = api.app.state.engine
    api.app.state.engine = Full()
    try:
        problem(api.request("POST", "/v1/backups"), 507, "store.full")
    finally:
        api.app.state.engine = whole
