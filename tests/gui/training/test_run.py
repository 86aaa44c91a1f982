"""A run from its choice to its use: a real trainer in a process of its own learns a tiny task."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assistant.client.locator import HomeLocator
from assistant.contracts.training import Backtest, Judgement, Measure
from assistant.paths import Home
from gui.page import WindowContext
from gui.training.choose_pane import ChoosePane
from gui.training.curves import Curve, Curves, ticks
from gui.training.page import TrainingPage
from gui.training.pairs import PairsDialog
from tests.gui.conftest import Looks, attached
from tests.gui.engines import stop_engine
from tests.gui.event_loop import settle, turn

_ENGINE = Path(__file__).resolve().parents[2] / "training" / "runs" / "tiny_engine.py"


@pytest.fixture(scope="module")
def learning_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A home whose engine's trainers learn the tiny task; the tests share it."""
    home = Home(tmp_path_factory.mktemp("learning") / "home")
    process = subprocess.Popen(
        [sys.executable, str(_ENGINE), str(home.root), "forking"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    locator = HomeLocator(home)
    settle(lambda: locator.find() or process.poll() is not None, 120, "an engine")
    assert process.poll() is None, "the engine ended"
    yield home
    stop_engine(home)
    process.wait()


@pytest.fixture
def context(learning_home: Home, looks: Looks) -> Iterator[WindowContext]:
    """A window context on it."""
    yield from attached(learning_home, looks)


def chosen(page: TrainingPage, **options: str) -> ChoosePane:
    """The tiny task with these values, and its estimate."""
    page.show_choice()
    settle(lambda: "mood" in page.choice.kinds.cards)
    page.choice.kinds.cards["mood"].click()
    for name, value in options.items():
        page.choice.form.controls[name].setText(value)  # type: ignore[attr-defined]  # a line
    settle(lambda: page.choice.card.start.isEnabled())
    return page.choice


def state(page: TrainingPage) -> str:
    return page.run.run.state if page.run.run is not None else ""


def test_a_run_is_begun_followed_judged_used_and_rolled_back(page: TrainingPage) -> None:
    chosen(page, epochs="2").card.start.click()
    settle(lambda: state(page) == "done", 240)
    assert page.run.isVisible()
    settle(page.run.judgement.isVisible)
    assert page.run.judgement.verdict.text() == "Better."
    row = page.run.judgement.measures.rows
    assert row.index(0, 0).data() == "Right answers"
    assert row.index(0, 3).data().endswith("better")
    settle(lambda: bool(page.run.loss.curves))
    assert [one.name for one in page.run.loss.curves] == ["while learning", "held out"]
    settle(lambda: page.run.samples.rows.rowCount() > 0)
    page.run.judgement.use.click()
    settle(lambda: page.run.run is not None and page.run.run.active)
    page.show_overview()
    versions = page.overview.versions
    settle(lambda: any(one.run and one.active for one in versions.rows.rows))
    versions.selectRow(next(n for n, one in enumerate(versions.rows.rows) if one.run))
    page.overview.roll_back.click()
    settle(lambda: not any(one.run and one.active for one in versions.rows.rows))


def test_a_run_is_paused_and_goes_on_where_it_was(page: TrainingPage) -> None:
    chosen(page, pause="0.5").card.start.click()
    settle(lambda: state(page) == "running" and page.run.card.pause.isVisible(), 120)
    page.run.card.pause.click()
    settle(lambda: state(page) == "paused", 120)
    assert page.run.card.resume.isVisible()
    assert not page.run.card.pause.isVisible()
    page.run.card.resume.click()
    settle(lambda: state(page) == "running", 120)
    page.context.engine.cancel_run(page.run.run.id, page)  # type: ignore[union-attr]  # it runs
    settle(lambda: state(page) == "cancelled", 120)


def test_an_option_that_does_not_fit_is_told_before_the_start(page: TrainingPage) -> None:
    choice = chosen(page)
    assert choice.request().options == {}  # type: ignore[union-attr]  # chosen
    spin = choice.form.controls["examples"]
    spin.setValue(0)  # type: ignore[attr-defined]  # a spin box
    settle(lambda: "There is nothing." in choice.card.says.text())
    assert not choice.card.start.isEnabled()


def test_an_estimate_that_nobody_waits_for_any_more_is_given_up(page: TrainingPage) -> None:
    choice = chosen(page)
    ended: list[int] = []
    for value in range(8):  # more than the connections that the window has
        choice.form.controls["examples"].setValue(7 - value)  # type: ignore[attr-defined]  # a spin box
        choice._ask_estimate()
        call = choice._estimating
        assert call is not None
        call.ended.connect(partial(ended.append, value))
    assert ended == list(range(7))
    settle(lambda: "There is nothing." in choice.card.says.text())


def test_a_failed_run_is_tried_with_other_settings(page: TrainingPage) -> None:
    choice = chosen(page, epochs="0.5")
    choice.presets.buttons["thorough"].click()
    choice.form.controls["epochs"].setText("0.25")  # type: ignore[attr-defined]  # a line
    choice.form.controls["batch"].setValue(8)  # type: ignore[attr-defined]  # a spin box
    choice.form.controls["masked"].setChecked(True)  # type: ignore[attr-defined]  # a switch
    choice.sources.name.setText("First")
    choice._start()
    settle(lambda: state(page) == "failed", 120)
    card = page.run.card
    assert card.again.isVisible()
    assert card.remove.isVisible()
    first = page.run.run.id  # type: ignore[union-attr]  # it is shown
    card.again.click()
    settle(lambda: choice.isVisible() and choice.filled.isVisible())
    assert "First" in choice.filled.says.text()
    settle(choice.card.start.isEnabled)
    request = choice.request()
    assert request is not None
    assert (request.kind, request.preset, request.name) == ("mood", "thorough", "First")
    assert request.options == {"epochs": 0.25, "batch": 8, "masked": True}
    assert choice.form.controls["batch"].isVisible(), "what was changed is not folded away"
    choice.form.controls["masked"].setChecked(False)  # type: ignore[attr-defined]  # a switch
    choice._start()
    settle(lambda: state(page) == "done", 240)
    assert page.run.run is not None
    assert page.run.run.id != first
    page.show_choice()
    assert not choice.filled.isVisible()


def test_pairs_are_rated_by_keys(page: TrainingPage) -> None:
    chosen(page, epochs="1").card.start.click()
    settle(lambda: state(page) == "done", 240)
    settle(page.run.judgement.rate.isVisible)
    page.run.judgement.rate.click()
    dialog = page.run.judgement.findChild(PairsDialog)
    assert dialog is not None
    settle(lambda: bool(dialog.question.toPlainText()))
    heard: list[Judgement] = []
    dialog.judged.connect(heard.append)
    QTest.keyClick(dialog, Qt.Key.Key_1)
    settle(lambda: len(heard) == 1)
    QTest.keyClick(dialog, Qt.Key.Key_Equal)
    settle(lambda: len(heard) == 2)
    assert heard[-1].rated == 2
    for _ in range(heard[-1].pairs - 2):
        rated = len(heard)
        QTest.keyClick(dialog, Qt.Key.Key_2)
        settle(lambda rated=rated: len(heard) > rated)
    settle(lambda: not dialog.question.isVisible())
    assert not any(one.isVisible() for one in dialog.choices.values()), "nothing is left to rate"
    dialog.close()
    turn()


def test_the_report_is_saved(page: TrainingPage, tmp_path: Path) -> None:
    chosen(page, epochs="1").card.start.click()
    settle(lambda: state(page) == "done", 240)
    settle(page.run.judgement.isVisible)
    file = tmp_path / "report.html"
    page.run.judgement.save_report(file)
    settle(file.exists)
    assert "<html" in file.read_text("utf-8").lower()


def test_a_long_run_is_thinned_out_and_keeps_its_end(looks: Looks) -> None:
    curves = Curves()
    points = tuple((float(n), 1.0 / (n + 1)) for n in range(40_000))
    curves.show_curves("Loss", [Curve("while learning", "accent", points)], 40_000)
    assert len(curves.curves[0].points) < 2_000
    assert curves.curves[0].points[-1] == points[-1]
    assert curves.accessibleDescription()
    curves.deleteLater()


@pytest.mark.parametrize(
    ("low", "high", "wanted"),
    [(0.2, 0.42, [0.2, 0.3, 0.4, 0.5]), (1.43, 4.65, [1, 2, 3, 4, 5]), (7, 7, [6.5, 7, 7.5]),
     (-3.0, 5.0, [-4, -2, 0, 2, 4, 6]), (0.98, 0.9801, None), (1e-6, 3e5, None)],
)  # fmt: skip
def test_axes_have_round_marks(low: float, high: float, wanted: list[float] | None) -> None:
    found = ticks(low, high)
    assert found[0] <= low + 1e-9
    assert found[-1] >= high - 1e-9
    assert 3 <= len(found) <= 8
    if wanted is not None:
        assert found == pytest.approx(wanted)


def test_what_became_worse_is_not_said_to_be_better(page: TrainingPage) -> None:
    view = page.run.judgement
    view.show_judgement(Judgement(
        better=False, verdict="No.",
        measures=[Measure(name="x", title="Invented", before=0.1, after=0.2,
                          higher_is_better=False)],
        backtest=Backtest(month="2026-10", drafts=3, as_is=1, edited=1, not_usable=1,
                          before_as_is=0, before_edited=1, before_not_usable=2),
    ))  # fmt: skip
    assert view.measures.rows.index(0, 3).data() == "+0.100, worse"
    assert "not usable 2" in view.shares.accessibleDescription()


def test_a_first_result_has_nothing_to_compare_with(page: TrainingPage) -> None:
    view = page.run.judgement
    table, titles = view.measures, view.measures.rows.headerData

    def show(before: float | None) -> tuple[str, str, list[bool]]:
        only = Measure(name="x", title="Invented", before=before, after=0.2)
        view.show_judgement(Judgement(better=True, verdict="Yes.", measures=[only]))
        title = titles(2, Qt.Orientation.Horizontal)
        hidden = [table.isColumnHidden(column) for column in (1, 3)]
        return table.accessibleName(), title, hidden

    assert show(None) == ("Result", "Result", [True, True])
    assert show(0.1) == ("Before and after", "After", [False, False])
