"""Files of heads: written atomically, verified, and which one is in use."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import InputError
from assistant.paths import Home
from assistant.understanding.head_files import CARD, NUMBERS, HeadDamagedError, Heads
from tests.training.classify.asked import messages
from training.classify.fitting import fit_head

HEAD = fit_head(messages(120, seed=1), "tiny@1")


@pytest.fixture
def heads(home: Home) -> Heads:
    home.create()
    kept = Heads(home)
    kept.add("intents", "one", HEAD, measures={"accuracy": 0.9})
    return kept


def test_a_head_says_the_same_after_it_was_kept(heads: Heads) -> None:
    asked = messages(40, seed=2)
    before, after = (
        h.predict(asked.vectors, asked.texts) for h in (HEAD, heads.open("intents", "one"))
    )
    assert [one.label for one in before] == [one.label for one in after]
    difference = [abs(a.confidence - b.confidence) for a, b in zip(before, after, strict=True)]
    assert max(difference) < 0.01
    assert heads.open("intents", "one").embedding == "tiny@1"


def test_the_one_in_use_is_told_and_can_be_changed_back(heads: Heads) -> None:
    heads.add("intents", "two", HEAD)
    assert heads.active("intents") == ""
    heads.use("intents", "one")
    heads.use("intents", "two")
    assert heads.active("intents") == "two"
    assert heads.active("mood") == ""
    heads.use("intents", "")
    assert heads.active("intents") == ""


def test_the_one_in_use_is_not_deleted_others_are(heads: Heads) -> None:
    heads.add("intents", "two", HEAD)
    heads.use("intents", "two")
    heads.discard("intents", "two")
    heads.discard("intents", "one")
    heads.discard("intents", "one")
    assert heads.open("intents", "two").labels == HEAD.labels
    with pytest.raises(HeadDamagedError) as told:
        heads.open("intents", "one")
    assert told.value.code == "head.missing"


def test_other_bytes_are_never_used_and_what_was_in_use_stays(heads: Heads) -> None:
    heads.add("intents", "two", HEAD)
    heads.use("intents", "one")
    numbers = heads.folder("intents", "two") / NUMBERS
    content = bytearray(numbers.read_bytes())
    content[len(content) // 2] ^= 1
    numbers.write_bytes(bytes(content))
    with pytest.raises(HeadDamagedError):
        heads.use("intents", "two")
    assert heads.active("intents") == "one"


def test_a_card_of_a_newer_program_is_refused(heads: Heads) -> None:
    path = heads.folder("intents", "one") / CARD
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": 99}))
    with pytest.raises(HeadDamagedError) as told:
        heads.open("intents", "one")
    assert told.value.code == "head.newer"


def test_a_head_for_something_else_is_refused(heads: Heads) -> None:
    heads.add("mood", "two", HEAD)
    heads.folder("mood", "two").rename(heads.folder("intents", "three"))
    with pytest.raises(HeadDamagedError):
        heads.use("intents", "three")


@pytest.mark.parametrize("id_", ["../one", "", ".hidden", "a/b", "x" * 200])
def test_an_id_names_no_other_folder(heads: Heads, id_: str) -> None:
    with pytest.raises(InputError):
        heads.folder("intents", id_)


def test_an_embedding_of_its_own_is_kept_with_it(heads: Heads, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "manifest.json").write_text("{}")
    heads.add("intents", "one", HEAD, embedding=own)
    kept = heads.embedding("intents", "one")
    assert kept is not None
    assert (kept / "manifest.json").read_text() == "{}"
    np.testing.assert_allclose(heads.open("intents", "one").weights, HEAD.weights, atol=0.01)
