"""Models are asked in the words their authors trained them with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrieval.embedder_export.prompts import Prompts, read_prompts
from retrieval.embedder_export.source import read_source
from tests.retrieval.tiny_models import write_model

BGE = "Represent this sentence for searching relevant passages: "


@pytest.mark.parametrize(
    ("name", "prompts"),
    [
        ("multilingual-e5-small", Prompts("query: ", "passage: ")),
        ("e5-base-v2", Prompts("query: ", "passage: ")),
        ("intfloat/e5-large", Prompts("query: ", "passage: ")),
        ("bge-small-en-v1.5", Prompts(BGE)),
        ("bge-base-zh-v1.5", Prompts("为这个句子生成表示以用于检索相关文章：")),
        ("bge-m3", Prompts()),
        ("all-MiniLM-L6-v2", Prompts()),
        ("paraphrase-multilingual-MiniLM-L12-v2", Prompts()),
    ],
)
def test_families_published_without_prompts_are_known_by_name(
    tmp_path: Path, name: str, prompts: Prompts
) -> None:
    assert read_prompts(tmp_path, name) == prompts


def test_an_instructed_e5_wants_a_task(tmp_path: Path) -> None:
    found = read_prompts(tmp_path, "multilingual-e5-large-instruct")
    assert found.query.startswith("Instruct: ")
    assert found.query.endswith("\nQuery: ")
    assert found.passage == ""


@pytest.mark.parametrize(
    ("config", "prompts"),
    [
        ({"prompts": {"query": "Q: ", "document": "D: "}}, Prompts("Q: ", "D: ")),
        ({"prompts": {"query": "Q: "}}, Prompts("Q: ", "")),
        ({"prompts": {"all": "A: "}, "default_prompt_name": "all"}, Prompts("A: ", "A: ")),
        ({"prompts": {"query": "", "document": ""}}, Prompts("query: ", "passage: ")),
        ({"prompts": {}}, Prompts("query: ", "passage: ")),
        ({}, Prompts("query: ", "passage: ")),
        ([], Prompts("query: ", "passage: ")),
    ],
)
def test_declared_prompts_win_over_known_ones(
    tmp_path: Path, config: object, prompts: Prompts
) -> None:
    (tmp_path / "config_sentence_transformers.json").write_text(json.dumps(config))
    assert read_prompts(tmp_path, "e5-small") == prompts


def test_a_model_is_named_by_its_folder_its_card_or_its_configuration(tmp_path: Path) -> None:
    assert read_source(write_model(tmp_path / "bge-small-en")).name == "bge-small-en"
    cached = write_model(tmp_path / ("0123456789abcdef" * 2 + "01234567"))
    assert read_source(cached).name == "embedding-model"
    (cached / "README.md").write_text(
        "---\nlanguage:\n- en\n- zh-Hans\ntags: [x]\n---\n# intfloat/e5-small\ntext\n"
    )
    source = read_source(cached)
    assert source.name == "e5-small"
    assert source.prompts == Prompts("query: ", "passage: ")
    assert source.languages == ("en", "zh")
    assert read_source(cached, name="ours").name == "ours"


@pytest.mark.parametrize(
    ("front", "languages"),
    [
        ("language: en", ("en",)),
        ("language: [en, de]", ("en", "de")),
        ("language:\n- multilingual\n- af\n- am", ()),
        ("license: mit", ()),
        ("language: 'zh'\nlicense: mit", ("zh",)),
    ],
)
def test_languages_are_those_of_the_card(
    tmp_path: Path, front: str, languages: tuple[str, ...]
) -> None:
    source = write_model(tmp_path / "tiny")
    (source / "README.md").write_text(f"---\n{front}\n---\n# tiny\nlanguage: fr\n")
    assert read_source(source).languages == languages


def test_length_is_what_the_model_has_positions_for(tmp_path: Path) -> None:
    source = write_model(tmp_path / "tiny", "xlm-roberta")
    assert read_source(source).max_length == 24
    (source / "sentence_bert_config.json").write_text('{"max_seq_length": 512}')
    assert read_source(source).max_length == 38
    (source / "sentence_bert_config.json").unlink()
    assert read_source(source).max_length == 38
