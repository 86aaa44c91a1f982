"""An embedder gives each text its own vector, in any order and company, whatever the text holds."""

from __future__ import annotations

import json
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from retrieval.embedder import TOKENS_PER_BATCH, WINDOW, Embedder, batches
from retrieval.embedder_errors import ModelDamagedError
from retrieval.embedder_export.prepare import prepare
from tests.retrieval.tiny_models import WORDS, write_model


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("models")
    source = write_model(place / "source")
    (source / "config_sentence_transformers.json").write_text(
        json.dumps({"prompts": {"query": "how do i ", "passage": ""}})
    )
    for _ in prepare(source, place / "tiny"):
        pass
    return place / "tiny"


@pytest.fixture(scope="module")
def embedder(folder: Path) -> Embedder:
    return Embedder(folder, threads=2)


def texts(count: int) -> list[str]:
    rng = np.random.default_rng(5)
    return [" ".join(rng.choice(WORDS, rng.integers(1, 30))) for _ in range(count)]


def test_vectors_are_unit_float32_in_the_texts_order(embedder: Embedder) -> None:
    many = texts(2 * WINDOW + 77)
    found = embedder.encode(many, role="passage")
    assert found.shape == (len(many), embedder.dims)
    assert found.dtype == np.float32
    assert np.linalg.norm(found, axis=1) == pytest.approx(1, abs=1e-5)
    for at in (0, 1, WINDOW - 1, WINDOW, len(many) - 1):
        alone = embedder.encode([many[at]], role="passage")[0]
        assert np.allclose(alone, found[at], atol=1e-5)


def test_nothing_in_nothing_out(embedder: Embedder) -> None:
    assert embedder.encode([], role="query").shape == (0, embedder.dims)
    assert list(embedder.encode_iter([], role="query")) == []


def test_pieces_follow_each_other_and_can_be_stopped(embedder: Embedder) -> None:
    many = texts(3 * WINDOW + 1)
    pieces = list(embedder.encode_iter(many, role="passage"))
    assert [start for start, _ in pieces] == [0, WINDOW, 2 * WINDOW, 3 * WINDOW]
    joined = np.concatenate([vectors for _, vectors in pieces])
    assert np.array_equal(joined, embedder.encode(many, role="passage"))
    before = set(threading.enumerate())
    job = embedder.encode_iter(many, role="passage")
    next(job)
    job.close()
    # threads of other tests may end meanwhile
    assert set(threading.enumerate()) <= before


def test_a_query_has_its_prompt_and_is_remembered(embedder: Embedder) -> None:
    asked = embedder.query("reset my password")
    assert np.allclose(asked, embedder.encode(["how do i reset my password"], role="passage")[0])
    assert embedder.query("reset my password") is asked
    with pytest.raises(ValueError, match="read-only"):
        asked[0] = 1


def test_memory_of_queries_is_bounded(embedder: Embedder) -> None:
    first = embedder.query("refund 0")
    for at in range(1, 2_100):
        embedder.query(f"refund {at}")
    assert len(embedder._queries) <= 2_048
    assert embedder.query("refund 0") is not first


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \t\n\r",
        "\x00\x01\x1b[31m\x7f",
        "\ud800",
        "refund \udfff\ud83d please",
        "🙂👩‍👩‍👧‍👦\u200d\u202e\ufeff",
        "أين طلبي؟",
        "[CLS] [SEP] [PAD] [UNK] [MASK]",
        "'; DROP TABLE articles; -- AND OR NOT NEAR(* \"",
        "a" * 100_000,
        "order " * 20_000,
        "\n" * 100_000,
        "我" * 100_000,
        "\u0301" * 50_000,
    ],
)
def test_hostile_texts_get_a_vector(embedder: Embedder, text: str) -> None:
    for vector in (embedder.query(text), embedder.encode([text, "refund"], role="passage")[0]):
        assert np.isfinite(vector).all()
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
    assert 0 <= embedder.unreadable_share(text) <= 1


def test_a_model_prepared_in_the_same_place_does_not_mix_in(folder: Path, tmp_path: Path) -> None:
    place = copied(folder, tmp_path)
    embedder = Embedder(place, threads=1)
    many = texts(200)
    one_by_one = np.concatenate([embedder.encode([text], role="passage") for text in many])
    other = write_model(tmp_path / "other", seed=11)
    for _ in prepare(other, place):
        pass
    assert np.allclose(embedder.encode(many, role="passage"), one_by_one, atol=1e-5)
    assert not np.allclose(Embedder(place).encode(many, role="passage"), one_by_one, atol=1e-2)


