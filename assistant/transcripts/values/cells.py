"""Interprets cells of an export: roles, statuses, ratings and times."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TypeVar

from assistant.transcripts.records import Role, Status
from assistant.transcripts.values.times import Clock
from retrieval.documents.columns import folded_name, names

_ROLES = {
    Role.CUSTOMER: names(
        "customer user client visitor end-user enduser guest consumer buyer requester contact "
        "caller human member patient inbound incoming question c u usr end_user lead shopper "
        "client_user kunde kundin besucher cliente visiteur utilisateur usuario utente klant "
        "客户 顾客 用户 访客 买家 会员 来访者 提问者 客戶 顧客 用戶 訪客 買家"
    ),
    Role.AGENT: names(
        "agent assistant support operator staff representative rep admin employee "
        "advisor seller service helpdesk support_agent customer_service service_agent outbound "
        "outgoing reply answer a teammate gpt model ai chatgpt mitarbeiter mitarbeiterin berater "
        "kundenservice kundenbetreuer agente conseiller asesor operador operatore medewerker "
        "客服 坐席 座席 客服人员 人工客服 助手 商家 卖家 店小二 小二 员工 工作人员 "
        "客服人員 商家 賣家 員工"
    ),
    Role.BOT: names(
        "bot chatbot robot agent_bot automation automated automatic auto trigger autoresponder "
        "virtual_assistant 机器人 智能客服 自动回复 機器人 自動回覆"
    ),
    Role.NOTE: names(
        "note notes internal internal_note private private_note comment internal_comment "
        "备注 内部备注 内部 笔记 注释 備註 內部備註"
    ),
}
_SYSTEM = names("system sys s 系统 系統")
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
_THUMBS = {"👍": 5.0, "👎": 1.0}
_NUMBER = re.compile(r"(-?\d{1,3}(?:[.,]\d+)?)\s*(?:/\s*\d+|%|星|分|stars?|★)?", re.IGNORECASE)


def role_of(text: str) -> Role | None:
    """The role that a word names; None for any other text."""
    return _meaning(text, _ROLES)


def is_system(text: str) -> bool:
    """Whether a word means "system": the software or, in dialogue datasets, the agent."""
    return folded_name(text) in _SYSTEM


def is_user(text: str) -> bool:
    """Whether a word means "user": the customer or, in some tools, an agent."""
    return folded_name(text) == "user"


def status_of(text: str) -> Status:
    """The status that a word names; `UNKNOWN` for any other text."""
    return _meaning(text, _STATUSES) or Status.UNKNOWN


def rating_of(text: str) -> float | None:
    """A rating as a number on the export's own scale; None if it is not a rating."""
    number = _NUMBER.fullmatch(text.strip())
    if number:
        return float(number[1].replace(",", "."))
    if text and set(text.strip()) <= {"★", "☆", "⭐"}:
        return float(text.count("★") + text.count("⭐"))
    return _said(text)


def rated_in_words(text: str) -> bool:
    """Whether a rating is a word or a thumb, whose meaning does not depend on a scale."""
    return _said(text) is not None


def _said(text: str) -> float | None:
    """The meaning of a word or a thumb as stars from 1 to 5."""
    thumb = text.strip()[:1]  # a skin tone modifier may follow
    return _THUMBS[thumb] if thumb in _THUMBS else _meaning(text, _RATINGS)


_Value = TypeVar("_Value")


def _meaning(text: str, words: dict[_Value, frozenset[str]]) -> _Value | None:
    folded = folded_name(text)
    return next((value for value, known in words.items() if folded in known), None)


def time_of(text: str) -> datetime | None:
    """A time in UTC; a time without a zone is taken as UTC, and an ambiguous date as None.

    Accepts ISO 8601, RFC 2822, seconds (or milliseconds, microseconds) since 1970, 2024/3/1,
    2024年3月1日, and day and month in either order if one of them is above 12.
    """
    return Clock().read(text)
