"""What the cells of an export mean: who, when, solved or not, how content."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from assistant.transcripts.records import Role, Status
from retrieval.documents.columns import folded_name, names

_ROLES = {
    Role.CUSTOMER: names(
        "customer user client visitor end-user enduser guest consumer buyer requester contact "
        "caller human member patient inbound incoming question c u "
        "客户 顾客 用户 访客 买家 会员 来访者 提问者 客戶 顧客 用戶 訪客 買家"
    ),
    Role.AGENT: names(
        "agent assistant support operator staff representative rep admin bot system employee "
        "advisor seller service helpdesk support_agent customer_service service_agent outbound "
        "outgoing reply answer a s teammate "
        "客服 坐席 座席 客服人员 人工客服 机器人 助手 商家 卖家 店小二 小二 系统 员工 工作人员 "
        "客服人員 機器人 商家 賣家 員工"
    ),
    Role.NOTE: names(
        "note notes internal internal_note private private_note comment internal_comment "
        "备注 内部备注 内部 笔记 注释 備註 內部備註"
    ),
}
_STATUSES = {
    Status.SOLVED: names(
        "solved resolved closed done completed complete finished fixed answered archived "
        "已解决 解决 已关闭 关闭 已完成 完成 结束 已结束 已处理 已回复 已解決 已關閉 結束 已結束"
    ),
    Status.OPEN: names(
        "open new pending waiting on-hold hold in_progress active unsolved unresolved reopened "
        "todo unassigned assigned "
        "未解决 待处理 处理中 进行中 新建 打开 挂起 待回复 重开 未解決 待處理 處理中 進行中"
    ),
}
_RATINGS = {
    5.0: names(
        "good great excellent satisfied very_satisfied positive happy thumbs_up yes like "
        "满意 非常满意 很满意 好评 好 滿意 非常滿意 好評"
    ),
    3.0: names("neutral ok okay average 一般 中评 普通 中評"),
    1.0: names(
        "bad poor terrible unsatisfied dissatisfied very_dissatisfied negative unhappy "
        "thumbs_down no dislike 不满意 非常不满意 差评 差 不滿意 差評"
    ),
}
_NUMBER = re.compile(r"(-?\d{1,3}(?:[.,]\d+)?)\s*(?:/\s*\d+|%|星|分|stars?|★)?", re.IGNORECASE)
_CHINESE_DATE = re.compile(
    r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]?\s*"
    r"(上午|下午|晚上|中午|早上)?\s*(?:(\d{1,2})[:：点點时時](\d{1,2})?分?(?:[:：]?(\d{1,2})秒?)?)?"
)
_NUMERIC_DATE = re.compile(
    r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})"
    r"(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*([ap]\.?m\.?)?)?",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")
_EARLIEST, _LATEST = 1980, 2200


def role_of(text: str) -> Role | None:
    """The role a word names, None for any other text."""
    return _meaning(text, _ROLES)


def status_of(text: str) -> Status:
    """The status a word names."""
    return _meaning(text, _STATUSES) or Status.UNKNOWN


def rating_of(text: str) -> float | None:
    """A rating as a number on the export's own scale."""
    number = _NUMBER.fullmatch(text.strip())
    if number:
        return float(number[1].replace(",", "."))
    if text and set(text.strip()) <= {"★", "☆", "⭐"}:
        return float(text.count("★") + text.count("⭐"))
    return _meaning(text, _RATINGS)


_Value = TypeVar("_Value")


def _meaning(text: str, words: dict[_Value, frozenset[str]]) -> _Value | None:
    folded = folded_name(text)
    return next((value for value, known in words.items() if folded in known), None)


def time_of(text: str) -> datetime | None:
    """A point in time in UTC; a time without a zone counts as UTC, an ambiguous date as none.

    ISO 8601, RFC 2822, seconds or milliseconds since 1970, 2024/3/1, 2024年3月1日, and day and
    month in either order where one of them is above 12.
    """
    text = text.strip()
    found: datetime | None = None
    with suppress(ValueError, OverflowError, OSError, TypeError, IndexError):
        found = _parsed(text)
    if found is None or not _EARLIEST <= found.year < _LATEST:
        return None
    if found.tzinfo is None:
        return found.replace(tzinfo=UTC)
    with suppress(OverflowError):
        return found.astimezone(UTC)
    return None


def _parsed(text: str) -> datetime | None:
    if _EPOCH.fullmatch(text):
        seconds = float(text)
        return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)
    with suppress(ValueError):
        return datetime.fromisoformat(text)
    chinese = _CHINESE_DATE.fullmatch(text)
    if chinese:
        year, month, day, half, *clock = chinese.groups()
        return _built(int(year), int(month), int(day), clock, half in ("下午", "晚上"), bool(half))
    numeric = _NUMERIC_DATE.fullmatch(text)
    if numeric:
        return _from_numbers(numeric)
    return parsedate_to_datetime(text) if re.search(r"[A-Za-z]{3}", text) else None


def _from_numbers(found: re.Match[str]) -> datetime | None:
    first, second, third = int(found[1]), int(found[2]), int(found[3])
    half = (found[7] or "").lower().replace(".", "")
    clock = [found[4], found[5], found[6]]
    if first > 1000:
        return _built(first, second, third, clock, half == "pm", bool(half))
    if third < 1000 or (first <= 12 and second <= 12 and first != second):
        return None
    day, month = (first, second) if second <= 12 else (second, first)
    return _built(third, month, day, clock, half == "pm", bool(half))


def _built(
    year: int, month: int, day: int, clock: list[str | None], afternoon: bool, halves: bool
) -> datetime:
    hour, minute, second = (int(part or 0) for part in clock)
    if halves:
        hour = hour % 12 + (12 if afternoon else 0)
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
