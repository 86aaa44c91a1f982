"""The benchmark tables of the README and docs: run benchmarks, keep results, print or insert
tables.

    python -m benchmarks.tables --run            # run every benchmark (hours), keep results
    python -m benchmarks.tables --run search     # run some
    python -m benchmarks.tables                  # print the tables from the kept results
    python -m benchmarks.tables --write          # put them between the markers of their pages

Results are kept in build/bench, so that a single benchmark can be repeated.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
KEPT = PROJECT / "build" / "bench"
PAGES = {
    "README.md": ("quality", "search", "import", "start", "window", "installer"),
    "docs/drafts.md": ("replies", "solved_drafts", "invented"),
    "docs/models.md": ("generation",),
    "docs/training.md": ("intents", "search_training"),
}

RUNS = {
    "quality": ["search_quality"],
    "search": ["search", "--entries", "100000"],
    "import": ["import_knowledge"],
    "start": ["start"],
    "window_start": ["window_start"],
    "window_smooth": ["window_smooth"],
    "generation": ["generation", "--model", "assistant/models/starter"],
    "replies": ["reply_quality", "--limit", "250"],
    "solved_drafts": ["solved_drafts"],
    "invented": ["invented"],
    "intents": ["intents"],
    "search_training": ["search_training"],
}

NEEDED = {"window": ("window_start", "window_smooth")}
"""The results a table is made of, if it is not the one of the same name."""

ELSEWHERE = {"installer": "make installer installer-test [EDITION=trainer]"}
"""Results that another command measures and stores in `KEPT`."""

Result = Any


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", nargs="*", choices=[*RUNS], metavar="NAME")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    if given.run is not None:
        for name in given.run or RUNS:
            run(name)
    for page, names in PAGES.items():
        tables = {name: TABLES[name]() for name in names if is_kept(name) or not given.write}
        path = PROJECT / page
        if given.write:
            path.write_text(placed(path.read_text("utf-8"), tables), encoding="utf-8")
        else:
            for name, text in tables.items():
                print(f"<!-- table: {name} -->\n{text}\n")
    return 0


def run(name: str) -> None:
    """Run one benchmark and keep its JSON output."""
    KEPT.mkdir(parents=True, exist_ok=True)
    script, *options = RUNS[name]
    command = [sys.executable, "-m", f"benchmarks.{script}", *options, "--json"]
    print(f"running {name} …", file=sys.stderr, flush=True)
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=PROJECT)
    (KEPT / f"{name}.json").write_text(done.stdout.splitlines()[-1], encoding="utf-8")


def placed(page: str, tables: dict[str, str]) -> str:
    """Insert each table between its markers in the page."""
    for name, text in tables.items():
        pattern = rf"(<!-- table: {name} -->\n).*?(<!-- end -->)"
        page, found = re.subn(
            pattern, lambda m, t=text: f"{m[1]}{t}\n{m[2]}", page, flags=re.DOTALL
        )
        if not found:
            raise SystemExit(f"no page has markers for the table {name}")
    return page


def kept(name: str) -> Result:
    """The kept result of a benchmark."""
    path = KEPT / f"{name}.json"
    if not path.is_file():
        command = ELSEWHERE.get(name, f"python -m benchmarks.tables --run {name}")
        raise SystemExit(f"no result of {name} is kept: {command}")
    result: Result = json.loads(path.read_text("utf-8"))
    return result


def is_kept(name: str) -> bool:
    """Whether all results that a table needs are kept."""
    return all((KEPT / f"{one}.json").is_file() for one in NEEDED.get(name, (name,)))


def table(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GB, no GPU, {platform.system()} "
        f"{platform.machine()}, Python {platform.python_version()}"
    )


def quality() -> str:
    rows = [
        [
            row["set"], str(row["n"]), f"{row['singles']['dense']['r_at_1']:.3f}",
            f"{row['singles']['words']['r_at_1']:.3f}", f"**{row['r_at_1']:.3f}**",
            f"{row['r_at_5']:.3f}", f"{row['ece']:.3f}",
        ]
        for row in kept("quality")
    ]  # fmt: skip
    header = ["set", "questions", "vectors alone", "words alone", "**Replydesk R@1**", "R@5", "ECE"]
    return table(header, rows)


def search() -> str:
    here = kept("search")
    rows = [
        ["median of a whole query", f"{here['p50_ms']} ms", f"{here['baseline_p50_ms']} ms"],
        ["95th percentile", f"{here['p95_ms']} ms", f"{here['baseline_p95_ms']} ms"],
        ["memory", f"{here['memory_mb']} MB", f"{here['baseline_memory_mb']} MB"],
        ["indexes filled after start", f"{here['fill_s']} s", ""],
    ]
    header = ["100,000 entries, 200,000 vectors", "Replydesk", "the plain way, same entries"]
    return table(header, rows) + f"\n\n{here['speedup']} times the plain way. {machine()}."


def importing() -> str:
    result = kept("import")
    rows = [
        ["texts a second, end to end", str(result["texts_s"]), str(result["baseline_texts_s"])],
        ["… with the pieces of long answers", str(result["embedded_s"]), ""],
        ["seconds in all", str(result["seconds"]), str(result["baseline_seconds"])],
        ["the same file again", f"{result['unchanged_again_seconds']} s", ""],
    ]
    header = [f"{result['entries']} entries, {result['texts']} texts", "Replydesk", "the plain way"]
    return table(header, rows) + f"\n\n{result['speedup']} times the plain way."


def start() -> str:
    result = kept("start")
    rows = [
        [label, f"{result[name]} {unit}"]
        for label, name, unit in (
            ("engine ready, 10,000 entries", "engine_ready_s", "s"),
            ("`ask`, engine not running", "ask_cold_s", "s"),
            ("`ask`, engine running", "ask_warm_s", "s"),
            ("idle engine, share of a core", "idle_cpu_percent", "%"),
        )
    ]
    return table(["whole processes", "median"], rows)


def window() -> str:
    opening, smooth = kept("window_start"), kept("window_smooth")
    rows = [
        ["start of the process to the first paint, median", f"{opening['first_paint_ms']} ms"],
        ["the same, of the time `import sentence_transformers` takes", f"{opening['ratio']}"],
        ["5 ms heartbeat, 99th percentile", f"{smooth['p99_ms']} ms"],
        ["5 ms heartbeat, worst", f"{smooth['worst_ms']} ms"],
        ["memory of the window", f"{smooth['memory_mb']} MB"],
    ]
    header = [
        (f"the window; heartbeat while {smooth['entries']} entries are imported, "
        f"{smooth['events_s']} events/s stream and the table scrolls"), "",
    ]  # fmt: skip
    return table(header, rows)


def installer() -> str:
    found = [kept("installer")]
    if is_kept("installer-trainer"):
        found.append(kept("installer-trainer"))
    header = ["Linux x86_64", *(f"{one.pop('title')} {one.pop('version')}" for one in found)]
    return table(header, [[what, *(one.get(what, "") for one in found)] for what in found[0]])


def generation() -> str:
    result = kept("generation")
    rows = [
        [label, f"{result[name]:,.{digits}f} {unit}".strip()]
        for label, name, digits, unit in (
            ("tokens a second, four bits (as it is served)", "onnx_tokens_s", 0, ""),
            ("tokens a second, single precision", "fp32_tokens_s", 0, ""),
            ("tokens a second, transformers, the same weights", "torch_tokens_s", 0, ""),
            ("first token", "first_token_ms", 1, "ms"),
            ("first token where the beginning was read before", "first_token_reused_ms", 1, "ms"),
            ("start of the worker", "start_s", 2, "s"),
            ("memory of the worker", "worker_mb", 0, "MB"),
            ("a search, 95th percentile", "search_rest_p95_ms", 1, "ms"),
            ("the same while a draft is written", "search_draft_p95_ms", 1, "ms"),
        )
    ]
    header = [f"the starter, {result['tokens']} tokens after {result['prompt_tokens']}", ""]
    return table(header, rows) + f"\n\n{result['ratio']:.1f} times transformers."


def replies() -> str:
    from benchmarks.reply_quality import table as of_a_set

    return "\n\n".join(of_a_set(*one) for one in kept("replies").items())


def solved_drafts() -> str:
    from benchmarks.solved_drafts import table as of_sets

    return of_sets(kept("solved_drafts"))


def invented() -> str:
    from benchmarks.invented import shown

    return shown(kept("invented"))


def intents() -> str:
    from benchmarks.intents import table as of_rows

    return of_rows(kept("intents"))


def search_training() -> str:
    from benchmarks.search_training import table as of_sets

    return of_sets(kept("search_training"))


TABLES: dict[str, Callable[[], str]] = {
    "quality": quality,
    "search": search,
    "import": importing,
    "start": start,
    "window": window,
    "installer": installer,
    "generation": generation,
    "replies": replies,
    "solved_drafts": solved_drafts,
    "invented": invented,
    "intents": intents,
    "search_training": search_training,
}

if __name__ == "__main__":
    sys.exit(main())
