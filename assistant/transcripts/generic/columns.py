"""Recognises the meaning of an export's columns and keys by their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from retrieval.documents.columns import (
    Columns,
    Names,
    folded_name,
    mapped_columns,
    names,
    recognise,
)

NAMES: Names = {
    "conversation": names(
        "conversation conversation_id conversationid conv_id convo_id ticket ticket_id ticket_no "
        "ticket_number chat chat_id session session_id case case_id case_number thread thread_id "
        "dialogue_id dialog_id convo_id transcript_id interaction_id chat_session_id room_id "
        "会话 会话id 会话编号 对话id 对话编号 工单 工单id 工单号 工单编号 会话号 "
        "會話id 會話編號 對話id 工單號 工單編號"
    ),
    "role": names(
        "role who sender sender_type author_type speaker from from_role direction message_type "
        "usertype sender_role author_role user_type actor_type participant participant_role "
        "participant_type party type "
        "角色 谁 发送方 发送者 发送人 发言人 说话人 消息方 发送者类型 消息类型 "
        "誰 發送方 發送者 發言人"
    ),
    "text": names(
        "text message content body utterance message_text message_body msg comment "
        "message_content body_text plain_body stripped_text text_body body_plain value sentence "
        "chat_message reply_text "
        "文本 内容 消息 消息内容 正文 聊天内容 发送内容 話 內容 訊息 訊息內容"
    ),
    "request": names(
        "request customer_message customer_text question customer_question inquiry enquiry "
        "description issue problem prompt instruction user_message customer_query user_query "
        "客户问题 客户消息 问题 问题描述 用户问题 咨询内容 "
        "客戶問題 問題 問題描述"
    ),
    "reply": names(
        "reply agent_reply response agent_response answer resolution solution agent_message "
        "completion output assistant_message support_reply "
        "客服回复 回复 答复 回答 回复内容 解决方案 客服回覆 回覆 答覆 解決方案"
    ),
    "at": names(
        "at time timestamp when sent_at created_at datetime date sent created message_time "
        "created_datetime sent_datetime created_on sent_on message_date "
        "created_time 时间 发送时间 消息时间 日期 创建时间 時間 發送時間 日期 創建時間"
    ),
    "author": names(
        "author author_name sender_name name agent agent_name display_name nickname full_name "
        "operator_name "
        "作者 姓名 昵称 客服姓名 发送人姓名 客服 暱稱"
    ),
    "customer": names(
        "customer customer_name client client_name requester requester_name user user_name "
        "username visitor visitor_name contact contact_name "
        "客户 客户姓名 客户名称 顾客 用户 用户名 访客 买家 客戶 客戶姓名 用戶 訪客"
    ),
    "email": names(
        "email customer_email e-mail mail email_address requester_email user_email contact_email "
        "邮箱 客户邮箱 电子邮件 郵箱 電子郵件"
    ),
    "customer_id": names(
        "customer_id user_id client_id requester_id contact_id visitor_id member_id "
        "客户id 客户编号 用户id 用户编号 会员号 客戶編號 用戶id"
    ),
    "subject": names("subject title topic headline 主题 标题 主題 標題"),
    "status": names("status state ticket_status 状态 工单状态 会话状态 狀態"),
    "rating": names(
        "rating csat score satisfaction stars satisfaction_rating "
        "评分 满意度 评价 星级 評分 滿意度 評價"
    ),
    "labels": names(
        "tags tag labels label intent intents category categories topics ticket_type issue_type "
        "contact_reason reason queue department 标签 意图 分类 类别 问题类型 標籤 意圖 分類"
    ),
    "language": names("language lang locale 语言 语种 語言"),
    "author_id": names("author_id sender_id from_id actor_id authorid"),
    "private": names("private is_private internal is_internal is_note 是否内部"),
    "public": names("public is_public 是否公开"),
    "incoming": names(
        "incoming inbound is_incoming is_inbound from_customer is_customer is_from_customer"
    ),
    "context": names("context_text"),
    "messages": names(
        "messages turns dialogue dialog conversation_messages comments utterances history chat_log "
        "conversation conversations threads thread articles events parts replies notes posts "
        "transcript log chat content lines interactions original body_parts message_list "
        "消息列表 对话 消息 聊天记录 對話 訊息 聊天記錄"
    ),
}
"""Role of a column → its known names. For plain "id" see `id_place`: among messages it identifies
the conversation only if several rows share its values."""

_OWN_ROLES = frozenset({"conversation", "role", "text", "request", "reply", "messages", "at"})
_PEOPLE = ("conversation", "customer", "email", "customer_id")
_ID = names("id uid uuid key 编号 编码")


def is_conversation_mapping(mapping: Mapping[str, str] | None) -> bool:
    """Whether a mapping by the user contains roles that only conversations have."""
    return bool(mapping) and bool(_OWN_ROLES & set(mapping or ()))


def conversation_columns(
    header: Sequence[str], mapping: Mapping[str, str] | None = None, *, nameless: bool = False
) -> Columns | None:
    """The columns of a table of messages, or of requests with replies; None for other tables.

    `nameless` also accepts requests with replies that name no customer, which might be an FAQ.
    """
    if mapping:
        columns = mapped_columns(header, mapping, NAMES, needed=())
        if columns is None:
            return None
    else:
        columns = Columns(recognise(header, NAMES), tuple(header))
    columns = _with_role(columns)
    if is_message_table(columns) or is_reply_table(columns, nameless=nameless):
        return columns
    return None


def _with_role(columns: Columns) -> Columns:
    """The columns, with the author column serving as role column if another names the customer."""
    told = columns.has("role") or columns.has("incoming") or columns.has("reply")
    if told or not (columns.has("author") and columns.has("text") and columns.has("customer")):
        return columns
    return Columns({**columns.places, "role": columns.places["author"]}, columns.header)


def is_message_table(columns: Columns) -> bool:
    """Whether each row is a message: a role, a text, and a way to tell conversations apart."""
    known = (columns.has("role") or columns.has("incoming")) and columns.has("text")
    return known and (any(map(columns.has, _PEOPLE)) or id_place(columns.header) is not None)


def is_reply_table(columns: Columns, *, nameless: bool = False) -> bool:
    """Whether each row is a conversation: a request with a reply, of a known customer or ticket."""
    asked = columns.has("request") or columns.has("text")
    known = nameless or any(map(columns.has, _PEOPLE))
    return asked and columns.has("reply") and known


def id_place(header: Iterable[str]) -> int | None:
    """Index of the column that is just called "id" or the like."""
    return next((at for at, name in enumerate(header) if folded_name(name) in _ID), None)
