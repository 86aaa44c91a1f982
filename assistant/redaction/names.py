"""People's names: those that are known, and those that greetings and signatures give away."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.redaction.spans import Taken


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NOT_PEOPLE = _words(
    """agent agents assistant bot client customer customers service support team system admin
    administrator user guest unknown anonymous operator representative staff helpdesk desk sales
    billing care sir madam all there everyone folks again friend friends valued dear the your our
    and from company inc ltd llc gmbh shop store office department mr mrs ms miss dr prof
    客服 系统 客户 用户 管理员 机器人 售后 访客"""
)
# given names that are everyday words: alone they are names only where a name is expected
_EVERYDAY = _words(
    """will may mark grace hope rose bill frank grant chase pat sue art faith joy dawn april june
    august summer autumn max rob drew miles guy jack page price king long young white black brown
    green day case power best early good major may park field wood stone bush rich ray rusty sandy
    penny ruby amber ivy daisy holly iris violet jasmine olive art gene dean earl duke chip buddy
    an so do he she de la le van von der den li ma you yu he wu"""
)
_WORD = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’]*(?:-[A-Z][\w'’]*)?"
_NAME = rf"{_WORD}(?:\s(?:(?:van|von|de|da|del|der|la|le|bin|al)\s){{0,2}}{_WORD}|\s[A-Z]\.){{0,2}}"
_TITLE = r"(?:Mrs?|Ms|Miss|Mx|Dr|Prof(?:essor)?|Herr|Frau|Monsieur|Madame|Señora?|Sra?)"
_AFTER_TITLE = re.compile(rf"\b{_TITLE}\.?[ ]({_NAME})")
_GREETING = (
    r"(?:^|[\n.!?,]\s*)(?i:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings|"
    r"thanks|thank you|many thanks|welcome(?: back)?|sorry|hallo|guten tag|bonjour|hola|ciao|"
    r"liebe|lieber)(?: again)?"
)
# "Hello, I'm": a sentence begins, nobody is greeted
_SENTENCE = r"(?!(?:I|(?:I|It|We|You|They|He|She|That|What|Who|Here|There|Let)['’]\w{1,2})\b)"
_GREETED = re.compile(rf"{_GREETING},?[ ]{_SENTENCE}({_NAME})(?=\s*(?:[,!.:;?\n—–-]|$))")
_DAY = (
    r"(?!(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|"
    r"July|August|September|October|November|December|Black Friday|Christmas|Easter)\b)"
)
# only right after a greeting is "it's Tom" somebody's name
_GREETED_BY = re.compile(
    rf"{_GREETING}(?: (?i:there|all|team|everyone|everybody|folks))?(?:\s*[,.!–—-])?\s+"
    rf"(?i:i['’]?m|i am|it['’]?s|it is|this is)\s{_DAY}({_NAME})"
    r"(?=\s*(?:[,!.;?\n—–-]|$|(?:here|from|and|with|at|again|speaking)\b))"
)
_INTRODUCED = re.compile(
    r"\b(?:(?i:my name is|my name's|name:|ich heiße|mein name ist|je m'appelle|me llamo)\s+"
    rf"({_NAME}))"
)
_SPEAKING = re.compile(
    rf"\b(?:[Tt]his is|I am|I'm|[Yy]ou(?:'re| are) (?:speaking|chatting) (?:with|to))\s({_NAME})"
    r"(?=\s*(?:,|from|speaking|with|here|at your service|and I|\.))"
)
_SIGNED = re.compile(
    r"(?:^|\n|[.!?]\s)\s*(?i:(?:(?:best|kind|warm|many|with)\s+){0,2}(?:regards|wishes|greetings)|"
    r"sincerely(?: yours)?|yours(?: (?:truly|sincerely|faithfully))?|cheers|all the best|best|"
    r"thanks(?: again)?|thank you|take care|respectfully|mit freundlichen grüßen|viele grüße|"
    rf"cordialement|saludos)\s*[,.!]?\s*(?:[-—–~]\s*)?({_NAME})[ ]*(?=\n|$|,|\.\s*$|\s*\|)"
)
_DASH_SIGNED = re.compile(rf"(?:^|\n|\s)[-—–~]{{1,2}}\s?({_NAME})\s*$")
_GIVEN_AWAY = (
    _AFTER_TITLE, _GREETED_BY, _GREETED, _INTRODUCED, _SPEAKING, _SIGNED, _DASH_SIGNED,
)  # fmt: skip
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董潘袁蔡蒋余于杜叶程"
    "魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾"
    "龚邵万覃武钱戴严莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左"
    "柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解"
    "牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边"
)
_CHINESE_TITLES = "(?:女士|先生|小姐|太太|夫人|老师|经理|师傅|同学|阿姨|总(?![^，。,!！\\s]))"
_CHINESE_TITLED = re.compile(rf"([{_SURNAMES}][\u4e00-\u9fff]{{0,2}}?){_CHINESE_TITLES}")
_CHINESE_NAMED = re.compile(
    rf"(?:我叫|我的名字是|我是客服|客服专员|姓名[:：是]?|收件人[:：是]?|联系人[:：是]?)\s*"
    rf"([{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?![\u4e00-\u9fff])"
)
_HAN = re.compile(r"[\u3400-\u9fff]+")


class Names:
    """The people of one conversation, ready to be found in its texts.

    Args:
        names: Full names as they are kept; mail addresses and words that name a role are left out.
    """

    def __init__(self, names: Iterable[str]) -> None:
        given = {" ".join(name.split()) for name in names if name and "@" not in name}
        people = {name for name in given if not _is_role(name)}
        self._full = _full_names(people)
        self._parts = _parts(people)

    def find(self, taken: Taken) -> None:
        """Take names: given ones first, whole before their parts."""
        for pattern in self._full:
            taken.claim_all(pattern, "Name")
        for pattern in _GIVEN_AWAY:
            _claim_people(taken, pattern)
        for pattern in (_CHINESE_TITLED, _CHINESE_NAMED):
            taken.claim_all(pattern, "Name")
        for pattern in self._parts:
            taken.claim_all(pattern, "Name")


def _claim_people(taken: Taken, pattern: re.Pattern[str]) -> None:
    for match in taken.matches(pattern):
        words = match[1].split()
        while words and words[-1].casefold().strip(".,'’") in _NOT_PEOPLE:
            words.pop()
        if words and not _is_role(" ".join(words)):
            length = match[1].index(words[-1], sum(map(len, words[:-1]))) + len(words[-1])
            taken.claim(match.start(1), match.start(1) + length, "Name")


def _is_role(name: str) -> bool:
    """Whether a "name" has a word that no person is called ("Support Team", "客服01")."""
    folded = name.casefold()
    return any(word in _NOT_PEOPLE for word in re.findall(r"[^\W\d_]+", folded)) or folded.isdigit()


def _full_names(people: set[str]) -> list[re.Pattern[str]]:
    patterns = []
    for name in sorted(people, key=len, reverse=True):
        if _HAN.fullmatch(name):
            if len(name) > 1:
                patterns.append(re.compile(re.escape(name)))
            continue
        words = [re.escape(word) for word in name.split()]
        if len(words) > 1:
            turned = rf"{words[-1]},\s{{0,2}}{words[0]}"
            whole = r"\s+".join(words)
            patterns.append(re.compile(rf"(?<!\w)(?:{whole}|{turned})(?!\w)", re.IGNORECASE))
    return patterns


def _parts(people: set[str]) -> list[re.Pattern[str]]:
    """First and last names alone, as names are written: "Maria" and "MARIA", never "maria"."""
    parts: set[str] = set()
    for name in people:
        if _HAN.fullmatch(name):
            if len(name) > 2:
                parts.add(name[1:] if len(name) == 3 else name[2:])
            continue
        for word in name.split():
            bare = word.strip(".,()'’\"")
            if len(bare) > 1 and bare.casefold() not in _EVERYDAY and not bare[0].isdigit():
                parts.add(bare)
    patterns = []
    for part in sorted(parts, key=len, reverse=True):
        if _HAN.search(part):
            patterns.append(re.compile(re.escape(part)))
            continue
        spellings = {
            part.capitalize(),
            part.upper(),
            part if part != part.lower() else part.title(),
        }
        either = "|".join(sorted(map(re.escape, spellings)))
        patterns.append(re.compile(rf"(?<!\w)(?:{either})(?!\w)"))
    return patterns
