"""Speed of drafts: onnxruntime-genai compared with transformers, same weights and prompts.

Ours is the product's complete path: the worker's process behind its pipe, constrained numbers,
streamed text. The baseline is `generate` of transformers in fp32 on the CPU; it runs if torch is
installed. Weights are random from a seed in the starter model's size, or read from `--model FOLDER`
(a model folder with our rendering, so that prompt lookup is measured on meaningful text).

Rates are those of the fastest of several alternating runs, because other programs can only slow a
run down. If there is a graphics processor, two model sizes are measured on it, together with their
share of its memory bandwidth.

    python main.py bench generation --json
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

_QUERIES = 150
_MEGABYTE = 2**20


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, help="a model folder with our rendering")
    parser.add_argument("--tokens", type=int, default=200, help="of each reply")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--entries", type=int, default=10_000, help="searched during a draft")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--no-baseline", action="store_true")
    parser.add_argument("--no-search", action="store_true")
    parser.add_argument("--role", choices=["torch", "search", "gpu"], help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.role:
        roles = {"torch": plain, "search": searching, "gpu": on_gpu}
        print(json.dumps(roles[given.role](given)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        given.folder = Path(folder)
        result = measured(given)
    if given.json:
        print(json.dumps(result))
    else:
        for name, value in result.items():
            print(f"{name:>28}  {value}")
    return 0


def measured(given: argparse.Namespace) -> dict[str, Any]:
    """Measure everything, each side in processes of its own."""
    from assistant.models.worker.writer import LONGEST_GUESS
    from benchmarks import dialogue_models

    source = given.model or dialogue_models.build(given.folder / "source")
    dialogue_models.convert(source, given.folder)
    given.model = source
    has_torch = importlib.util.find_spec("torch") is not None and not given.no_baseline
    best: dict[str, Any] = {"tokens": given.tokens, "runs": given.runs}
    for _ in range(given.runs):
        _keep_best(best, ours(given, "onnx-int4", guesses=0), "onnx")
        _keep_best(best, ours(given, "onnx-int4", guesses=LONGEST_GUESS), "lookup")
        _keep_best(best, ours(given, "onnx-fp32", guesses=0), "fp32")
        if has_torch:
            _keep_best(best, _child("torch", given), "torch")
    result = _named(best)
    if not given.no_search:
        result |= _child("search", given)
    if has_torch:
        result |= _child("gpu", given)
    return result


def _keep_best(best: dict[str, Any], run: dict[str, float], name: str) -> None:
    for what, value in run.items():
        key = f"{name}_{what}"
        better = max if what.endswith("_s") else min
        best[key] = better(best.get(key, value), value)


def _named(best: dict[str, Any]) -> dict[str, Any]:
    result = {
        "tokens": best["tokens"],
        "prompt_tokens": best["onnx_prompt_tokens"],
        "onnx_tokens_s": best["onnx_tokens_s"],
        "onnx_lookup_tokens_s": best["lookup_tokens_s"],
        "fp32_tokens_s": best["fp32_tokens_s"],
        "torch_tokens_s": best.get("torch_tokens_s"),
        "ratio": None,
        "first_token_ms": best["onnx_first_token_ms"],
        "first_token_reused_ms": best["onnx_first_token_reused_ms"],
        "worker_mb": best["onnx_worker_mb"],
        "weights_mb": best["onnx_weights_mb"],
        "worker_beyond_weights_mb": round(best["onnx_worker_mb"] - best["onnx_weights_mb"], 1),
        "worker_fp32_beyond_weights_mb": round(best["fp32_worker_mb"] - best["fp32_weights_mb"], 1),
        "start_s": best["onnx_start"],
    }  # fmt: skip
    if result["torch_tokens_s"]:
        result["ratio"] = round(result["onnx_tokens_s"] / result["torch_tokens_s"], 2)
        result["fp32_ratio"] = round(result["fp32_tokens_s"] / result["torch_tokens_s"], 2)
    return result


# ---------------------------------------------------------------- the product


def local_model(given: argparse.Namespace) -> Any:
    """The model, as the product loads it."""
    from benchmarks import dialogue_models

    return dialogue_models.local(given.model, given.folder)


def ours(given: argparse.Namespace, backend: Any, *, guesses: int) -> dict[str, float]:
    """Measure a fresh worker: a reply to a new prompt, and to the same prompt again."""
    from assistant.models.supervisor import Supervisor

    supervisor = Supervisor(guesses=guesses)
    started = time.perf_counter()
    supervisor.load(local_model(given), backend=backend)
    _reply(supervisor, given.tokens, 9)
    ready = time.perf_counter() - started
    cold = _reply(supervisor, given.tokens, 0)
    again = _reply(supervisor, given.tokens, 0)
    memory = supervisor.status().memory_bytes
    supervisor.unload()
    weights = sum(file.stat().st_size for file in (given.folder / backend).glob("model.onnx*"))
    return {
        "tokens_s": round(max(cold["rate"], again["rate"]), 1),
        "first_token_ms": cold["first_ms"],
        "first_token_reused_ms": again["first_ms"],
        "prompt_tokens": cold["prompt_tokens"],
        "worker_mb": round(memory / _MEGABYTE, 1),
        "weights_mb": round(weights / _MEGABYTE, 1),
        "start": round(ready, 2),
    }


def _reply(supervisor: Any, tokens: int, place: int) -> dict[str, float]:
    from assistant.models.generation import Begun, Ended, GenerationRequest

    begun = ended = None
    for event in supervisor.generate(GenerationRequest(prompt(place), tokens)):
        begun = event if isinstance(event, Begun) else begun
        ended = event if isinstance(event, Ended) else ended
    assert begun is not None
    assert ended is not None
    assert ended.reason != "failed", ended
    writing = ended.seconds - ended.first_token_ms / 1000
    return {
        "rate": (ended.tokens - 1) / max(writing, 1e-6),
        "first_ms": ended.first_token_ms,
        "prompt_tokens": begun.prompt_tokens,
    }


def prompt(place: int) -> Any:
    """A prompt with three passages of the demo knowledge and a question."""
    from assistant.prompt import Passage, Prompt, PromptTurn
    from benchmarks import corpus

    pairs = corpus.base(60)
    found = [pairs[(7 * place + step) % len(pairs)] for step in range(3)]
    return Prompt(
        tuple(Passage(pair.question, pair.answer) for pair in found),
        (PromptTurn("customer", found[0].question),),
    )


# ---------------------------------------------------------------- the baseline


def plain(given: argparse.Namespace) -> dict[str, float]:
    """`generate` of transformers, greedy, in fp32 with torch's default number of threads."""
    import torch
    from transformers import AutoModelForCausalLM

    from assistant.models.worker.rendering import OwnRenderer, Vocabulary

    model = AutoModelForCausalLM.from_pretrained(given.model, dtype=torch.float32).eval()
    ids = torch.tensor([OwnRenderer(Vocabulary(given.model)).ids(prompt(0))])

    def seconds(tokens: int) -> float:
        started = time.perf_counter()
        model.generate(
            ids, attention_mask=torch.ones_like(ids), do_sample=False,
            max_new_tokens=tokens, min_new_tokens=tokens,
        )  # fmt: skip
        return time.perf_counter() - started

    seconds(2)
    first = min(seconds(1) for _ in range(2))
    whole = min(seconds(given.tokens) for _ in range(2))
    rate = (given.tokens - 1) / max(whole - first, 1e-6)
    return {"tokens_s": round(rate, 1), "first_token_ms": round(1000 * first, 1)}