def test_what_is_cut_is_only_the_end(embedder: Embedder) -> None:
    long = "where is my order please " * 4_000
    start = " ".join(long.split()[:24])
    assert np.array_equal(
        embedder.encode([long], role="passage"), embedder.encode([start], role="passage")
    )


def test_threads_may_share_it(embedder: Embedder) -> None:
    many = texts(64)
    alone = embedder.encode(many, role="query")
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(embedder.query, many * 4))
    assert np.allclose(np.stack(found), np.tile(alone, (4, 1)), atol=1e-5)


def test_batches_hold_every_text_once_and_little_padding() -> None:
    lengths = np.random.default_rng(0).integers(2, 400, 1_000).tolist()
    groups = list(batches(lengths))
    assert sorted(index for group in groups for index in group) == list(range(1_000))
    sizes = [len(group) * max(lengths[index] for index in group) for group in groups]
    assert all(
        size <= TOKENS_PER_BATCH or len(group) == 1
        for size, group in zip(sizes, groups, strict=True)
    )
    assert sum(sizes) < 1.05 * sum(lengths)
    assert list(batches([])) == []


def test_what_a_model_cannot_read_is_measured(embedder: Embedder) -> None:
    assert embedder.unreadable_share("") == 0
    assert embedder.unreadable_share("!!! 42 🙂") == 0
    # No language is declared and no script has enough words in so small a vocabulary.
    assert embedder.unreadable_share("Как вернуть") == 1
    assert embedder.reads("en") is None


def test_the_id_names_model_weights_and_precision(folder: Path, embedder: Embedder) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert embedder.model_id.startswith(f"source@{manifest['source_digest'][:12]}-")
    assert manifest["precision"] in embedder.model_id


def copied(folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder, tmp_path / "copy"))


@pytest.mark.parametrize("name", ["tokenizer.json", "graph"])
def test_a_flipped_byte_is_noticed(folder: Path, tmp_path: Path, name: str) -> None:
    place = copied(folder, tmp_path)
    path = next(place.glob("*.onnx")) if name == "graph" else place / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)
    with pytest.raises(ModelDamagedError, match=r"model\.damaged.*prepare the model again"):
        Embedder(place)


def test_a_lost_file_is_noticed(folder: Path, tmp_path: Path) -> None:
    place = copied(folder, tmp_path)
    (place / "tokenizer.json").unlink()
    with pytest.raises(ModelDamagedError, match=r"model\.damaged"):
        Embedder(place)


def test_a_graph_the_runtime_refuses_is_told(folder: Path, tmp_path: Path) -> None:
    place = copied(folder, tmp_path)
    next(place.glob("*.onnx")).write_bytes(b"not a graph")
    with pytest.raises(ModelDamagedError, match=r"model\.damaged"):
        Embedder(place, verify=False)


@pytest.mark.parametrize(
    "manifest",
    ["", "{", "[]", "null", '{"format": "x"}', '{"format": 1}', '{"format": 1, "name": 3, "x": 1}'],
)
def test_a_damaged_manifest_is_told(folder: Path, tmp_path: Path, manifest: str) -> None:
    place = copied(folder, tmp_path)
    (place / "manifest.json").write_text(manifest)
    with pytest.raises(ModelDamagedError, match=r"model\.damaged"):
        Embedder(place)


@pytest.mark.parametrize(
    "change", [{"dims": 0}, {"precision": "int4"}, {"files": {}}, {"dims": ""}]
)
def test_an_impossible_manifest_is_told(
    folder: Path, tmp_path: Path, change: dict[str, object]
) -> None:
    place = copied(folder, tmp_path)
    found = json.loads((place / "manifest.json").read_text(encoding="utf-8"))
    (place / "manifest.json").write_text(json.dumps(found | change))
    with pytest.raises(ModelDamagedError, match=r"model\.damaged"):
        Embedder(place)


def test_an_unfinished_and_a_newer_folder_are_told(folder: Path, tmp_path: Path) -> None:
    place = copied(folder, tmp_path)
    found = json.loads((place / "manifest.json").read_text(encoding="utf-8"))
    (place / "manifest.json").write_text(json.dumps(found | {"format": 99}))
    with pytest.raises(ModelDamagedError, match=r"model\.newer.*update Replydesk"):
        Embedder(place)
    (place / "manifest.json").unlink()
    with pytest.raises(ModelDamagedError, match=r"model\.not-prepared"):
        Embedder(place)
    with pytest.raises(ModelDamagedError, match=r"model\.not-prepared"):
        Embedder(tmp_path / "nowhere")
