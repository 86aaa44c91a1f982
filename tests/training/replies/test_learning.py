"""The learners: only replies are learnt, micro-batches and interruptions change nothing."""

from __future__ import annotations

import json
import math

import pytest

from tests import tiny_models
from tests.tiny_dialogue import PROMPT
from training.learning.batches import Encoded, grouped, padded
from training.learning.plans import LengthGroupedPlan
from training.recipes.preferences import Preferences
from training.recipes.replies import Replies
from training.replies.encoding import ReplyEncoder

torch = pytest.importorskip("torch")
pytest.importorskip("peft")
pytestmark = [
    pytest.mark.torch,
    # peft asks transformers for it by its older name
    pytest.mark.filterwarnings("ignore:`is_gradient_checkpointing` is deprecated:FutureWarning"),
]

REPLIES = [
    "Yes, you can return it within 14 days.", "The refund takes 3 days.", "I am sorry to hear it.",
    "Please send us a photo of the damage, and we will look at it today.", "No.",
]  # fmt: skip
RECIPE = Replies(dropout=0.0, precision="single", rank=4, batch=4)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tiny_models.build(tmp_path_factory.mktemp("model"), own=True)


@pytest.fixture(scope="module")
def encoder(folder):
    return ReplyEncoder(folder, "own", 512)


def trainable(folder, recipe, *, steps=40, checkpointing=False):
    from training.replies import trainable_model

    model = trainable_model.load(folder, "cpu", frozen=recipe.method != "full")
    return trainable_model.made_trainable(model, recipe, steps=steps, checkpointing=checkpointing)


def learner(folder, encoder, recipe=RECIPE, **options):
    from training.replies.learner import ReplyLearner

    examples = [encoder.example(PROMPT, reply).encoded for reply in REPLIES]
    made = trainable(folder, recipe, **options)
    return ReplyLearner(made, encoder, recipe, "cpu", [(PROMPT, REPLIES[0])], examples, examples)


def gradients(made, pieces):
    made.model.train()
    made.model.zero_grad(set_to_none=True)
    learnt = [made.learn(piece, 0) for piece in pieces]
    weight = sum(one.weight for one in learnt)
    return weight, {
        name: one.grad / weight for name, one in made.model.named_parameters()
        if one.grad is not None
    }  # fmt: skip


def test_only_the_words_of_agents_are_learnt(folder, encoder):
    made = learner(folder, encoder)
    learnt = made.learn([0, 1], 0)
    wanted = [encoder.reply(reply) for reply in REPLIES[:2]]
    assert learnt.weight == sum(map(len, wanted))
    # the loss is that of the model itself, token by token
    total = 0.0
    for ids, first, _ in (encoder.example(PROMPT, reply).encoded for reply in REPLIES[:2]):
        with torch.no_grad():
            logits = made.trainable.model(torch.tensor([ids])).logits[0].float()
        logs = logits.log_softmax(-1)
        total -= sum(float(logs[at - 1, ids[at]]) for at in range(first, len(ids)))
    assert float(learnt.loss.detach()) == pytest.approx(total, rel=1e-4)


def test_halving_what_is_in_memory_changes_nothing(folder, encoder):
    made = learner(folder, encoder)
    whole = gradients(made, [[0, 1, 2, 3, 4]])
    parts = gradients(made, [[4], [2, 1], [0], [3]])
    assert parts[0] == whole[0]
    for name, gradient in whole[1].items():
        assert torch.allclose(gradient, parts[1][name], atol=1e-6), name


def test_computing_again_on_the_way_back_changes_nothing(folder, encoder):
    plain = gradients(learner(folder, encoder), [[0, 1, 2]])
    saving = gradients(learner(folder, encoder, checkpointing=True), [[0, 1, 2]])
    assert plain[1].keys() == saving[1].keys()
    for name, gradient in plain[1].items():
        assert torch.allclose(gradient, saving[1][name], atol=1e-6), name


def test_the_vocabulary_in_parts_gives_the_same_loss(folder, encoder, monkeypatch):
    from training.learning import losses

    whole = gradients(learner(folder, encoder), [[0, 1, 2]])
    monkeypatch.setattr(losses, "_CELLS", 5 * 512)
    parts = gradients(learner(folder, encoder), [[0, 1, 2]])
    for name, gradient in whole[1].items():
        assert torch.allclose(gradient, parts[1][name], atol=1e-6), name


@pytest.mark.parametrize("method", ["lora", "adalora", "full"])
def test_it_learns_what_agents_said_and_keeps_it_when_merged(folder, encoder, method, tmp_path):
    from training.replies import trainable_model

    rate = 0.0025 if method == "full" else 0.00125
    recipe = RECIPE.model_copy(update={"method": method, "learning_rate": rate})
    made = learner(folder, encoder, recipe, steps=60)
    before = made.measure()
    optimizer = made.optimizer(recipe)
    for step in range(60):
        gradients_of_step(made, optimizer, step)
    after = made.measure()
    assert after["likelihood"] > before["likelihood"] + 0.05
    assert after["likelihood"] == pytest.approx(math.exp(-after["held_out_loss"]))
    trainable_model.publish(made.trainable, folder, tmp_path / "model")
    merged = learner(tmp_path / "model", encoder, RECIPE)
    assert merged.measure()["held_out_loss"] == pytest.approx(after["held_out_loss"], abs=0.02)
    assert (tmp_path / "model" / "config.json").read_text() == (folder / "config.json").read_text()
    assert json.loads((tmp_path / "model" / "replydesk.json").read_text())["rendering"] == 1


