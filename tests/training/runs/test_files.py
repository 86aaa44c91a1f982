"""The files of a run: text only in encrypted ones, and newer formats are refused."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from typing import get_args

import psutil
import pytest

from assistant.contracts import TrainingRequest
from assistant.errors import CodedError, NotFoundError, StoreDamagedError
from tests.training.runs.conftest import owner_only
from tests.training.runs.tiny_task import MARKER
from training.runs import metrics
from training.runs.control import read_wish, write_wish
from training.runs.dataset import Dataset, Part
from training.runs.errors import RunDamagedError, RunNewerError, is_out_of_memory
from training.runs.events_file import EventsFile, crc32c
from training.runs.folder import Manifest, RunFolder, RunFolders, held
from training.runs.status import Status
from training.runs.view import asked_of, memory_of

KEY = bytes(range(32))


@pytest.fixture
def dataset(tmp_path):
    made = Dataset(tmp_path / "dataset.db", KEY)
    yield made
    made.close()


def test_examples_come_back_by_part_and_number(dataset):
    assert dataset.add("train", ({"n": n} for n in range(1201))) == 1201
    assert dataset.add("train", [{"n": 1201}]) == 1202
    assert dataset.count("held_out") == 0
    assert [each["n"] for each in dataset.read("train")] == list(range(1202))
    assert [each["n"] for each in dataset.read("train", start=1200)] == [1200, 1201]
    assert dataset.get("train", [7, 3, 7]) == [{"n": 7}, {"n": 3}, {"n": 7}]
    dataset.put("train", 3, {"n": "drei"})
    assert dataset.get("train", [3]) == [{"n": "drei"}]
    with pytest.raises(KeyError):
        dataset.get("train", [5000])


def test_documents_and_lessons_are_kept(dataset):
    assert dataset.kept("labels") is None
    dataset.keep("labels", ["退款", "delivery"])
    dataset.keep("labels", ["退款", "parcel"])
    assert dataset.kept("labels") == ["退款", "parcel"]
    dataset.learn_from([("c:1", "p:1"), ("c:2", "p:1"), ("c:1", "p:1")])
    assert sorted(dataset.lessons()) == [("c:1", "p:1"), ("c:2", "p:1")]


def test_whose_words_are_in_a_dataset_is_known_of_every_side(dataset):
    assert dataset.customers() == set()
    dataset.learn_from([("c:1", "p:1"), ("c:2", "p:2")])
    dataset.hold_out(["p:2", "p:3", "p:3"])
    assert dataset.customers() == {"p:1", "p:2", "p:3"}
    assert sorted(customer for _, customer in dataset.lessons()) == ["p:1", "p:2"]


def test_a_cleared_dataset_has_no_words_but_the_documents_that_may_stay(dataset, tmp_path):
    for part in ("train", "held_out", "judge", "samples", "pairs"):
        dataset.add(part, [{"text": MARKER}])
    dataset.keep("answers", [MARKER])
    dataset.keep("judgement", {"better": True})
    dataset.clear(but=("judgement",))
    assert {part: dataset.count(part) for part in get_args(Part)} == dict.fromkeys(
        get_args(Part), 0
    )
    assert dataset.kept("answers") is None
    assert dataset.kept("judgement") == {"better": True}


def test_a_dataset_of_the_first_format_is_brought_up_to_date(tmp_path):
    path = tmp_path / "dataset.db"
    with closing(Dataset(path, KEY)) as made, made._write() as connection:
        connection.exec_driver_sql("DROP TABLE held_out")
        connection.exec_driver_sql("PRAGMA user_version = 1")
    with closing(Dataset(path, KEY)) as again:
        again.hold_out(["p:1"])
        assert again.customers() == {"p:1"}


def test_who_looks_while_a_dataset_is_made_finds_all_of_it_or_nothing(tmp_path):
    def look(path):
        while not path.exists():
            pass
        with closing(Dataset(path, KEY)) as found:
            return found.count("train")

    with ThreadPoolExecutor(1) as pool:
        for number in range(10):
            path = tmp_path / f"{number}.db"
            looked = pool.submit(look, path)
            Dataset(path, KEY).close()
            assert looked.result(60) == 0
            assert not list(tmp_path.glob("*.new*"))


def test_nothing_of_a_dataset_is_readable_without_its_key(tmp_path):
    made = Dataset(tmp_path / "dataset.db", KEY)
    made.add("train", [{"text": MARKER}] * 100)
    for path in tmp_path.iterdir():
        assert MARKER.encode() not in path.read_bytes()
        assert owner_only(path)
    made.close()
    with pytest.raises(CodedError):
        Dataset(tmp_path / "dataset.db", bytes(32))


def test_a_flipped_page_is_told(tmp_path):
    made = Dataset(tmp_path / "dataset.db", KEY)
    made.add("train", [{"text": MARKER * 10}] * 500)
    made.close()
    content = bytearray((tmp_path / "dataset.db").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "dataset.db").write_bytes(content)
    again = Dataset(tmp_path / "dataset.db", KEY)
    with pytest.raises(StoreDamagedError):
        list(again.read("train"))
    again.close()


def test_figures_behind_a_step_are_taken_back(tmp_path):
    path = tmp_path / "metrics.jsonl"
    file = metrics.MetricsFile(path)
    for step in range(5):
        file.add(step, step * 2.0, {"loss": 1 / (step + 1)})
    with path.open("ab") as torn:
        torn.write(b'{"step": 5, "sec')
    assert [point.step for point in metrics.read(path)] == [0, 1, 2, 3, 4]
    assert [point.step for point in metrics.read(path, after=2)] == [3, 4]
    file.cut(2)
    file.add(3, 1.0, {"loss": 9})
    assert [(p.step, p.values["loss"]) for p in metrics.read(path)][2:] == [
        (2, pytest.approx(1 / 3)), (3, 9),
    ]  # fmt: skip
    assert list(metrics.read(tmp_path / "none.jsonl")) == []


def test_a_wish_is_read_as_it_was_written(tmp_path):
    path = tmp_path / "control.json"
    assert read_wish(path) == "go"
    for wish in ("pause", "cancel", "go"):
        write_wish(path, wish)
        assert read_wish(path) == wish
    for nonsense in (b"", b"{", b'{"wish": "dance"}', b'["wish"]'):
        path.write_bytes(nonsense)
        assert read_wish(path) == "go"


def test_a_status_tells_its_process_from_another_of_the_same_id(tmp_path):
    path = tmp_path / "status.json"
    Status().of_this_process().write(path)
    status = Status.read(path)
    assert status.process() is not None
    assert status.model_copy(update={"process_started": 1.0}).process() is None
    assert Status.read(tmp_path / "none").process() is None
    path.write_bytes(b"{torn")
    assert Status.read(path) == Status()


def test_a_process_that_ended_this_moment_takes_no_memory():
    started = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    process = psutil.Process(started.pid)
    assert memory_of(process) > 0
    started.communicate(b"\n")
    assert memory_of(process) == memory_of(None) == 0


def test_a_copy_that_somebody_made_of_a_checkpoint_is_none(tmp_path):
    folder = RunFolder(tmp_path)
    for name in ("step-000000004", "step-000000009 (copy)", "step-", "step-x"):
        (folder.checkpoints / name).mkdir(parents=True)
        (folder.checkpoints / name / "manifest.json").write_text("{}")
    assert folder.last_saved() == 4


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB."),
        RuntimeError("CUDA error: out of memory"),
        RuntimeError("MPS backend out of memory (MPS allocated: 8.00 GiB)"),
        RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"),
        RuntimeError(
            "[enforce fail at alloc_cpu.cpp:117] . DefaultCPUAllocator: can't allocate memory: "
            "you tried to allocate 9 bytes. Error code 12 (Cannot allocate memory)"
        ),
    ],
)
def test_memory_that_ran_out_is_known_on_every_device(error):
    assert is_out_of_memory(error)
    assert not is_out_of_memory(ValueError(str(error)))
    assert not is_out_of_memory(RuntimeError("shape mismatch"))


def test_tensorboard_s_records_are_as_they_should_be(tmp_path):
    assert crc32c(b"123456789") == 0xE3069283  # the check value of RFC 3720's polynomial
    file = EventsFile.begin(tmp_path / "events", 4)
    file.add(5, {"loss": 0.25, "rate": 1000})
    (path,) = (tmp_path / "events").iterdir()
    assert path.name.startswith("events.out.tfevents.")
    assert owner_only(path)
    events = [decode(record) for record in records(path.read_bytes())]
    assert events[0][3] == b"brain.Event:2"
    assert events[1][2] == 5
    assert decode(events[1][7]) == {1: 1}
    assert events[2][2] == 5
    values = [decode(value) for value in repeated(events[2][5], 1)]
    assert [value[1] for value in values] == [b"loss", b"rate"]
    assert [struct.unpack("<f", value[2])[0] for value in values] == [0.25, 1000]


def records(content):
    """Yield the data of each record, after checking its checksums."""
    while content:
        (length,) = struct.unpack("<Q", content[:8])
        assert masked(content[:8]) == content[8:12]
        data = content[12 : 12 + length]
        assert masked(data) == content[12 + length : 16 + length]
        yield data
        content = content[16 + length :]


def masked(data):
    crc = crc32c(data)
    return struct.pack("<I", ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF)


def fields(message):
    """Yield the number and value of each field of a protocol buffer message."""
    while message:
        tag, message = varint(message)
        if tag & 7 == 0:
            value, message = varint(message)
        elif tag & 7 == 2:
            length, message = varint(message)
            value, message = message[:length], message[length:]
        else:
            size = 8 if tag & 7 == 1 else 4
            value, message = message[:size], message[size:]
        yield tag >> 3, value


def decode(message):
    return dict(fields(message))


def repeated(message, number):
    return [value for field, value in fields(message) if field == number]


def varint(message):
    value = shift = 0
    for at, byte in enumerate(message):
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, message[at + 1 :]
    raise AssertionError("a torn number")


def test_a_run_of_a_newer_program_is_refused(home):
    folders = RunFolders(home)
    folder = folders.make()
    assert owner_only(folder.path)
    assert owner_only(folder.path.parent)
    (folder.path / "run.json").write_text(json.dumps({"format": 2, "new": True}))
    with pytest.raises(RunNewerError):
        folder.read()
    for nonsense in ("", "{", '{"format": 1}'):
        (folder.path / "run.json").write_text(nonsense)
        with pytest.raises(RunDamagedError):
            folder.read()


def test_only_ids_of_ours_are_folders(home):
    folders = RunFolders(home)
    folder = folders.make()
    (folders.root / "notes").mkdir()
    assert [each.id for each in folders.every()] == [folder.id]
    for wrong in ("..", "../..", "notes", folder.id + "/x", "", folder.id.upper() + "0"):
        with pytest.raises(NotFoundError):
            folders.get(wrong)
    folders.remove(folders.get(folder.id))
    assert folders.every() == []
    (folders.root / f".gone-{folder.id}").mkdir()
    folders.clean()
    assert [path.name for path in folders.root.iterdir()] == ["notes"]


def test_a_lock_tells_that_a_trainer_lives(home):
    folder = RunFolders(home).make()
    assert not folder.trainer_lives()
    with held(folder).acquire():
        assert folder.trainer_lives()
    assert not folder.trainer_lives()


def test_where_tables_lie_is_told_to_nobody_but_the_engine_s_own_user(tmp_path):
    folder = RunFolder(tmp_path)
    table = str(tmp_path / "secret" / "labels.csv")
    asked = TrainingRequest(kind="mood", preset="quick", options={"batch": 8}, tables=[table])
    folder.write(
        Manifest(
            id="1", kind="mood", name="Ours", preset="quick", created_at=datetime.now(UTC),
            request=asked, recipe={},
        )
    )  # fmt: skip
    assert asked_of(folder, owner=True) == asked
    told = asked_of(folder, owner=False)
    assert told.tables == ["labels.csv"]
    assert (told.options, told.preset) == ({"batch": 8}, "quick")
