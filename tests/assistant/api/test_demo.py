"""The demo is imported by jobs and removed by one action."""

from __future__ import annotations

import pytest

from assistant.contracts import Job
from tests.assistant.api.engine_over_http import sent, until


@pytest.fixture
def jobs(api):
    """The finished jobs that import the demo."""
    response = api.request("POST", "/v1/demo", role="lead")
    assert response.status_code == 202
    submitted = [Job(**job) for job in response.json()]
    last = submitted[-1].id
    until(lambda: sent(api, "GET", f"/v1/jobs/{last}")["finished_at"] is not None, 60)
    return [Job(**sent(api, "GET", f"/v1/jobs/{job.id}")) for job in submitted]


def test_the_demo_is_one_source_that_comes_and_goes(api, jobs):
    assert [job.state for job in jobs] == ["done"] * 3
    assert [job.result["not_in_file"] for job in jobs if job.result] == [0] * 3, "one of three"
    (source,) = [s for s in sent(api, "GET", "/v1/sources") if s["name"] == "demo"]
    assert source["articles"] >= 180
    assert source["conversations"] == 20

    again = [Job(**job) for job in sent(api, "POST", "/v1/demo")]
    until(lambda: sent(api, "GET", f"/v1/jobs/{again[-1].id}")["finished_at"] is not None, 60)
    (same,) = [s for s in sent(api, "GET", "/v1/sources") if s["name"] == "demo"]
    assert same["articles"] == source["articles"]

    assert api.request("DELETE", "/v1/demo", role="lead").status_code == 204
    assert "demo" not in [s["name"] for s in sent(api, "GET", "/v1/sources")]
    assert sent(api, "GET", "/v1/conversations")["total"] == 0
    gone = api.request("DELETE", "/v1/demo")
    assert (gone.status_code, gone.json()["code"]) == (404, "not-found")