# ---------------------------------------------------------------- a search during a draft


def searching(given: argparse.Namespace) -> dict[str, float]:
    """95th percentile of a whole query in the engine, at rest and while drafts are written."""
    from assistant.engine import Engine
    from assistant.models.supervisor import Supervisor
    from assistant.paths import Home
    from benchmarks import corpus
    from benchmarks.search import build
    from retrieval.retriever import Query

    home = Home(given.folder / "home")
    build(home, given.entries)
    engine, supervisor = Engine(home), Supervisor()
    engine.start()
    engine.knowledge.index.filled.wait()
    supervisor.load(local_model(given), backend="onnx-int4")
    _reply(supervisor, given.tokens, 0)

    def p95() -> float:
        times = []
        for text in corpus.queries(_QUERIES):
            started = time.perf_counter()
            engine.knowledge.search(Query(text=text))
            times.append(1000 * (time.perf_counter() - started))
        return statistics.quantiles(times, n=20)[-1]

    p95()
    rest, busy = [], []
    for _ in range(given.runs):
        rest.append(p95())
        busy.append(_during_drafts(supervisor, given.tokens, p95))
    supervisor.unload()
    engine.close()
    return {
        "search_rest_p95_ms": round(min(rest), 2),
        "search_draft_p95_ms": round(min(busy), 2),
        "search_slowdown": round(min(busy) / min(rest), 2),
    }


