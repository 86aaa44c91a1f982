"""The key: where it is stored, and the recovery key that is written down and typed in again."""

from __future__ import annotations

import json
import os
import random
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import KeyMissingError, KeyWrongError, StoreNewerError
from assistant.paths import Home
from assistant.store import keys

KEYS = st.binary(min_size=32, max_size=32)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(KEYS)
def test_a_recovery_key_gives_the_key_back(key: bytes) -> None:
    text = keys.recovery_key(key)
    assert keys.from_recovery_key(text) == key
    assert [len(group) for group in text.split("-")] == [5] * 11


@given(KEYS, st.randoms())
def test_it_may_be_typed_carelessly(key: bytes, random: random.Random) -> None:
    text = keys.recovery_key(key)
    sloppy = "".join(
        random.choice({"0": "0Oo", "1": "1IiLl"}.get(c, c + c.lower())) if c != "-"
        else random.choice(["", " ", "-", "\n", " - "])
        for c in text
    )  # fmt: skip
    assert keys.from_recovery_key(f"  {sloppy}\n") == key


@given(KEYS, st.integers(0, 54), st.sampled_from(ALPHABET))
def test_a_wrong_letter_is_noticed(key: bytes, place: int, letter: str) -> None:
    letters = list(keys.recovery_key(key).replace("-", ""))
    if letters[place] == letter:
        return
    letters[place] = letter
    with pytest.raises(KeyWrongError):
        _typed("".join(letters), key)


@given(KEYS, st.integers(0, 53))
def test_swapped_neighbours_are_noticed(key: bytes, place: int) -> None:
    letters = list(keys.recovery_key(key).replace("-", ""))
    if letters[place] == letters[place + 1]:
        return
    letters[place : place + 2] = letters[place + 1], letters[place]
    with pytest.raises(KeyWrongError):
        _typed("".join(letters), key)


def _typed(text: str, key: bytes) -> None:
    """Enter a recovery key and compare it with the store's, as its checksum misses one in 65,536
    errors."""
    identity = keys.Identity("s", "file", keys.key_check(key))
    keys.check(identity, keys.from_recovery_key(text))


@pytest.mark.parametrize(
    "text", ["", "ABC", "0" * 54, "0" * 56, "U" + "0" * 54, "é" * 55, "Z" * 55]
)
def test_what_is_no_recovery_key_is_refused(text: str) -> None:
    with pytest.raises(KeyWrongError) as refused:
        keys.from_recovery_key(text)
    assert refused.value.code == "store.key-wrong"


def test_derived_keys_differ_by_purpose_and_key() -> None:
    derived = {keys.derive(key, purpose) for key in (b"a" * 32, b"b" * 32) for purpose in "xy"}
    assert len(derived) == 4
    assert all(len(key) == 32 for key in derived)


def test_without_a_keyring_the_key_lies_in_an_owner_only_file(home: Home) -> None:
    home.create()
    key = keys.create(home)
    assert keys.read_identity(home).key_place == "file"
    assert keys.load(home) == key
    if os.name == "posix":
        for path in (home.key_file, home.identity):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert key.hex() not in home.identity.read_text()


def test_a_lost_key_is_told_and_the_recovery_key_brings_it_back(home: Home) -> None:
    home.create()
    key = keys.create(home)
    written = keys.recovery_key(key)
    identity = keys.read_identity(home)
    home.key_file.unlink()
    with pytest.raises(KeyMissingError, match="recovery key"):
        keys.load(home)
    typed = keys.from_recovery_key(written)
    keys.check(identity, typed)
    keys.keep(home, typed, store_id=identity.store_id)
    assert keys.load(home) == key
    assert keys.read_identity(home) == identity


def test_another_stores_key_is_refused(home: Home) -> None:
    home.create()
    keys.create(home)
    home.key_file.write_text("00" * 32)
    with pytest.raises(KeyWrongError):
        keys.load(home)


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"format": 1}', "null"])
def test_an_unreadable_identity_comes_back_or_is_told(home: Home, content: str) -> None:
    home.create()
    key = keys.create(home)
    home.identity.write_text(content)
    assert keys.load(home) == key  # repaired from the identity's copy
    assert keys.read_identity(home).key_check in home.identity.read_text()
    for path in (home.identity, home.identity.with_name("store.json.copy")):
        path.write_text(content)
    home.key_file.unlink()
    with pytest.raises(KeyMissingError):
        keys.load(home)


def test_the_identity_of_a_newer_program_is_refused(home: Home) -> None:
    home.create()
    keys.create(home)
    identity = json.loads(home.identity.read_text()) | {"format": 99, "more": 1}
    home.identity.write_text(json.dumps(identity))
    with pytest.raises(StoreNewerError):
        keys.load(home)
