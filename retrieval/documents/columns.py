"""Recognises the roles of a table's columns by their English or Chinese names, or by a mapping."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from retrieval.documents.errors import FileError
from retrieval.documents.records import Table
from retrieval.documents.wording import clean, one_line

Names = Mapping[str, frozenset[str]]
"""Role → the column names that mean it, folded by `folded_name`."""


def names(text: str) -> frozenset[str]:
    """A set of folded column names from words separated by white space; "_" is ignored."""
    return frozenset(folded_name(word) for word in text.split())


_NOT_NAME = re.compile(r"[\W_]+")
_TRAILING_NUMBER = re.compile(r"\d+$")


@lru_cache(maxsize=4096)
def folded_name(name: str) -> str:
    """A column's name, normalised for comparison: "Similar Questions (2)" → "similarquestions"."""
    folded = _NOT_NAME.sub("", unicodedata.normalize("NFKC", name).casefold())
    return _TRAILING_NUMBER.sub("", folded) or folded


FAQ_NAMES: Names = {
    "id": names(
        "id faq_id entry_id article_id question_id kb_id doc_id uid uuid key ref reference code "
        "no number 编号 序号 标识 问题id 知识id 条目id 文章id 問題id 編號 序號"
    ),
    "question": names(
        "question questions q query queries faq prompt instruction standard_question "
        "main_question canonical_question user_question customer_question utterance "
        "问题 问 提问 标准问 标准问题 标准问法 主问题 用户问题 客户问题 常见问题 "
        "問題 問 提問 標準問 標準問題 標準問法 主問題 常見問題"
    ),
    "variants": names(
        "variants variant similar_questions similar_question similar alternative_questions "
        "alternative_question alternatives alternate_questions alternate_question paraphrase "
        "paraphrases variations variation question_variants question_variant synonyms "
        "other_questions related_questions phrasings "
        "相似问 相似问题 相似问法 扩展问 扩展问题 扩展问法 其他问法 同义问 同义问题 别名 问法 "
        "相似問 相似問題 相似問法 擴展問 擴展問題 其他問法 同義問"
    ),
    "answer": names(
        "answer answers a reply response responses solution resolution standard_answer "
        "agent_reply answer_text 答案 答 回答 答复 回复 解答 标准答案 解决方案 解决办法 应答 "
        "答覆 回覆 標準答案 解決方案"
    ),
    "content": names(
        "content contents text body article description passage paragraph context details "
        "内容 正文 文本 文章 描述 说明 段落 详情 知识内容 內容 文章內容 說明 描述"
    ),
    "title": names(
        "title heading subject headline article_title name topic 标题 主题 题目 名称 知识标题 "
        "標題 主題 題目 名稱"
    ),
    "tags": names(
        "tags tag labels label keywords keyword category categories section group intent "
        "product department 标签 分类 类别 类目 关键词 关键字 栏目 业务 意图 "
        "標籤 分類 類別 關鍵詞 關鍵字"
    ),
    "lang": names("lang language locale 语言 语种 語言"),
}
_NOWHERE = (sys.maxsize,)
_LONGEST_NAME = 100
_SEVERAL = frozenset({"variants", "tags"})
"""Roles that may be spread over several columns."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The roles of a table's columns: role → column indices, and the header row."""

    places: Mapping[str, tuple[int, ...]]
    header: tuple[str, ...]

    def has(self, role: str) -> bool:
        return role in self.places

    def cell(self, role: str, cells: Sequence[str]) -> str:
        """The cell of a role with a single column; "" if there is none."""
        place = self.places.get(role, _NOWHERE)[0]
        return cells[place] if place < len(cells) else ""

    def cells(self, role: str, cells: Sequence[str]) -> list[str]:
        """The non-empty cells of a role that may have several columns."""
        places = self.places.get(role, ())
        return [cells[at] for at in places if at < len(cells) and cells[at]]


def recognise(header: Sequence[str], known: Names = FAQ_NAMES) -> dict[str, tuple[int, ...]]:
    """The roles that the names of a header have, whether or not they suffice for a table."""
    places: dict[str, tuple[int, ...]] = {}
    for at, name in enumerate(header):
        folded = folded_name(name)
        role = next((role for role, words in known.items() if folded in words), None)
        if role is None:
            continue
        if role in places and role == "question":
            role = "variants"
        if role not in places:
            places[role] = (at,)
        elif role in _SEVERAL:
            places[role] += (at,)
    return places


