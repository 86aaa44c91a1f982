"""The starter model's tokenizer: byte-level BPE in which each digit is a token of its own.

With separate digits a number is copied digit by digit, and a constraint on numbers is a constraint
on tokens. Byte-level BPE can encode any text, including Chinese, although with many tokens.
"""

from __future__ import annotations

from collections.abc import Iterable

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from assistant.prompt import END, MARKERS, encode, segments
from training.learning.batches import Encoded
from training.starter.example import Example


def train_tokenizer(texts: Iterable[str], vocabulary: int) -> Tokenizer:
    """Train a tokenizer on texts; the markers of our rendering get the first ids."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Digits(individual_digits=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(
        texts,
        trainers.BpeTrainer(
            vocab_size=vocabulary,
            special_tokens=list(MARKERS),
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            show_progress=False,
        ),
    )
    return tokenizer


class Encoder:
    """Encodes examples as token ids, with the position from which they are learnt."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.encode_special_tokens = True  # a marker inside a text is encoded as plain text
        self.tokenizer = tokenizer
        self._markers = {marker: number for number, marker in enumerate(MARKERS)}

    def prompt(self, example: Example) -> list[int]:
        return encode(segments(example.prompt), self._markers.__getitem__, self.text)

    def example(self, example: Example) -> Encoded:
        """Token ids of prompt, reply and end, and the position from which they are learnt."""
        prompt = self.prompt(example)
        ids = [*prompt, *self.text(example.reply), self._markers[END]]
        return Encoded(ids, 1 if example.learns_prompt else len(prompt))

    def text(self, text: str) -> list[int]:
        return list(self.tokenizer.encode(text, add_special_tokens=False).ids)
