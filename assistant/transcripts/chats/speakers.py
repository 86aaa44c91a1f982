"""Infers from a name in a copied chat whether the speaker is a customer or an agent."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from assistant.transcripts.records import Role
from retrieval.documents.wording import CJK_CHARACTER, folded


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A smaller vocabulary than the one for column names of exports: these words are looked for in
# free text, where a customer may well write "Question:" or "Note:".
_AGENT = _words(
    "agent agents support supporter operator staff representative rep assistant bot chatbot "
    "admin helpdesk service care team advisor adviser seller moderator you me"
)
_CUSTOMER = _words("customer client visitor user guest buyer caller requester shopper consumer")
_NOTE = frozenset(("internal note", "private note", "internal comment", "内部备注", "內部備註"))
_AGENT_HAN = (
    "客服", "坐席", "座席", "客户服务", "客户经理", "客戶服務", "客戶經理", "机器人", "機器人",
    "小二", "商家", "卖家", "賣家", "工作人员", "助手",
)  # fmt: skip
_CUSTOMER_HAN = (
    "客户", "客戶", "顾客", "顧客", "用户", "用戶", "访客", "訪客", "买家", "買家", "会员",
)  # fmt: skip
_FIELDS = _words(
    "address amount answer attachment bcc cc city code country date dear delivery edit email "
    "error example fax fwd hello hi hint important invoice item link mail message name note "
    "number order payment phone price problem product ps quantity question re ref reference "
    "regards sent shipping size status subject summary tel thanks time title to total tracking "
    "update url version warning from "
    "你好 您好 谢谢 地址 电话 手机 姓名 订单 订单号 单号 问题 备注 邮箱 时间 "
    "日期 主题 金额 数量 商品 收件人 发件人 注意 提示 附件 链接 原因 快递单号"
)
_SMALL = _words("de da do dos di del der den van von zu la le el al bin ibn ben y e")
_ENDS_OF_FIELDS = tuple(
    word if CJK_CHARACTER.search(word) else f" {word}" for word in sorted(_FIELDS)
)
_WORD = re.compile(r"[^\W_]+")
_NAME_MARKS = re.compile(r"[^\W\d_]\.|['’\-·•. ]|[^\W_]")
_PHONE = re.compile(r"\+?(?:[\s()./-]{0,2}\d){7,16}")
_MAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,200}")
_WORDS_OF_A_NAME = 4
_HAN_OF_A_NAME = 6


def role_in(name: str, agents: Collection[str] = ()) -> Role | None:
    """The role that a speaker's name states; None if it is only a name.

    Args:
        name: As written in the chat: "Customer", "Ann (Support)", "客服小王".
        agents: Folded names of people who are known to be agents.
    """
    plain = folded(name)
    if plain in _NOTE:
        return Role.NOTE
    if plain in agents or plain in ("我", "我方"):
        return Role.AGENT
    words = set(_WORD.findall(plain))
    if words & _AGENT or any(word in plain for word in _AGENT_HAN):
        return Role.AGENT
    if words & _CUSTOMER or any(word in plain for word in _CUSTOMER_HAN):
        return Role.CUSTOMER
    return None


def like_a_name(text: str) -> bool:
    """Whether a text could be a person's name or role, rather than the beginning of a sentence."""
    if not text or len(text) > 60 or folded(text) in _FIELDS:
        return False
    words = text.split()
    if not 0 < len(words) <= _WORDS_OF_A_NAME or folded(words[0]) in _FIELDS:
        return False
    role = role_in(text)
    if role is not None:  # "Customer", but not "Customer number" or "客户电话"
        return role is Role.NOTE or not folded(text).endswith(_ENDS_OF_FIELDS)
    if "".join(_NAME_MARKS.findall(text)) != text or any(map(str.isdigit, text)):
        return False
    if CJK_CHARACTER.search(text):
        return len(text) <= _HAN_OF_A_NAME
    return all(_begins_a_name(word) for word in words)


def like_somebody(text: str) -> bool:
    """Whether a cell could identify an author by name, e-mail address or phone number."""
    return like_a_name(text) or is_phone(text) or _MAIL.fullmatch(text) is not None


def is_phone(text: str) -> bool:
    """Whether the text is nothing but a phone number."""
    return _PHONE.fullmatch(text) is not None


def roles_of(names: Iterable[str], agents: Collection[str]) -> tuple[Mapping[str, Role], bool]:
    """The role of each speaker, and whether the roles are certain.

    If no name states a role, the first speaker is taken for the customer. A speaker without a
    stated role is the agent if a customer is known, and the customer if only an agent is.

    Args:
        names: Folded names in the order in which they first speak.
        agents: Folded names of people who are known to be agents.
    """
    said = {name: role_in(name, agents) for name in names}
    known = {role for role in said.values() if role is not None}
    unknown = [name for name, role in said.items() if role is None]
    alone = Role.AGENT in known and Role.CUSTOMER not in known
    other = Role.CUSTOMER if alone else Role.AGENT
    roles = {name: role or other for name, role in said.items()}
    if unknown and not known & {Role.AGENT, Role.CUSTOMER}:
        roles[unknown[0]] = Role.CUSTOMER
    told = bool(known & {Role.AGENT, Role.CUSTOMER})
    both = {Role.AGENT, Role.CUSTOMER} <= known
    return roles, told and (not unknown or (len(unknown) == 1 and not both))


def _begins_a_name(word: str) -> bool:
    letter = word[0]
    return letter.isalpha() and (not letter.islower() or word.lower() in _SMALL)
