"""The people of a conversation: which words name them, and which names mean the same person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from assistant.redaction.chinese import surname_of
from assistant.redaction.spans import ClaimedSpans


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NOT_PEOPLE = _words(
    """agent agents assistant bot client customer customers service support team system admin
    administrator user guest unknown anonymous operator representative staff helpdesk desk sales
    billing care sir madam all there everyone folks again friend friends valued dear the your our
    and from company inc ltd llc gmbh shop store office department mr mrs ms miss dr prof info
    contact noreply reply mail email hello help orders order account accounts seller sellers
    buyer sirs manager recruiter regards wishes advance everybody guys ihnen euch kunde kundin
    neukunde student studentin mitglied beaucoup
    客服 系统 客户 用户 管理员 机器人 售后 访客"""
)
# given names that are also common words: alone they count only where a name is expected
EVERYDAY = _words(
    """will may mark grace hope rose bill frank grant chase pat sue art faith joy dawn april june
    august summer autumn max rob drew miles guy jack page price king long young white black brown
    green day case power best early good major park field wood stone bush rich ray rusty sandy
    penny ruby amber ivy daisy holly iris violet jasmine olive gene dean earl duke chip buddy
    an so do he she de la le van von der den li ma you yu he wu"""
)
# after these words even a lowercase name is recognised: "thx calliope"
_CALLS = re.compile(
    r"(?<!\w)(?:thanks|thank you|thx|ty|ta|hi|hiya|hello|hey|dear|cheers|sorry|ok|okay|ask|asked|"
    r"tell|told|merci|danke|gracias|grazie|hallo|ciao|mr|mrs|ms|dr|courier|driver|agent|colleague|"
    r"husband|wife|son|daughter|brother|sister|mother|father|mum|mom|dad|uncle|aunt|cousin|nephew|"
    r"niece|boss|friend|neighbou?r)[ ,]{1,2}$",
    re.IGNORECASE,
)
_LONGEST_CALL = 14
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_HAN = re.compile(r"[\u3400-\u9fff]+")


def is_role(name: str) -> bool:
    """Whether a "name" contains a word that is nobody's name ("Support Team", "客服01")."""
    folded = name.casefold()
    return folded.isdigit() or any(word in NOT_PEOPLE for word in re.findall(r"[^\W\d_]+", folded))


