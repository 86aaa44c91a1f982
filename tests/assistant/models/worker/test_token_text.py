"""The text of tokens: every text is restored completely, without partial characters."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

from assistant.models.worker.token_text import TextStream, special_ids, token_bytes

LINES = ["You can return it within 14 days.", "退款需要3到5个工作日。", "Grüße, Ærøskøbing 😀"]


def byte_level() -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(
        LINES,
        trainers.BpeTrainer(
            vocab_size=400, special_tokens=["<|end|>"], show_progress=False,
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        ),
    )  # fmt: skip
    tokenizer.add_tokens([AddedToken("<b>", special=False)])
    return tokenizer


def pieces_with_bytes() -> Tokenizer:
    """A tokenizer like SentencePiece's: words with a leading mark, and bytes as fallback."""
    pieces = [
        "<unk>",
        *(f"<0x{byte:02X}>" for byte in range(256)),
        "▁",
        "▁You",
        "▁can",
        "days",
        ".",
    ]
    model = models.BPE(
        vocab={piece: id_ for id_, piece in enumerate(pieces)}, merges=[], unk_token="<unk>",
        byte_fallback=True, fuse_unk=True,
    )  # fmt: skip
    tokenizer = Tokenizer(model)
    tokenizer.decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()]
    )
    return tokenizer


BYTE_LEVEL = byte_level()
TABLE = token_bytes(BYTE_LEVEL)


@settings(max_examples=200)
@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_every_text_comes_back(text: str) -> None:
    stream = TextStream(TABLE)
    ids = BYTE_LEVEL.encode(text, add_special_tokens=False).ids
    assert "".join(stream.add(id_) for id_ in ids) == BYTE_LEVEL.decode(ids).lstrip()


def test_a_character_comes_whole_with_its_last_byte() -> None:
    stream = TextStream(TABLE)
    ids = [BYTE_LEVEL.token_to_id(token) for token in "ðŁĺĢ"]  # the four bytes of an emoji
    assert [stream.add(id_) for id_ in ids] == ["", "", "", "😀"]


def test_bytes_that_are_no_character_are_left_out() -> None:
    stream = TextStream(TABLE)
    lonely = BYTE_LEVEL.token_to_id("Ģ")
    said = [stream.add(id_) for id_ in (lonely, BYTE_LEVEL.token_to_id("a"), lonely)]
    assert "".join(said) == "a"


def test_special_tokens_say_nothing_and_added_ones_what_they_are() -> None:
    assert special_ids(BYTE_LEVEL) == {BYTE_LEVEL.token_to_id("<|end|>")}
    assert TABLE[BYTE_LEVEL.token_to_id("<|end|>")] == b""
    assert TABLE[BYTE_LEVEL.token_to_id("<b>")] == b"<b>"


def test_pieces_with_marks_and_bytes() -> None:
    tokenizer = pieces_with_bytes()
    table = token_bytes(tokenizer)
    stream = TextStream(table)
    tokens = ["▁You", "▁can", "▁", "<0xE2>", "<0x82>", "<0xAC>", "."]
    assert [stream.add(tokenizer.token_to_id(token)) for token in tokens] == [
        "You", " can", " ", "", "", "€", ".",
    ]  # fmt: skip
