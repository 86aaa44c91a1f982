"""What each edition may hold, and what is taken out of it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
Script = Callable[[str], ModuleType]


@pytest.fixture(scope="module")
def editions(script: Script) -> ModuleType:
    return script("editions")


@pytest.fixture(scope="module")
def pruning(script: Script) -> ModuleType:
    return script("pruning")


def test_the_version_is_that_of_the_project(editions: ModuleType) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert editions.version() == project["version"]


def test_no_edition_but_the_trainer_holds_torch(editions: ModuleType) -> None:
    plain, trainer = editions.EDITIONS["replydesk"], editions.EDITIONS["trainer"]
    assert "torch" in editions.excluded(plain)
    assert "transformers" in editions.excluded(plain)
    assert "torch" not in editions.excluded(trainer)
    assert {"onnxruntime", "faiss-cpu", "pyside6-essentials"} <= set(editions.allowed(plain))


def test_the_trainer_holds_what_its_libraries_load_by_name(editions: ModuleType) -> None:
    out = set(editions.excluded(editions.EDITIONS["trainer"]))
    # optuna's storage and onnxruntime-genai's builder do not start without them
    assert not out & {"sqlite3", "onnxruntime.quantization", "onnxruntime.transformers"}
    assert {"sklearn", "scipy", "sentence_transformers", "networkx"} <= out
    assert "sqlite3" in editions.excluded(editions.EDITIONS["replydesk"])


def test_the_trainer_reads_every_family_and_no_other_architecture(editions: ModuleType) -> None:
    from transformers.models.auto.configuration_auto import model_type_to_module_name
    from transformers.models.auto.modeling_auto import MODEL_FOR_CAUSAL_LM_MAPPING_NAMES

    from assistant.models.families import FAMILIES
    from retrieval.embedder_export.families import FAMILY_NAMES

    out = set(editions.excluded(editions.EDITIONS["trainer"]))

    def held(kind: str) -> bool:
        name = model_type_to_module_name(kind)
        return f"transformers.models.{name}.configuration_{name}" not in out

    for family in FAMILIES:
        kinds = [kind for kind, name in MODEL_FOR_CAUSAL_LM_MAPPING_NAMES.items() if name == family]
        assert any(held(kind) for kind in kinds), family
    assert all(held(kind) for kind in FAMILY_NAMES)
    found = set(editions.modules_of("transformers"))
    assert "transformers.models.whisper.modeling_whisper" in out - found
    assert {"transformers.models.whisper", "transformers.models.qwen3.modeling_qwen3"} <= found


def test_modules_of_a_package_are_told_without_loading_it(editions: ModuleType) -> None:
    found = editions.modules_of("fastapi", "assistant.models.convert")
    assert {"fastapi", "fastapi.security.oauth2", "assistant.models.convert.main"} <= set(found)
    assert "assistant.models.shelf" not in found
    assert editions.modules_of("no_such_package") == []


def test_the_weights_that_tuning_begins_with_come_along(editions: ModuleType) -> None:
    from retrieval import default_model

    files = {f"{folder}/{Path(file).name}" for file, folder in editions.weights()}
    assert f"{default_model.PACKAGE.replace('-', '_')}/model/model.safetensors" in files
    assert default_model.PACKAGE in editions.allowed(editions.EDITIONS["trainer"])
    assert default_model.PACKAGE not in editions.allowed(editions.EDITIONS["replydesk"])


@pytest.mark.parametrize("edition", ["replydesk", "trainer"])
def test_tools_of_development_stay_out(editions: ModuleType, edition: str) -> None:
    out = set(editions.excluded(editions.EDITIONS[edition]))
    assert {"pytest", "mypy", "hypothesis", "readline", "_gdbm", "tests"} <= out
    assert not out & {"assistant", "gui", "retrieval", "training", "numpy", "PySide6"}


def test_every_role_and_late_module_is_named(editions: ModuleType) -> None:
    modules = set(editions.own_modules())
    for name in (
        "assistant.cli.parse_file", "assistant.transcripts.export_worker", "gui.window_self_test",
        "assistant.models.worker.main", "gui.spelling.checking", "training.cli.train_run",
        "assistant.store.migrations.m0001_first_store",
    ):  # fmt: skip
        assert name in modules


def test_data_beside_the_modules_come_along(editions: ModuleType) -> None:
    data = {target for _, target in editions.own_data()}
    assert {"assistant/demo", "gui/look/icons", "gui/translations", "retrieval"} <= data
    files = [Path(source).name for source, _ in editions.own_data()]
    assert "replydesk_zh_CN.qm" in files
    assert "replydesk_zh_CN.ts" not in files
    # the prepared one lies in models/: its weights need not be there twice
    assert not any(name.endswith(".safetensors") for name in files)


@pytest.mark.parametrize(
    ("name", "source", "kept"),
    [
        ("libssl.so.3", "/lib/x86_64-linux-gnu/libssl.so.3", True),
        ("libsqlite3.so.0", "/lib/x86_64-linux-gnu/libsqlite3.so.0", True),
        ("torch/lib/libtorch_cpu.so", "/venv/torch/lib/libtorch_cpu.so", True),
        ("torch/lib/libtorchbind_test.so", "/venv/torch/lib/libtorchbind_test.so", False),
        ("libxcb.so.1", "/lib/x86_64-linux-gnu/libxcb.so.1", False),
        ("libreadline.so.8", "/lib/x86_64-linux-gnu/libreadline.so.8", False),
        ("libdbus-1.so.3", "/usr/lib/x86_64-linux-gnu/libdbus-1.so.3", False),
        ("PySide6/Qt/lib/libQt6Gui.so.6", "/venv/libQt6Gui.so.6", True),
        ("PySide6/Qt/lib/libQt6Qml.so.6", "/venv/libQt6Qml.so.6", False),
        ("PySide6/Qt/lib/libQt6EglFsKmsSupport.so.6", "/venv/libQt6EglFsKmsSupport.so.6", False),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "/venv/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", "/venv/libqoffscreen.so", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", "/venv/libqvnc.so", False),
        ("PySide6/Qt/plugins/sqldrivers/libqsqlite.so", "/venv/libqsqlite.so", False),
        ("onnxruntime/capi/libonnxruntime.so.1.31.1", "/venv/libonnxruntime.so.1.31.1", True),
    ],
)
def test_which_libraries_go_in(pruning: ModuleType, name: str, source: str, kept: bool) -> None:
    assert pruning.wanted((name, source, "BINARY")) is kept


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("PySide6/Qt/translations/qt_help_zh_CN.qm", False),
        ("onnx/test/cpp/data.pb", False),
        ("models/all-MiniLM-L6-v2/model.int8.onnx", True),
        ("licences/python.txt", True),
        ("torch/bin/torch_shm_manager", True),
        ("torch/bin/protoc", False),
        ("torch/share/cmake/Torch/TorchConfig.cmake", False),
        ("keyring-25.7.0.dist-info/entry_points.txt", True),
        ("keyring-25.7.0.dist-info/RECORD", False),
        ("replydesk-0.1.0.dist-info/direct_url.json", False),
        ("replydesk-0.1.0.dist-info/METADATA", False),
    ],
)
def test_which_data_go_in(pruning: ModuleType, name: str, kept: bool) -> None:
    assert pruning.wanted((name, f"/venv/{name}", "DATA")) is kept


def test_the_order_is_that_of_the_names(pruning: ModuleType) -> None:
    entries = [(name, f"/venv/{name}", "DATA") for name in ("b", "c", "a")]
    assert [name for name, _, _ in pruning.pruned(entries)] == ["a", "b", "c"]


def test_what_is_told_of_other_distributions_stays_out(
    script: Script, editions: ModuleType
) -> None:
    pruning, plain = script("pruning"), editions.EDITIONS["replydesk"]
    names = ("keyring-25.7.0.dist-info/METADATA", "models/all-MiniLM-L6-v2/manifest.json")
    others = ("pytest_xdist-3.8.0.dist-info/METADATA", "setuptools/_vendor/w-1.dist-info/METADATA")
    entries = [(name, f"/venv/{name}", "DATA") for name in (*names, *others)]
    assert [name for name, _, _ in pruning.without_others(plain, entries)] == list(names)


def test_no_process_begins_with_what_it_may_never_need(pruning: ModuleType) -> None:
    names = ("pyi_rth_inspect", "pyi_rth_nltk", "pyi_rth_pyside6", "main")
    scripts = [(name, f"/hooks/{name}.py", "PYSOURCE") for name in names]
    assert [name for name, _, _ in pruning.starting(scripts)] == [
        "pyi_rth_inspect", "pyi_rth_pyside6", "main",
    ]  # fmt: skip
