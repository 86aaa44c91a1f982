"""The judgement of a dialogue model as a self-contained HTML page in two languages, no scripts.

Two radio buttons and CSS switch the language. Text that people wrote is escaped and not translated.
The page can be printed, and follows the system's dark mode.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import Final

from assistant.contracts import Backtest, Judgement, Measure, ReportLanguage
from training.judging.drafts import Drafted
from training.judging.report_words import CHINESE, KINDS
from training.replies.examples import question_of

Say = Callable[[str], str]
_SHOWN: Final = 40
"""Maximum number of questions whose drafts are shown side by side."""
_LANGUAGES: Final[tuple[tuple[str, str, str], ...]] = (
    ("en", "English", "en"),
    ("zh", "中文", "zh-CN"),
)
_STYLE: Final = """
:root{color-scheme:light dark;--ink:#1f2430;--soft:#5b6372;--line:#d9dde5;--ground:#fff;
--sunk:#f5f6f9;--good:#1c7a4a;--bad:#b03a2e;--accent:#3557c4}
@media(prefers-color-scheme:dark){:root{--ink:#e7e9ef;--soft:#a3aabb;--line:#373d4a;
--ground:#16181d;--sunk:#1e2128;--good:#6fce9b;--bad:#f0897c;--accent:#9db4ff}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);
font:16px/1.55 system-ui,"PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:64rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.75rem;line-height:1.2;margin:.2em 0}h2{font-size:1.15rem;margin:2.4rem 0 .6rem}
p{max-width:46rem;margin:.5rem 0}.soft{color:var(--soft)}
.tongue{position:absolute;opacity:0}.tongues{display:flex;gap:.4rem;
justify-content:flex-end;max-width:64rem;margin:0 auto;padding:1.25rem 1.25rem 0}
.tongues label{padding:.3rem .8rem;border:1px solid var(--line);border-radius:6px;cursor:pointer}
main>section{display:none}#en:checked~main .en,#zh:checked~main .zh{display:block}
#en:checked~.tongues [for=en],#zh:checked~.tongues [for=zh]{border-color:var(--accent);
color:var(--accent);font-weight:600}
.tongue:focus-visible~.tongues label{outline:2px solid var(--accent);outline-offset:2px}
table{border-collapse:collapse;width:100%;margin:.8rem 0}
th,td{padding:.45rem .7rem;border-bottom:1px solid var(--line);text-align:right;
font-variant-numeric:tabular-nums}th:first-child,td:first-child{text-align:left}
thead th{color:var(--soft);font-weight:500;font-size:.875rem}
.verdict{padding:1rem 1.2rem;border-radius:10px;background:var(--sunk);border-left:4px solid;
max-width:none;margin:1rem 0;font-size:1.1rem;display:flex;gap:.7rem}
.good{color:var(--good)}.bad{color:var(--bad)}.verdict span{color:var(--ink)}
td small{display:block;line-height:1.1;font-size:.75rem}td:first-child{overflow-wrap:anywhere}
.number{width:7rem}@media(max-width:40rem){.number{width:auto}}
.wide{overflow-x:auto}.wide th,.wide td{padding:.3rem .45rem}
.labels td:nth-child(3),.labels th:nth-child(3){text-align:left;overflow-wrap:anywhere}
.labels td{vertical-align:top}.labels .bar{height:.35rem;margin-top:.3rem}
.bar{display:flex;height:1.6rem;border-radius:6px;overflow:hidden;background:var(--sunk)}
.bar i{display:block}.as_is{background:#2e9d63}.edited{background:#d9a92b}
.not_usable{background:#b9bfcb}
.key{display:inline-block;width:.75rem;height:.75rem;border-radius:3px;margin:0 .35rem 0 0}
.keys span{white-space:nowrap;margin-right:1rem}
article{border:1px solid var(--line);border-radius:10px;margin:1rem 0;padding:1rem 1.2rem;
break-inside:avoid}.said{white-space:pre-wrap;overflow-wrap:anywhere;margin:.2rem 0 0}
.side{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:1rem;
margin-top:.9rem}.side div{background:var(--sunk);border-radius:8px;padding:.7rem .9rem}
h3{font-size:.8125rem;color:var(--soft);font-weight:600;margin:0}
details summary{cursor:pointer;color:var(--soft);margin-top:.6rem}
@media print{body{font-size:11pt}main{padding:0;max-width:none}.tongues,details{display:none}
article{border-color:#bbb}.side{grid-template-columns:repeat(3,1fr)}h2{break-after:avoid}tr,.verdict,.bar,.keys{break-inside:avoid}
.bar,.bar i,.key,.verdict,.side div{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""


def page(
    title: str, judgement: Judgement, drafted: Sequence[Drafted], language: ReportLanguage = "en"
) -> Iterator[str]:
    """Yield the page in pieces.

    Args:
        title: Name of the run.
        drafted: Held-out questions with the drafts of both models.
        language: The one that is shown first.
    """
    return framed(title, lambda say: _told(title, judgement, drafted, say), _chinese, language)


def framed(
    title: str, told: Callable[[Say], Iterator[str]], chinese: Say, language: ReportLanguage
) -> Iterator[str]:
    """Yield a page with the same content in both languages.

    Args:
        title: Title of the page.
        told: Yields the content, given a function that translates its texts.
        chinese: Translates a text into Chinese.
        language: The one that is shown first.
    """
    first = next(tag for key, _, tag in _LANGUAGES if key == language)
    yield f'<!doctype html><html lang="{first}"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">'
    yield '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    yield f"style-src 'unsafe-inline'\"><title>{escape(title)}</title><style>{_STYLE}</style>"
    yield "</head><body>"
    for key, name, _ in _LANGUAGES:
        checked = " checked" if key == language else ""
        yield f'<input class="tongue" type="radio" name="tongue" id="{key}"{checked}'
        yield f' aria-label="{name}">'
    labels = "".join(f'<label for="{key}">{name}</label>' for key, name, _ in _LANGUAGES)
    yield f'<div class="tongues">{labels}</div><main>'
    for key, _, tag in _LANGUAGES:
        yield f'<section class="{key}" lang="{tag}">'
        yield from told(_english if key == "en" else chinese)
        yield "</section>"
    yield "</main></body></html>"


def _english(text: str) -> str:
    return text


def _chinese(text: str) -> str:
    return CHINESE[text]


def _told(title: str, judgement: Judgement, drafted: Sequence[Drafted], say: Say) -> Iterator[str]:
    yield from head(title, judgement, say)
    yield f"<p>{say(_HELD_OUT)}</p>"
    if judgement.backtest is not None:
        yield from _backtest(judgement.backtest, say)
    if judgement.measures:
        yield from _measures(judgement.measures, say)
    if judgement.rated:
        yield from _rated(judgement, say)
    if drafted:
        yield from _side_by_side(drafted[:_SHOWN], say)


def head(title: str, judgement: Judgement, say: Say) -> Iterator[str]:
    """Yield the heading: the name of the run, and the verdict.

    Args:
        title: Name of the run; a default name is translated.
    """
    tone, sign = ("good", "✓") if judgement.better else ("bad", "!")
    named = say(title) if title in KINDS else title
    yield f'<p class="soft">{say("Judgement of a training run")}</p><h1>{escape(named)}</h1>'
    yield f'<p class="verdict {tone}"><b aria-hidden="true">{sign}</b>'
    yield f"<span>{escape(say(judgement.verdict))}</span></p>"


_HELD_OUT: Final = (
    "Measured on conversations that nothing was learnt from: newer ones, of other customers, "
    "without near copies of what was learnt. The drafts were written as in daily work, from the "
    "passages that the search finds."
)
_USABLE: Final = (
    "As it is: every statement is said by the sources or by the agent, and at most a fifth of the "
    "words differ, or everything that the agent stated is there. Lightly edited: the same, with "
    "at most three fifths of the words, or half of the statements. Not usable: the rest."
)
_KINDS: Final = (
    ("as_is", "Usable as it is"), ("edited", "Lightly edited"), ("not_usable", "Not usable"),
)  # fmt: skip


def _backtest(found: Backtest, say: Say) -> Iterator[str]:
    yield f"<h2>{say('Last month, drafted again')}</h2>"
    yield f"<p>{say('The real replies were hidden and drafted anew.')} "
    yield f'<span class="soft">{escape(found.month)} · {say("Drafts")}: {found.drafts}</span></p>'
    for name, prefix in (("Before", "before_"), ("After", "")):
        counts = [int(getattr(found, f"{prefix}{kind}")) for kind, _ in _KINDS]
        told = ", ".join(
            f"{say(title)}: {count}" for (_, title), count in zip(_KINDS, counts, strict=True)
        )
        yield f'<h3>{say(name)}</h3><div class="bar" role="img" aria-label="{told}">'
        for (kind, _), count in zip(_KINDS, counts, strict=True):
            share = 100 * count / max(1, found.drafts)
            yield f'<i class="{kind}" style="width:{share:.1f}%"></i>'
        keys = "".join(
            f'<span><i class="key {kind}"></i>{say(title)}: {count}</span>'
            for (kind, title), count in zip(_KINDS, counts, strict=True)
        )
        yield f'</div><p class="soft keys">{keys}</p>'
    yield f'<p class="soft">{say(_USABLE)}</p>'


def _measures(measures: Sequence[Measure], say: Say) -> Iterator[str]:
    yield f"<h2>{say('Measures')}</h2><table><thead><tr><th>{say('Measure')}</th>"
    for name in ("Before", "After", "At worst"):
        yield f'<th class="number">{say(name)}</th>'
    yield "</tr></thead>"
    for one in measures:
        yield f"<tr><td>{say(one.title)}</td><td>{number(one.before)}</td>{after(one, say)}"
        yield f'<td class="soft">{number(one.bar)}</td></tr>'
    yield f'</table><p class="soft">{say(_AT_WORST)}</p>'


_AT_WORST: Final = (
    "At worst: how far a measure may fall, or rise, before the new model is not put to use."
)


def _rated(judgement: Judgement, say: Say) -> Iterator[str]:
    equal = judgement.rated - judgement.preferred_new - judgement.preferred_old
    yield f"<h2>{say('Rated blind')}</h2><p>{say('The new one was better')}: "
    yield f"{judgement.preferred_new} · {say('The old one was better')}: "
    yield f"{judgement.preferred_old} · {say('Both alike')}: {equal}</p>"


def _side_by_side(drafted: Sequence[Drafted], say: Say) -> Iterator[str]:
    yield f"<h2>{say('Side by side')}</h2>"
    for one in drafted:
        yield f"<article><h3>{say('The customer')}</h3>"
        yield f'<p class="said">{escape(question_of(one.example.prompt))}</p><div class="side">'
        columns = (("The agent", one.example.reply), ("Before", one.before), ("After", one.after))
        for name, text in columns:
            shown = escape(text) if text.strip() else f"<i>{say('Nothing was written')}</i>"
            yield f'<div><h3>{say(name)}</h3><p class="said">{shown}</p></div>'
        yield f"</div><details><summary>{say('Sources')}</summary>"
        for passage in one.example.prompt.passages:
            yield f'<p class="said soft">{escape(passage.name)}\n{escape(passage.text)}</p>'
        yield "</details></article>"


def number(value: float | None) -> str:
    """A figure with three decimals, or a dash if there is none."""
    return "–" if value is None else f"{value:.3f}"


def after(one: Measure, say: Say) -> str:
    """The table cell of a figure, marked better or worse by color and, for accessibility, by a
    word."""
    if one.before is None or one.after is None or number(one.after) == number(one.before):
        return f"<td>{number(one.after)}</td>"
    better = (one.after > one.before) == one.higher_is_better
    tone, word = ("good", "better") if better else ("bad", "worse")
    return f'<td class="{tone}">{number(one.after)}<small>{say(word)}</small></td>'
