"""The model that comes with Replydesk: found, checked, prepared, faithful and small."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import psutil
import pytest

from retrieval.default_model import DIGEST, NAME, check_source, locate_source, prepare_default
from retrieval.embedder import Embedder
from retrieval.embedder_errors import ModelSourceError
from retrieval.embedder_export.prepare import prepare

TEXTS = [
    "I was billed after I had cancelled. Please give the money back.",
    "how long does shipping to Norway take",
    "Open Account, choose Billing, and press Resend beside the month you need.",
    "do you have this jacket in green, size M?",
    "my app crashes",
]


@pytest.fixture(scope="module")
def source() -> Path:
    try:
        return locate_source()
    except ModelSourceError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def embedder(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    folder = tmp_path_factory.mktemp("default") / "model"
    stages = [step.stage for step in prepare_default(folder)]
    assert stages[0] == "read"
    assert stages[-1] == "store"
    return Embedder(folder, threads=2)


def test_only_the_official_weights_are_taken(source: Path, tmp_path: Path) -> None:
    check_source(source)
    (tmp_path / "model.safetensors").write_bytes(b"others")
    with pytest.raises(ModelSourceError, match=r"model\.digest.*--no-deps"):
        check_source(tmp_path)


def test_its_card(embedder: Embedder) -> None:
    manifest = embedder.manifest
    assert (manifest.name, manifest.source_digest) == (NAME, DIGEST)
    assert (manifest.dims, manifest.max_length, manifest.precision) == (384, 256, "int8")
    assert manifest.languages == ("en",)
    assert manifest.scripts == ("Latin",)
    assert manifest.fidelity > 0.995
    assert embedder.reads("en") is True
    assert embedder.reads("zh") is False


@pytest.fixture(scope="module")
def exact(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    folder = tmp_path_factory.mktemp("exact") / "model"
    for _ in prepare(source, folder, precision="fp32"):
        pass
    return Embedder(folder, threads=2)


@pytest.mark.data
def test_eight_bits_lose_little_on_real_texts(
    embedder: Embedder, exact: Embedder, shared_data: Path
) -> None:
    with (shared_data / "banking77" / "train.csv").open(encoding="utf-8-sig") as file:
        texts = [row["text"] for row in csv.DictReader(file)][::100]
    with (shared_data / "covid_faq_cdc" / "faq_cdc.csv").open(encoding="utf-8-sig") as file:
        texts += [row["answer"] for row in csv.DictReader(file)][::2]
    cosines = (embedder.encode(texts, role="passage") * exact.encode(texts, role="passage")).sum(
        axis=1
    )
    assert cosines.mean() > 0.995
    assert cosines.min() > 0.97


@pytest.mark.torch
@pytest.mark.filterwarnings("ignore")
def test_unquantised_it_is_the_official_model(exact: Embedder, source: Path) -> None:
    library = pytest.importorskip("sentence_transformers")
    model = library.SentenceTransformer(str(source), device="cpu")
    truth = model.encode(TEXTS, normalize_embeddings=True)
    assert (exact.encode(TEXTS, role="query") * truth).sum(axis=1).min() > 0.99999


def test_meaning_survives(embedder: Embedder) -> None:
    asked = embedder.query("refund for a charge after cancellation")
    assert int(np.argmax(embedder.encode(TEXTS, role="passage") @ asked)) == 0


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Where is my order #123?", 0, 0),
        ("Thanks 🙂🙂🙂", 0, 0),
        ("我的订单在哪里？", 1, 1),
        ("Где мой заказ?", 1, 1),
        ("iPhone 15 的保修期是多久", 0.4, 0.8),
        ("Wo ist mein Paket?", 0, 0),
    ],
)
def test_it_reads_latin_letters_only(
    embedder: Embedder, text: str, low: float, high: float
) -> None:
    assert low <= embedder.unreadable_share(text) <= high


def test_memory_is_given_back_after_each_run(embedder: Embedder) -> None:
    """Sixty-four batches need 20 MB each while they run; the allocator itself wavers by 50 MB."""
    rng = np.random.default_rng(2)
    words = " ".join(TEXTS).split()

    def some() -> None:
        for _ in range(16):
            texts = [" ".join(rng.choice(words, rng.integers(1, 300))) for _ in range(4)]
            embedder.encode(texts, role="passage")

    some()
    process = psutil.Process()
    before = process.memory_info().rss
    for _ in range(4):
        some()
    assert process.memory_info().rss - before < 200_000_000