def faq_columns(header: Sequence[str]) -> Columns | None:
    """The columns of an FAQ or article table; None if this row is not such a header."""
    places = recognise(header)
    if "answer" not in places:
        company = {"question", "title", "id"} & places.keys()
        if "content" not in places or not company:
            return None
        places["answer"] = places.pop("content")
    elif not ({"question", "title", "variants", "content", "id"} & places.keys()):
        return None
    return Columns(places, tuple(header))


def mapped_columns(
    header: Sequence[str],
    mapping: Mapping[str, str],
    known: Names = FAQ_NAMES,
    needed: Iterable[str] = ("answer",),
) -> Columns | None:
    """The columns that the user named, completed by those that are recognised.

    A role that is mapped to no column ("") gets none, even if one would be recognised.
    Returns None if the header lacks one of the named columns.

    Raises:
        FileError: `table.mapping` for an unknown role, or if a needed role is missing.
    """
    check_mapping(mapping, known, needed)
    by_name = {folded_name(name): at for at, name in reversed(list(enumerate(header)))}
    exact = {name.strip().casefold(): at for at, name in reversed(list(enumerate(header)))}
    places: dict[str, tuple[int, ...]] = {}
    for role, name in mapping.items():
        if not name.strip():
            continue
        at = exact.get(name.strip().casefold(), by_name.get(folded_name(name)))
        if at is None:
            return None
        places[role] = (at,)
    taken = {at for columns in places.values() for at in columns}
    for role, columns in recognise(header, known).items():
        free = tuple(at for at in columns if at not in taken)
        if free and role not in mapping and role != "content":
            places[role] = free
    return Columns(places, tuple(header))


def check_mapping(mapping: Mapping[str, str], known: Names, needed: Iterable[str]) -> None:
    """Raise `table.mapping` if a mapping names an unknown role or lacks a needed one."""
    roles = ", ".join(known)
    wrong = [role for role in mapping if role not in known]
    lacking = [role for role in needed if not mapping.get(role)]
    if wrong or lacking:
        raise FileError(
            code="table.mapping",
            expected=f"a mapping of some of these roles: {roles}",
            found=f"the unknown role {wrong[0][:40]!r}" if wrong else f"none for {lacking[0]!r}",
            remedy="Give each of these roles that the file has the name of its column",
        )


def table_of(header: Sequence[str], columns: Columns | None = None) -> Table:
    """A description of a table for the user: its columns' names, and the roles they have."""
    named = [_told(name) for name in header]
    roles = {
        role: tuple(named[at] for at in places if at < len(named) and named[at])
        for role, places in (columns.places if columns else {}).items()
    }
    return Table(
        tuple(dict.fromkeys(name for name in named if name)),
        {role: names for role, names in roles.items() if names},
    )


def _told(name: str) -> str:
    """A column's name; "" if it looks like data."""
    name = one_line(clean(name))
    return "" if len(name) > _LONGEST_NAME or _like_data(name) else name


def _like_data(name: str) -> bool:
    return "@" in name or sum(char.isdigit() for char in name) > 4


def no_columns_error(
    header: Sequence[str], mapping: Mapping[str, str] | None, expected: str
) -> FileError:
    """The error for a table without the needed columns: lists them, and says how to map them."""
    shown = ", ".join(_shown(name) for name in header[:12]) or "none"
    more = len(header) - 12
    found = f"the columns {shown} and {more} more" if more > 0 else f"the columns {shown}"
    if mapping:
        wanted = ", ".join(repr(name) for name in mapping.values() if name)
        return FileError(
            code="table.mapping",
            expected=f"a row near the top with the columns {wanted}",
            found=found,
            remedy="Correct the mapping, or the header of the table",
        )
    return FileError(
        code="table.columns",
        expected=expected,
        found=found,
        remedy="Rename the columns, or say which is which: --map question=COLUMN answer=COLUMN",
    )


def _shown(name: str) -> str:
    """A column's name for an error message; one that looks like data is only described."""
    name = one_line(clean(name))
    if len(name) > 40 or _like_data(name):
        return f"(a text of {len(name)} characters)"
    return f"'{name}'"
