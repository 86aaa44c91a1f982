"""Recipes for systems that these tests do not run on: syntax, names and paths."""

from __future__ import annotations

import ast
import plistlib
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
WORKFLOW = ROOT / ".github" / "workflows" / "installers.yml"


def jobs() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(WORKFLOW.read_text("utf-8"))["jobs"]
    return found


def test_the_workflow_builds_and_tests_on_all_three_systems() -> None:
    systems = {job["runs-on"].partition("-")[0] for job in jobs().values()}
    assert systems == {"ubuntu", "windows", "macos"}
    said = {name: yaml.safe_dump(job) for name, job in jobs().items()}
    assert "installer_test.py" in said["linux-test"]
    assert "doctor --selftest" in said["windows"]
    assert "doctor --selftest" in said["macos"]
    for job in jobs().values():
        assert job.get("needs", "linux") in jobs()
        assert all(("run" in step) != ("uses" in step) for step in job["steps"])


def test_every_script_and_target_that_the_workflow_names_is_there() -> None:
    text = WORKFLOW.read_text("utf-8")
    named = set(re.findall(r"packaging/[\w./-]+\.\w+", text))
    assert named
    assert [name for name in named if not (ROOT / name).is_file()] == []
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"run: make ([a-z-]+)", text):
        assert f"\n{target}:" in makefile


def test_the_specification_is_python_and_names_what_is_there() -> None:
    text = (PACKAGING / "replydesk.spec").read_text("utf-8")
    tree = ast.parse(text)
    parts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert {"restore_library_path.py", "hooks", "macos", "entitlements.plist"} <= parts
    for name in ("restore_library_path.py", "hooks", "macos/entitlements.plist", "../main.py"):
        assert (PACKAGING / name).exists()
    for call in ("Analysis", "PYZ", "EXE", "COLLECT", "BUNDLE"):
        assert f"{call}(" in text


def test_inno_setup_is_given_every_name_it_uses() -> None:
    script = (PACKAGING / "windows" / "replydesk.iss").read_text("utf-8")
    given = set(re.findall(r"/D(\w+)=", (PACKAGING / "windows_and_macos.py").read_text("utf-8")))
    assert set(re.findall(r"\{#(\w+)\}", script)) <= given
    assert given <= set(re.findall(r"\w+", script))
    ids = re.findall(r"AppId=\{\{([0-9A-F-]{36})\}", script)
    assert len(set(ids)) == 2
    names = re.findall(r"\\(replydesk[\w-]*)\.exe", script)
    specification = (PACKAGING / "replydesk.spec").read_text("utf-8")
    assert all(f'"{name}"' in specification for name in names)


def test_entitlements_are_a_property_list() -> None:
    told = plistlib.loads((PACKAGING / "macos" / "entitlements.plist").read_bytes())
    assert told
    assert all(name.startswith("com.apple.security.") for name in told)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell")
@pytest.mark.parametrize("script", sorted(PACKAGING.rglob("*.sh")), ids=lambda path: path.name)
def test_shell_scripts_can_be_read(script: Path) -> None:
    subprocess.run(["sh", "-n", script], check=True)
