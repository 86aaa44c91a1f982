"""The section Privacy: erasing somebody, and the recovery key."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QFileDialog

from assistant.contracts import (
    ActorWithToken,
    ConversationBody,
    CustomerBody,
    EraseReport,
    Identifier,
    MessageBody,
    Role,
)
from assistant.paths import Home
from gui.notices import Notice
from gui.page import WindowContext
from gui.settings.erasure import counted
from gui.settings.page import SettingsPage
from gui.settings.privacy import PrivacySection
from tests.gui.event_loop import settle
from tests.gui.settings.test_recovery_sheet import words_of


@pytest.fixture
def privacy(page: SettingsPage) -> PrivacySection:
    section = page.open_section("privacy")
    assert isinstance(section, PrivacySection)
    return section


def _write_customer(context: WindowContext) -> None:
    body = CustomerBody(
        name="Maria Gonzalez", identifiers=[Identifier(kind="email", value="maria@example.com")]
    )
    made: list[int] = []
    context.engine.create_customer(body, context.link).then(
        lambda customer: made.append(customer.id)
    )
    settle(lambda: made)
    conversation = ConversationBody(
        customer_id=made[0], messages=[MessageBody(role="customer", text="Where is my order?")]
    )
    written: list[object] = []
    context.engine.create_conversation(conversation, context.link).then(written.append)
    settle(lambda: written)


def _customers(context: WindowContext) -> int:
    totals: list[int] = []
    context.engine.customers({}, context.link).then(lambda page: totals.append(page.total))
    settle(lambda: totals)
    return totals[0]


def test_a_customer_is_erased_only_after_a_look_and_a_typed_confirmation(
    context: WindowContext, privacy: PrivacySection
) -> None:
    _write_customer(context)
    erasure = privacy.erasure
    settle(erasure.isVisible)
    erasure.customer.setText("maria@example.com")
    erasure.look.click()
    settle(erasure.erase.isVisible)
    assert "conversations: 1" in erasure.outcome.text()
    assert not erasure.erase.isEnabled()
    assert _customers(context) == 1  # a look removes nothing

    erasure.again.setText("maria@example.org")
    assert not erasure.erase.isEnabled()
    erasure.again.setText("maria@example.com")
    assert erasure.erase.isEnabled()
    erasure.erase.click()
    settle(lambda: "Removed" in erasure.outcome.text())
    assert not erasure.erase.isVisible()
    assert _customers(context) == 0


def test_typing_another_person_after_the_look_starts_anew(
    context: WindowContext, privacy: PrivacySection
) -> None:
    _write_customer(context)
    erasure = privacy.erasure
    settle(erasure.isVisible)
    erasure.customer.setText("maria@example.com")
    erasure.look.click()
    settle(erasure.erase.isVisible)
    erasure.customer.setText("tom@example.com")
    assert not erasure.erase.isVisible()


def test_nobody_by_this_name(context: WindowContext, privacy: PrivacySection) -> None:
    erasure = privacy.erasure
    settle(erasure.isVisible)
    erasure.customer.setText("nobody@example.com")
    erasure.look.click()
    settle(erasure.problem.isVisible)
    assert not erasure.erase.isVisible()


def test_the_recovery_key_is_shown_saved_and_forgotten(
    context: WindowContext, page: SettingsPage, privacy: PrivacySection, tmp_path: Path
) -> None:
    recovery = privacy.recovery
    settle(recovery.isVisible)
    assert recovery.key.toPlainText() == ""
    recovery.show_key.click()
    settle(recovery.key.isVisible)
    key = recovery.key.toPlainText()
    assert len(key) > 40
    target = tmp_path / "key.txt"
    recovery.write(str(target))
    assert key in target.read_text("utf-8")
    if sys.platform != "win32":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
    page.open_section("general")
    assert recovery.key.toPlainText() == ""


def test_the_recovery_key_is_kept_as_a_page_to_print(
    context: WindowContext, privacy: PrivacySection, engine_home: Home, tmp_path: Path
) -> None:
    recovery = privacy.recovery
    settle(recovery.isVisible)
    recovery.show_key.click()
    settle(recovery.print_key.isVisible)
    target = tmp_path / "key.pdf"
    recovery.write_page(str(target))
    said = words_of(target)
    assert "".join(recovery.key.toPlainText().replace("-", " ").split()) in said
    assert "".join(str(engine_home.root).split()) in said
    if sys.platform != "win32":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600

    told: list[Notice] = []
    context.notices.told.connect(told.append)
    recovery.write_page(str(tmp_path / "nowhere" / "key.pdf"))
    assert told[-1].tone == "bad"


def test_where_no_printer_is_the_page_is_kept_as_a_pdf(
    context: WindowContext, privacy: PrivacySection, tmp_path: Path
) -> None:
    if QPrinterInfo.availablePrinterNames():
        pytest.skip("a printer is set up here")
    recovery = privacy.recovery
    settle(recovery.isVisible)
    recovery.show_key.click()
    settle(recovery.print_key.isVisible)
    told: list[Notice] = []
    context.notices.told.connect(told.append)
    recovery.print_key.click()
    assert "No printer" in told[-1].text
    dialog = recovery.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "page.pdf"))
    dialog.reject()
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    settle(lambda: recovery.findChild(QFileDialog) is None)


def test_where_things_are_is_said(
    context: WindowContext, privacy: PrivacySection, engine_home: Home
) -> None:
    settle(lambda: str(engine_home.root) in privacy.said())
    assert "store.key" in privacy.said()  # this computer has no keyring


def test_an_agent_sees_what_is_stored_but_may_not_erase(
    context: WindowContext, page: SettingsPage, become: Callable[[Role], ActorWithToken]
) -> None:
    become("agent")
    section = page.open_section("privacy")
    assert isinstance(section, PrivacySection)
    settle(lambda: "Only an administrator" in section.said())
    assert not section.erasure.isVisible()
    assert not section.recovery.isVisible()


def test_what_was_learnt_is_told_with_what_goes() -> None:
    report = EraseReport(transcripts=2, models_to_retrain=["replies of June"])
    assert counted(report) == [
        "conversations kept for training: 2",
        "a model that learnt from them: replies of June",
    ]
