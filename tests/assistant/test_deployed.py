"""Settings deployed by an administrator: applied, kept separate, and errors in them reported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant import deployed, settings
from assistant.deployed import SettingDeployedError, SettingsError
from assistant.paths import Home


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The path of the file of deployed settings, which does not exist yet."""
    place = tmp_path / "etc" / "deployed.json"
    place.parent.mkdir()
    monkeypatch.setattr(deployed, "place", lambda: place)
    return place


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.create()
    return home


def test_without_a_file_everything_is_the_users_own(file: Path, home: Home) -> None:
    assert not file.exists()
    assert deployed.in_force() == deployed.Deployed()
    assert settings.load(home) == settings.Settings()


def test_it_goes_before_the_home_and_is_not_written_into_it(file: Path, home: Home) -> None:
    settings.save(home, settings.Settings(threads=2, drafts="composed"))
    file.write_text(json.dumps({"format": 1, "engine": {"drafts": "off", "threads": 3}}))
    now = settings.load(home)
    assert (now.drafts, now.threads) == ("off", 3)
    settings.save(home, settings.changed(now, {"daily_backup": False}))
    assert json.loads(home.settings.read_text()) == {"daily_backup": False, "format": 1}
    file.unlink()
    assert settings.load(home) == settings.Settings(daily_backup=False)


def test_what_is_deployed_cannot_be_changed(file: Path) -> None:
    file.write_text(json.dumps({"format": 1, "engine": {"drafts": "off"}}))
    deployed.in_force().refuse({"daily_backup"})
    with pytest.raises(SettingDeployedError) as refused:
        deployed.in_force().refuse({"daily_backup", "drafts"})
    assert refused.value.code == "settings.deployed"
    assert "drafts" in refused.value.found


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("{", "JSON"),
        ("[]", "format"),
        ('{"format": 2}', "format"),
        ('{"format": 1, "windows": {}}', "windows"),
        ('{"format": 1, "window": []}', "window"),
        ('{"format": 1, "off": ["search"]}', "training, clipboard"),
        ('{"format": 1, "engine": {"draft": "off"}}', "draft"),
        ('{"format": 1, "engine": {"drafts": "never"}}', "drafts"),
    ],
)
def test_a_wrong_file_is_told_with_its_place(
    file: Path, home: Home, content: str, named: str
) -> None:
    file.write_text(content)
    with pytest.raises(SettingsError) as wrong:
        settings.load(home)
    assert named in f"{wrong.value.expected} {wrong.value.found}"
    assert str(file) in wrong.value.expected


def test_a_window_opens_on_a_wrong_file_all_the_same(file: Path) -> None:
    file.write_text("{")
    assert deployed.for_window() == deployed.Deployed()
    file.write_text('{"format": 1, "window": {"language": "zh_CN"}, "off": ["training"]}')
    assert deployed.for_window().window == {"language": "zh_CN"}
    assert deployed.for_window().off == {"training"}