def _during_drafts(supervisor: Any, tokens: int, work: Any) -> float:
    over = threading.Event()

    def write() -> None:
        place = 0
        while not over.is_set():
            place += 1
            _reply(supervisor, tokens, place)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        return float(work())
    finally:
        over.set()
        writer.join()


# ---------------------------------------------------------------- a graphics processor


def on_gpu(given: argparse.Namespace) -> dict[str, Any]:
    """Tokens per second of the torch runtime, and its share of the memory bandwidth."""
    import torch

    if not torch.cuda.is_available():
        return {"gpu": None}
    from transformers import AutoConfig, AutoModelForCausalLM

    from assistant.models.worker.torch_generator import TorchRuntime
    from benchmarks import dialogue_models

    result: dict[str, Any] = {"gpu": torch.cuda.get_device_name()}
    bandwidth = _bandwidth(torch)
    result["gpu_read_gb_s"] = round(bandwidth / 1e9)
    sizes = {"0.5b": dialogue_models.HALF_BILLION, "4b": dialogue_models.FOUR_BILLION}
    for name, size in sizes.items():
        fields = size.config()
        config = AutoConfig.for_model(fields.pop("model_type"), **fields)
        with torch.device("cuda"):
            model = AutoModelForCausalLM.from_config(config, dtype=torch.bfloat16)
        runtime = TorchRuntime(model, window=1024, device="cuda")
        rate = _rate(runtime, given.tokens)
        result[f"gpu_{name}_tokens_s"] = round(rate, 1)
        result[f"gpu_{name}_share"] = round(rate * 2 * size.parameters / bandwidth, 3)
        del model, runtime
        torch.cuda.empty_cache()
    return result


def _rate(runtime: Any, tokens: int) -> float:
    best = 0.0
    for _ in range(3):
        runtime.rewind(0)
        row = runtime.feed(list(range(100, 400)))
        started = time.perf_counter()
        for _ in range(tokens):
            row = runtime.feed([int(row[0].argmax())])
        best = max(best, tokens / (time.perf_counter() - started))
    return best


def _bandwidth(torch: Any) -> float:
    """Measured memory bandwidth in bytes per second: a sum over four gigabytes."""
    values = torch.ones(2**31, dtype=torch.bfloat16, device="cuda")
    best = 0.0
    for _ in range(5):
        torch.cuda.synchronize()
        started = time.perf_counter()
        values.sum()
        torch.cuda.synchronize()
        best = max(best, 2 * len(values) / (time.perf_counter() - started))
    return best


def _child(role: str, given: argparse.Namespace) -> dict[str, Any]:
    command = [sys.executable, __file__, "--role", role, "--folder", str(given.folder)]
    command += ["--model", str(given.model), "--tokens", str(given.tokens)]
    command += ["--runs", str(given.runs), "--entries", str(given.entries)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    parsed: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return parsed


if __name__ == "__main__":
    sys.exit(main())
