"""Homes that are never the user's own, each with the real command line on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.command_line import CommandLine


@pytest.fixture
def cli(tmp_path: Path) -> Iterator[CommandLine]:
    """The command line on a new home, in a folder with a space; its engine is stopped after."""
    line = CommandLine(tmp_path / "a home")
    yield line
    line.stop_engine()


@pytest.fixture
def live(tmp_path: Path) -> Iterator[CommandLine]:
    """The same on a home whose engine runs already, for what no start is a part of."""
    line = CommandLine(tmp_path / "a home", forked=True)
    line.start_engine()
    yield line
    line.stop_engine()


@pytest.fixture
def second(tmp_path: Path) -> Iterator[CommandLine]:
    """The command line on another new home."""
    line = CommandLine(tmp_path / "second", forked=True)
    yield line
    line.stop_engine()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CommandLine]:
    """The command line on a home that the tests of a module share, with one engine."""
    line = CommandLine(tmp_path_factory.mktemp("homes") / "shared", forked=True)
    line.start_engine()
    yield line
    line.stop_engine()


FAQ = """question,answer,tags
How do I reset my password?,"Open Settings, choose Security and press Reset password.",account
"Where is my parcel?
Track my order","Open the tracking link in the mail we sent when the parcel left.",delivery
能开发票吗？,可以。下单后在“我的订单”里点“开发票”，填写抬头即可。,发票
"""


@pytest.fixture
def faq(tmp_path: Path) -> Path:
    file = tmp_path / "faq.csv"
    file.write_text(FAQ, encoding="utf-8")
    return file
