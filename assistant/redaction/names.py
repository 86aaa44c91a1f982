"""People's names: the known ones, and those that greetings and signatures reveal."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from assistant.redaction.chinese import FOREIGN, find_chinese_names, is_chinese
from assistant.redaction.people import NOT_PEOPLE, Known, is_role
from assistant.redaction.plain import Plain
from assistant.redaction.spans import ClaimedSpans

_WORD = r"[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩА-ЯЁ][\w'’]{0,40}(?:-[A-ZÀ-ÖØ-ÞА-ЯЁ][\w'’]{0,40})?"
_NAME = rf"{_WORD}(?:\s(?:(?:van|von|de|da|del|der|la|le|bin|al)\s){{0,2}}{_WORD}|\s[A-Z]\.){{0,2}}"
_TITLE = (
    r"(?i:mrs?|ms|miss|mx|dr|prof(?:essor)?|herrn?|frau|monsieur|mme|madame|señora?|sra?|"
    r"sig(?:nora?)?)"
)
_AFTER_TITLE = re.compile(rf"\b(?:{_TITLE}\.?[ ]){{1,3}}({_NAME})")
_GREETING = (
    r"(?:^|[\n.!?,]\s{0,8})(?i:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings|"
    r"thanks|thank you|many thanks|welcome(?: back)?|sorry|hallo|guten tag|bonjour|hola|ciao|"
    r"liebe|lieber|(?:super |ok )?danke(?: dir)?|vielen dank|merci(?: beaucoup)?|"
    r"(?:muchas )?gracias|grazie(?: mille)?)(?: again)?"
)
# "Hello, I'm": a sentence begins, nobody is greeted
_SENTENCE = r"(?!(?:I|(?:I|It|We|You|They|He|She|That|What|Who|Here|There|Let)['’]\w{1,2})\b)"
_GREETED = re.compile(rf"{_GREETING},?[ ]{_SENTENCE}({_NAME})(?=\s{{0,8}}(?:[,!.:;?\n—–-]|$))")
_DAY = (
    r"(?!(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|"
    r"July|August|September|October|November|December|Black Friday|Christmas|Easter)\b)"
)
# "it's Tom" is a name only directly after a greeting
_GREETED_BY = re.compile(
    rf"{_GREETING}(?: (?i:there|all|team|everyone|everybody|folks))?(?:\s{{0,8}}[,.!–—-])?\s{{1,8}}"
    rf"(?i:i['’]?m|i am|it['’]?s|it is|this is)\s{_DAY}({_NAME})"
    r"(?=\s{0,8}(?:[,!.;?\n—–-]|$|(?:here|from|and|with|at|again|speaking)\b))"
)
_INTRODUCED = re.compile(
    r"\b(?:(?i:my name is|my name's|name:|ich heiße|mein name ist|je m'appelle|me llamo)\s{1,8}"
    rf"({_NAME}))"
)
# the greeting before it may have been cut off
_FIRST_WORDS = re.compile(
    rf"(?:^|\n)\s{{0,8}}(?i:ich bin|hier ist|hier spricht|mein name ist|je suis|soy)\s({_NAME})"
    r"(?=\s{0,8}(?:[,.!;\n]|$))"
)
_AT_THE_DOOR = re.compile(rf"\bbei\s({_NAME})\s(?:klingeln|läuten|abgeben|abholen|abgegeben)\b")
# "my husband Arvind": must be capitalised, and not in capitals like a product ("my neighbour TV")
_RELATED = re.compile(
    r"\b(?i:my|his|her|our|your|their) (?i:husband|wife|son|daughter|mother|father|mum|mom|dad|"
    r"brother|sister|uncle|aunt|cousin|grandmother|grandfather|niece|nephew|boyfriend|girlfriend|"
    r"fianc[ée]e?|friend|neighbou?r|flatmate|roommate|colleague|boss|landlord|landlady|child|"
    rf"baby),? {_DAY}(?=[^\W\d_][a-zß-ÿ])({_WORD}(?: {_WORD}){{0,2}})"
)
_SPEAKING = re.compile(
    rf"\b(?:[Tt]his is|I am|I'm|[Yy]ou(?:'re| are) (?:speaking|chatting) (?:with|to))\s({_NAME})"
    r"(?=\s{0,8}(?:,|from|speaking|with|here|at your service|and I|\.))"
)
_SIGNED = re.compile(
    r"(?:^|\n|[.!?]\s)\s{0,8}(?i:(?:(?:best|kind|warm|many|with)\s{1,8}){0,2}(?:regards|wishes|greetings)|"
    r"sincerely(?: yours)?|yours(?: (?:truly|sincerely|faithfully))?|cheers|all the best|best|"
    r"thanks(?: again)?|thank you|take care|respectfully|signed|cordialement|bien à vous|saludos|"
    r"un saludo|atentamente|cordiali saluti|distinti saluti|atenciosamente|met vriendelijke groet|"
    r"(?:mit )?(?:freundlichen?|besten?|viele|liebe|herzliche) gr(?:ü|ue)(?:ß|ss)en?|mfg|vg|lg|"
    rf"с уважением|pozdrawiam)\s{{0,8}}[,.!]?\s{{0,8}}(?:[-—–~]\s{{0,8}})?({_NAME})[ ]{{0,8}}"
    r"(?=\n|$|,|\.\s{0,8}$|\s{0,8}\|)"
)
_DASH_SIGNED = re.compile(rf"(?:^|\n|\s)[-—–~]{{1,2}}\s?({_NAME})\s{{0,8}}$")
_NOBODY = "in advance"
_GIVEN_AWAY = (
    _AFTER_TITLE, _GREETED_BY, _GREETED, _INTRODUCED, _FIRST_WORDS, _AT_THE_DOOR, _RELATED,
    _SPEAKING, _SIGNED, _DASH_SIGNED,
)  # fmt: skip
_MAIL_LOCAL = re.compile(r"([\w.+-]{2,64})@")
_LOCAL_WORD = re.compile(r"[A-Z]?[^\W\dA-Z_]{2,}|[A-Z]{3,}")


class Names:
    """The people of one conversation, to be found in its texts.

    Args:
        names: Full names as stored; e-mail addresses and words that denote a role are ignored.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._known = Known(name for name in names if name)

    def learn(self, texts: Iterable[str]) -> None:
        """Remember who greets, signs or is greeted in these texts, in order to find them in all
        texts.
        """
        for text in texts:
            taken = ClaimedSpans(Plain(text).text)
            find_given_away(taken)
            for span in taken.personal():
                self.add(taken.text[span.start : span.end])

    def add(self, name: str) -> None:
        """Remember one more person."""
        self._known.add(name)

    def add_mail(self, address: str, common: Container[str] = ()) -> None:
        """Remember the names in an e-mail address, except words in `common`."""
        local = _MAIL_LOCAL.match(address.strip())
        for word in _LOCAL_WORD.findall(local[1]) if local else ():
            small = word.casefold()
            if len(small) > 2 and small not in NOT_PEOPLE and small not in common:
                self._known.add_part(word)

    def find(self, taken: ClaimedSpans) -> None:
        """Claim names: known ones in full, then revealed ones, then parts of names."""
        self._known.find_whole(taken)
        find_given_away(taken)
        self._known.find_parts(taken)
        here = Known(
            taken.text[span.start : span.end] for span in taken.personal() if span.kind == "Name"
        )
        here.find_whole(taken)
        here.find_parts(taken)

    def find_known(self, taken: ClaimedSpans) -> None:
        """Claim only known names."""
        self._known.find_whole(taken)
        self._known.find_parts(taken)


def find_given_away(taken: ClaimedSpans) -> None:
    """Claim names that greetings, titles, introductions and signatures reveal."""
    for pattern in _GIVEN_AWAY:
        _claim_people(taken, pattern)
    if is_chinese(taken.text):
        find_chinese_names(taken)
        for pattern in FOREIGN:
            _claim_people(taken, pattern)


def _claim_people(taken: ClaimedSpans, pattern: re.Pattern[str]) -> None:
    for match in taken.matches(pattern):
        words = match[1].split() if match[1].casefold() != _NOBODY else []
        while words and words[-1].casefold().strip(".,'’") in NOT_PEOPLE:
            words.pop()
        if words and not is_role(" ".join(words)):
            length = match[1].index(words[-1], sum(map(len, words[:-1]))) + len(words[-1])
            taken.claim(match.start(1), match.start(1) + length, "Name")
