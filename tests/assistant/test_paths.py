"""Small files that several threads write at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from assistant.paths import write_owner_only


def test_a_file_that_several_threads_write_is_always_whole(tmp_path: Path) -> None:
    file = tmp_path / "chosen.json"
    contents = [bytes([65 + number]) * (50_000 * (number + 1)) for number in range(4)]
    write_owner_only(file, contents[0])

    def write(number: int) -> None:
        write_owner_only(file, contents[number % 4])
        assert file.read_bytes() in contents

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(80)))
    assert [path.name for path in tmp_path.iterdir()] == ["chosen.json"]