@pytest.mark.parametrize("method", ["lora", "adalora", "full"])
def test_a_share_of_what_was_learnt_lies_between_before_and_after(
    folder, encoder, method, tmp_path
):
    from safetensors.torch import load_file

    from training.replies import trainable_model

    recipe = RECIPE.model_copy(update={"method": method, "learning_rate": 0.01})
    written = {}
    for share in (0.0, 0.5, 1.0):
        made = learner(folder, encoder, recipe, steps=12)
        optimizer = made.optimizer(recipe)
        for step in range(12):
            gradients_of_step(made, optimizer, step)
        trainable_model.publish(made.trainable, folder, tmp_path / str(share), share=share)
        paths = sorted((tmp_path / str(share)).glob("*.safetensors"))
        written[share] = {k: v for path in paths for k, v in load_file(path).items()}
    base = {k: v for path in folder.glob("*.safetensors") for k, v in load_file(path).items()}
    moved = 0
    for name, before in base.items():
        after = written[1.0][name].float()
        assert torch.allclose(written[0.0][name].float(), before.float(), atol=1e-3), name
        between = (before.float() + after) / 2
        assert torch.allclose(written[0.5][name].float(), between, atol=2e-3, rtol=0.01), name
        moved += not torch.allclose(after, before.float(), atol=5e-3)
    assert moved > 3


def gradients_of_step(made, optimizer, step):
    made.model.train()
    learnt = made.learn([step % 5, (step + 1) % 5, (step + 2) % 5], step)
    for parameter in made.model.parameters():
        if parameter.grad is not None:
            parameter.grad /= learnt.weight
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    made.stepped(step + 1)


def test_adalora_goes_on_from_a_checkpoint_as_if_nothing_had_been(folder, encoder):
    """The allocation of ranks depends on earlier steps, even after it is final."""
    recipe = RECIPE.model_copy(update={"method": "adalora", "learning_rate": 0.00125})
    whole = learner(folder, encoder, recipe, steps=30)
    steps_of(whole, recipe, range(30))
    for broken_at in (8, 25):
        first = learner(folder, encoder, recipe, steps=30)
        optimizer = steps_of(first, recipe, range(broken_at))
        second = learner(folder, encoder, recipe, steps=30)
        again = second.optimizer(recipe)
        second.set_weights({name: value.clone() for name, value in first.weights().items()})
        second.restore(first.state())
        again.load_state_dict(optimizer.state_dict())
        for step in range(broken_at, 30):
            gradients_of_step(second, again, step)
        for name, value in whole.weights().items():
            assert torch.equal(value, second.weights()[name]), (broken_at, name)
    ranks = [one for name, one in whole.weights().items() if "lora_E" in name]
    assert sum(int((one == 0).sum()) for one in ranks) > 0  # some were pruned


def steps_of(made, recipe, steps):
    optimizer = made.optimizer(recipe)
    for step in steps:
        gradients_of_step(made, optimizer, step)
    return optimizer


def test_it_says_what_it_would_answer(folder, encoder):
    (sample,) = learner(folder, encoder).samples()
    assert sample.question == PROMPT.turns[-1].text
    assert sample.wanted == REPLIES[0]
    assert "<|" not in sample.said


def test_what_was_sent_becomes_likelier_than_what_was_shown(folder, encoder):
    from training.replies.preference_learner import PreferenceLearner

    recipe = Preferences(dropout=0.0, precision="single", rank=4, batch=2, beta=0.5)
    pairs = [
        (encoder.example(PROMPT, REPLIES[0]).encoded, encoder.example(PROMPT, REPLIES[4]).encoded),
        (encoder.example(PROMPT, REPLIES[1]).encoded, encoder.example(PROMPT, REPLIES[2]).encoded),
    ]
    made = PreferenceLearner(
        trainable(folder, recipe), encoder, recipe, "cpu", [], pairs, pairs, beta=recipe.beta
    )
    made.known = made.margins()
    before = made.measure()
    # before training it equals the reference: nothing is preferred yet
    assert before["held_out_loss"] == pytest.approx(math.log(2), abs=1e-5)
    assert before["preferred"] == 0
    optimizer = made.optimizer(recipe.model_copy(update={"learning_rate": 0.00125}))
    for step in range(15):
        made.learn([0, 1], step)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
    after = made.measure()
    assert after["preferred"] == 1
    assert after["held_out_loss"] < before["held_out_loss"]
    assert all(now > then for now, then in zip(made.margins(), made.known, strict=True))


def test_steps_are_of_like_length_and_every_example_comes_once():
    sizes = [17 * number % 101 + 5 for number in range(203)]
    plan = LengthGroupedPlan(sizes, batch=8, epochs=2.0, seed=4)
    again = LengthGroupedPlan(sizes, batch=8, epochs=2.0, seed=4)
    one_pass = [place for step in range(plan.steps // 2) for place in plan.batch(step)]
    assert sorted(one_pass) == list(range(203))
    # batches do not depend on the order in which they are asked for
    assert [again.batch(step) for step in (30, 3, 0)] == [plan.batch(step) for step in (30, 3, 0)]
    padding = [
        1 - sum(sizes[place] for place in batch) / (len(batch) * max(sizes[p] for p in batch))
        for batch in map(plan.batch, range(plan.steps))
    ]
    assert sum(padding) / len(padding) < 0.1


def test_groups_hold_no_more_than_their_budget():
    sizes = [5, 90, 7, 300, 12, 44, 8]
    groups = grouped(sizes, 100)
    assert sorted(place for group in groups for place in group) == list(range(7))
    for group in groups:
        assert len(group) == 1 or len(group) * max(sizes[place] for place in group) <= 100
    batch = padded([Encoded([3, 4, 5], 1), Encoded([6], 0)])
    assert batch.ids.tolist() == [[3, 4, 5], [6, 0, 0]]
    assert batch.learnt.tolist() == [[False, True, True], [True, False, False]]
    assert batch.tokens == 4
