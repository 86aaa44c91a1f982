"""Fitting sets from task dialogues, whose entries differ in the place or work they are about."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from assistant import demo
from benchmarks import fitting_sets as sets
from benchmarks.search_sets import SearchSet, read_json
from retrieval.entry import Entry
from retrieval.evaluate import Judged
from retrieval.evaluate_files import read_knowledge, read_queries

_NAMED: Final = {
    "Restaurants_2": "restaurant_name", "Hotels_1": "hotel_name", "Hotels_4": "place_name",
    "Travel_1": "attraction_name", "Services_4": "therapist_name", "Homes_1": "property_name",
    "Events_1": "event_name", "Movies_2": "title", "Media_2": "movie_name",
    "Music_1": "song_name",
}  # fmt: skip
_OF_THE_BOOKING: Final = {
    "date", "time", "number_of_seats", "show_time", "show_date", "number_of_rooms", "where_to",
}  # fmt: skip
_SAID: Final = {"True": "Yes.", "False": "No."}
_TURNS: Final = 8

_Facts = dict[tuple[str, str, str], int]


def _sgd(data: Path) -> list[dict[str, Any]]:
    files = sorted((data / "sgd_dev").glob("dialogues_*.json.gz"))
    return [dialogue for file in files for dialogue in read_json(file)]


def _sgd_facts(data: Path, dialogues: list[dict[str, Any]]) -> tuple[list[Entry], _Facts]:
    described = {
        (service["service_name"], slot["name"]): slot["description"]
        for service in read_json(data / "sgd_dev" / "schema.json")
        for slot in service["slots"]
    }
    found: dict[tuple[str, str], dict[str, str]] = {}
    for dialogue in dialogues:
        for frame in (frame for turn in dialogue["turns"] for frame in turn["frames"]):
            name = _NAMED.get(frame["service"], "")
            for result in frame.get("service_results", []):
                if name in result:
                    found.setdefault((frame["service"], result[name]), {}).update(result)
    entries: list[Entry] = []
    numbers: _Facts = {}
    for (service, title), slots in sorted(found.items()):
        for slot, value in sorted(slots.items()):
            told = slot != _NAMED[service] and slot not in _OF_THE_BOOKING
            if told and (service, slot) in described:
                id_ = numbers[service, title, slot] = len(entries) + 1
                entries.append(
                    Entry(
                        id=id_, questions=(described[service, slot],), title=title,
                        answer=_SAID.get(value, value), tags=(service.split("_")[0],),
                    )
                )  # fmt: skip
    return entries, numbers


def _sgd_requests(dialogues: list[dict[str, Any]], numbers: _Facts) -> Iterator[Judged]:
    for dialogue in dialogues:
        spoken_of: dict[str, str] = {}
        before: tuple[str, ...] = ()
        for turn in dialogue["turns"]:
            relevant = {
                numbers[key]
                for frame in turn["frames"]
                for action in frame["actions"]
                if turn["speaker"] == "USER" and action["act"] == "REQUEST"
                for key in [(frame["service"], spoken_of.get(frame["service"], ""), action["slot"])]
                if key in numbers
            }
            if relevant:
                yield Judged(turn["utterance"], frozenset(relevant), before[-_TURNS:])
            for frame in turn["frames"]:
                name = _NAMED.get(frame["service"])
                for action in frame["actions"]:
                    if action["slot"] == name and action["canonical_values"]:
                        spoken_of[frame["service"]] = action["canonical_values"][0]
            before += (turn["utterance"],)


def sgd_facts(*, spoken: bool) -> Callable[[Path], SearchSet]:
    """Requests for a fact about the place or work being discussed, typed or as misheard."""

    def build(data: Path) -> SearchSet:
        chance = random.Random(6)
        dialogues = _sgd(data)
        entries, numbers = _sgd_facts(data, dialogues)
        queries = list(_sgd_requests(dialogues, numbers))
        chance.shuffle(queries)
        entries, queries = sets.about_few_titles(entries, queries[: sets.QUERIES], chance)
        if spoken:
            queries = [
                Judged(
                    sets.misheard(query.text, chance),
                    query.relevant,
                    tuple(sets.misheard(turn, chance) for turn in query.context),
                )
                for query in queries
            ]
        return SearchSet(f"sgd_{'spoken' if spoken else 'facts'}", "sgd", entries, queries)

    return build


def sgd_intents(data: Path) -> SearchSet:
    """Requests to the sentence that describes what a service does: short, without questions."""
    entries: list[Entry] = []
    numbers: dict[tuple[str, str], int] = {}
    for service in read_json(data / "sgd_dev" / "schema.json"):
        for intent in service["intents"]:
            numbers[service["service_name"], intent["name"]] = len(entries) + 1
            answer = f"{intent['description']}. {service['description']}."
            entries.append(Entry(id=len(entries) + 1, answer=answer))
    asked: dict[str, Judged] = {}
    for turn in (turn for dialogue in _sgd(data) for turn in dialogue["turns"]):
        for frame in turn["frames"]:
            for action in frame["actions"]:
                if action["act"] == "INFORM_INTENT":
                    id_ = numbers[frame["service"], action["canonical_values"][0]]
                    asked.setdefault(turn["utterance"], Judged(turn["utterance"], frozenset({id_})))
    queries = list(asked.values())
    random.Random(11).shuffle(queries)
    return SearchSet("sgd_intents", "sgd", entries, queries[: sets.QUERIES])


_PLACES: Final = {"attraction": "景点", "restaurant": "餐馆", "hotel": "酒店"}
_FACTS: Final = (
    "地址", "地铁", "电话", "门票", "游玩时间", "评分", "营业时间", "推荐菜", "人均消费", "价格",
    "酒店类型", "周边景点",
)  # fmt: skip


def crosswoz_facts(data: Path) -> SearchSet:
    """Chinese requests for a fact about the place being discussed."""
    entries: list[Entry] = []
    numbers: _Facts = {}
    for file, domain in _PLACES.items():
        path = data / "crosswoz_val" / "database" / f"{file}_db.json.gz"
        for name, facts in read_json(path):
            for fact in _FACTS:
                value = facts.get(fact)
                if value not in (None, "", []):
                    said = "，".join(map(str, value)) if isinstance(value, list) else str(value)
                    id_ = numbers[domain, name, fact] = len(entries) + 1
                    entries.append(
                        Entry(id=id_, questions=(fact,), answer=said, title=name,
                              tags=(domain,), lang="zh")
                    )  # fmt: skip
    chance = random.Random(7)
    queries = list(_crosswoz_requests(data, numbers))
    chance.shuffle(queries)
    entries, queries = sets.about_few_titles(entries, queries[: sets.QUERIES], chance)
    return SearchSet("crosswoz_facts", "crosswoz", entries, queries)


def _crosswoz_requests(data: Path, numbers: _Facts) -> Iterator[Judged]:
    for dialogue in sets.crosswoz_dialogues(data):
        spoken_of: dict[str, str] = {}
        before: tuple[str, ...] = ()
        for message in dialogue["messages"]:
            acts = message["dialog_act"]
            spoken_of |= {
                domain: value
                for act, domain, slot, value in acts
                if act in {"Inform", "Recommend"} and slot == "名称"
            }
            relevant = {
                numbers[key]
                for act, domain, slot, _ in acts
                if message["role"] == "usr" and act == "Request"
                for key in [(domain, spoken_of.get(domain, ""), slot)]
                if key in numbers
            }
            if relevant:
                yield Judged(message["content"], frozenset(relevant), before[-_TURNS:])
            before += (message["content"],)


def crosswoz_requests(variants: int) -> Callable[[Path], SearchSet]:
    """Chinese requests grouped by what they ask for."""

    def build(data: Path) -> SearchSet:
        chance = random.Random(8)
        groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for dialogue in sets.crosswoz_dialogues(data):
            for message in dialogue["messages"]:
                acts = {
                    f"{domain}{slot.split('-')[0]}"
                    for act, domain, slot, _ in message["dialog_act"]
                    if act == "Request"
                }
                said = groups[tuple(sorted(acts))]
                if message["role"] == "usr" and len(acts) == 1 and message["content"] not in said:
                    said.append(message["content"])
        entries: list[Entry] = []
        queries: list[Judged] = []
        for asked in sorted(groups):
            said = groups[asked]
            if len(said) < variants + 4:
                continue
            chance.shuffle(said)
            id_ = len(entries) + 1
            entries.append(
                Entry(id=id_, questions=tuple(said[:variants]), answer=asked[0], lang="zh")
            )
            queries += [Judged(t, frozenset({id_})) for t in said[variants : variants + 20]]
        chance.shuffle(queries)
        name = f"crosswoz_requests_{variants}"
        return SearchSet(name, "crosswoz", entries, queries[: sets.QUERIES])

    return build


def demo_questions(lang: str = "") -> Callable[[Path], SearchSet]:
    """The demo knowledge base with its own test questions, in both languages or one."""

    def build(data: Path) -> SearchSet:
        entries: list[Entry] = []
        numbers: dict[str, int] = {}
        for language in ("en", "zh"):
            if lang not in ("", language):
                continue
            read, ids = read_knowledge(_demo(language))
            numbers |= {id_: number + len(entries) for id_, number in ids.items()}
            entries += [
                Entry(id=e.id + len(entries), answer=e.answer, questions=e.questions,
                      title=e.title, tags=e.tags, lang=e.lang)
                for e in read
            ]  # fmt: skip
        every = {**dict.fromkeys(_demo_ids(), 0), **numbers}
        queries = [
            Judged(row.text, frozenset(numbers[id_] for id_ in row.relevant), row.context)
            for row in read_queries(Path(str(demo.paths().questions)), every)
            if not lang or row.lang == lang
        ]
        return SearchSet(f"demo{'_' if lang else ''}{lang}", "demo", entries, queries)

    return build


def _demo(lang: str) -> Path:
    files = demo.paths()
    return Path(str(files.faq_en if lang == "en" else files.faq_zh))


def _demo_ids() -> list[str]:
    return [id_ for lang in ("en", "zh") for id_ in read_knowledge(_demo(lang))[1]]


FITTING: Final[Mapping[str, Callable[[Path], SearchSet]]] = {
    "banking77_0": sets.banking77(0),
    "banking77_1": sets.banking77(1),
    "banking77_5": sets.banking77(5),
    "clinc150_0": sets.clinc150(0),
    "clinc150_1": sets.clinc150(1),
    "clinc150_5": sets.clinc150(5),
    "bitext_canned_0": sets.bitext_canned(0),
    "bitext_canned_2": sets.bitext_canned(2),
    "bitext_replies_1": sets.bitext_replies(1, asked=False),
    "bitext_replies_4": sets.bitext_replies(4, asked=False),
    "bitext_replies_4_asked": sets.bitext_replies(4, asked=True),
    "sgd_intents": sgd_intents,
    "sgd_facts": sgd_facts(spoken=False),
    "sgd_spoken": sgd_facts(spoken=True),
    "crosswoz_facts": crosswoz_facts,
    "crosswoz_requests_1": crosswoz_requests(1),
    "crosswoz_requests_4": crosswoz_requests(4),
    "demo": demo_questions(),
    "demo_en": demo_questions("en"),
    "demo_zh": demo_questions("zh"),
    "dstc9_replies": sets.dstc9,
    "wikigold": sets.wikigold,
    "banking77_conversations": sets.conversations(sets.banking77(3), "banking77_conversations"),
    "bitext_conversations": sets.conversations(
        sets.bitext_replies(4, asked=True), "bitext_conversations"
    ),
}