def key_of(name: str) -> tuple[str, ...]:
    """A name's words, normalised; "O’Neill, Ann" and "ann O'Neill's" differ only in their order."""
    if _HAN.fullmatch(name):
        return (name,)
    folded = _folded(name).removesuffix("'s")
    return tuple(re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", folded)) or (folded,)


class Known:
    """Known names, looked up word by word, so that the cost does not grow with the number of
    people.
    """

    def __init__(self, people: Iterable[str] = ()) -> None:
        self._full: dict[str, list[tuple[str, ...]]] = {}
        self._parts: dict[str, set[str]] = {}
        self._han: set[str] = set()
        for name in people:
            self.add(name)

    def __bool__(self) -> bool:
        return bool(self._full or self._parts or self._han)

    def add(self, name: str) -> None:
        """Add a person's full name; roles and e-mail addresses are ignored."""
        name = " ".join(name.split())
        if not name or "@" in name or is_role(name):
            return
        if _HAN.fullmatch(name):
            self._add_han(name)
            return
        words = key_of(name)
        if len(words) > 1:
            for order in {words, (words[-1], *words[:-1])}:
                longest = self._full.setdefault(order[0], [])
                if order not in longest:
                    longest.append(order)
                    longest.sort(key=len, reverse=True)
        for word in name.split():
            self.add_part(word.strip(".,()'’\""))

    def add_part(self, word: str) -> None:
        """Add one word of a name, to be found if spelt like a name ("Maria", not "maria")."""
        if len(word) < 2 or word.casefold() in EVERYDAY or word[0].isdigit():
            return
        spellings = {
            word.capitalize(),
            word.upper(),
            word if word != word.lower() else word.title(),
        }
        self._parts.setdefault(_folded(word), set()).update(map(_bare, spellings))

    def _add_han(self, name: str) -> None:
        surname = surname_of(name)
        if len(name) > 1:
            self._han.add(name)
        if surname and len(name) - len(surname) > 1:
            self._han.add(name[len(surname) :])
        elif not surname and len(name) == 3:
            self._han.add(name[1:])

    def find_whole(self, taken: ClaimedSpans) -> None:
        """Claim every known full name, in any case and also as "López, Maria"."""
        for name in sorted(self._han, key=len, reverse=True):
            at = taken.text.find(name)
            while at >= 0:
                taken.claim(at, at + len(name), "Name")
                at = taken.text.find(name, at + len(name))
        if not self._full:
            return
        tokens = list(taken.matches(_TOKEN))
        folded = [_folded(token[0]) for token in tokens]
        at = 0
        while at < len(tokens):
            size = self._size(folded, tokens, at)
            if size:
                taken.claim(tokens[at].start(), _end(tokens[at + size - 1]), "Name")
            at += size or 1

    def find_parts(self, taken: ClaimedSpans) -> None:
        """Claim single words of known names that are spelt like a name, or follow a word like
        "dear".
        """
        if not self._parts:
            return
        for token in list(taken.matches(_TOKEN)):
            word = taken.text[token.start() : _end(token)]
            spelt = self._parts.get(_folded(token[0]).removesuffix("'s"), ())
            if _bare(word) in spelt or (spelt and word.islower() and _called(token)):
                before, after = token.start() - 1, token.end()
                glued = taken.text[max(before, 0) : token.start()] + taken.text[after : after + 1]
                if not any(map(str.isdigit, glued)):
                    taken.claim(token.start(), _end(token), "Name")

    def _size(self, folded: list[str], tokens: list[re.Match[str]], at: int) -> int:
        """Number of words from this position on that form a known full name; 0 for none."""
        for words in self._full.get(folded[at].removesuffix("'s"), ()):
            here = folded[at : at + len(words)]
            if (*here[:-1], here[-1].removesuffix("'s")) != words:
                continue
            pairs = zip(tokens[at:], tokens[at + 1 : at + len(words)], strict=False)
            if all(_near(one.string[one.end() : other.start()]) for one, other in pairs):
                return len(words)
        return 0


def _called(token: re.Match[str]) -> bool:
    """Whether the text before a word calls somebody."""
    start = token.start()
    return _CALLS.search(token.string, max(0, start - _LONGEST_CALL), start) is not None


def _folded(token: str) -> str:
    return _bare(token.casefold())


def _bare(token: str) -> str:
    """The text without accents: López is as often written Lopez."""
    if token.isascii():
        return token
    parts = unicodedata.normalize("NFKD", token.replace("’", "'"))
    return "".join(character for character in parts if not unicodedata.combining(character))


def _end(token: re.Match[str]) -> int:
    """The end of a word without a possessive "'s"."""
    return token.end() - 2 * token[0].endswith(("'s", "’s"))


def _near(between: str) -> bool:
    """Whether the text between two words may occur inside a name."""
    return len(between) < 5 and not between.strip(" \t\n.,-")


class Persons:
    """Resolves names to people: "Maria" is Maria López if she is the only Maria mentioned."""

    def __init__(self, names: Iterable[str]) -> None:
        self._people: list[tuple[str, ...]] = []
        for key in sorted(map(key_of, names), key=lambda key: (-len(key), -len(key[0]))):
            if key not in self._people and self._whose(key) is None:
                self._people.append(key)

    def of(self, name: str) -> tuple[str, ...]:
        """The key of the person that a name means."""
        key = key_of(name)
        return self._whose(key) or key

    def _whose(self, key: tuple[str, ...]) -> tuple[str, ...] | None:
        if key in self._people:
            return key
        found = [person for person in self._people if _part_of(key, person)]
        return found[0] if len(found) == 1 else None


def _part_of(key: tuple[str, ...], person: tuple[str, ...]) -> bool:
    """Whether a shorter name may mean a person: it consists of some of their words or initials."""
    if _HAN.fullmatch(key[0]):
        whole = person[0]
        surname = surname_of(whole)
        return whole.endswith(key[0]) or (len(key[0]) <= len(surname) and key[0] == surname)
    left = list(person)
    for word in key:
        same = next((one for one in left if one == word), None)
        same = same or next((one for one in left if len(word) == 1 and one[0] == word), None)
        if same is None:
            return False
        left.remove(same)
    return any(len(word) > 1 for word in key)
