"""The command `groups`, and requests that its routes refuse, on a listening engine."""

from __future__ import annotations

import json

import pytest

from assistant.cli.commands import run as run_command
from main import extension
from tests.assistant.api.engine_over_http import serving


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("home"), extension=extension()) as served:
        yield served


@pytest.fixture
def say(served, capsys):
    """Run a command on the engine; returns its JSON."""

    def command(*words, status=0):
        given = [*words, "--json", "--home", str(served.home.root)]
        assert run_command(given, extension=extension()) == status, capsys.readouterr()
        told = capsys.readouterr()
        return json.loads(told.out or told.err)

    return command


def test_nobody_has_looked_yet(say):
    found = say("groups", "list")
    assert found["made_at"] is None
    assert found["items"] == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("look",), "groups.no-transcripts"), (("show", "3"), "groups.unknown"),
        (("name", "3", "Refunds"), "groups.unknown"), (("merge", "3", "4"), "groups.unknown"),
        (("drop", "3"), "groups.unknown"), (("undo",), "groups.nothing-to-undo"),
        (("look", "--transcripts", "9"), "not-found"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_says_why(say, words, code):
    told = say("groups", *words, status=1)
    assert code in json.dumps(told)


def test_a_name_that_is_too_long_is_refused(served):
    status, body = served.call("PUT", "/v1/groups/3", {"name": "x" * 300})
    assert status == 422
    assert "200" in json.dumps(body)
