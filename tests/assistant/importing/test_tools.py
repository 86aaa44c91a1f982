"""An import into the store can read the exports of support tools, with the same readers."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.importing.conversation_batch import digest_of
from assistant.transcripts import ConversationRecord, Role, read_file
from assistant.transcripts.generic.parsing import parse
from retrieval.documents import Limits, Record
from tests.assistant.transcripts.exports import ANSWERED, ASKED, FORMATS, write


@pytest.mark.parametrize("name", FORMATS)
def test_conversations_of_a_tool(tmp_path: Path, name: str) -> None:
    _, file, make = FORMATS[name]
    events = list(parse(write(tmp_path, file, make()), None, Limits()))
    records = [event for event in events if isinstance(event, ConversationRecord)]
    texts = {(m.role, m.text) for record in records for m in record.messages}
    assert any(role is Role.CUSTOMER and ASKED in text for role, text in texts)
    assert any(role is Role.AGENT and ANSWERED in text for role, text in texts)


def test_signatures_stay_and_quotes_go(tmp_path: Path) -> None:
    path = write(tmp_path, "tickets.json", FORMATS["zendesk lines"][2]())
    (record, _) = (e for e in read_file(path) if isinstance(e, ConversationRecord))
    assert record.messages[-1].text == f"{ANSWERED}\n\nBest regards,\nEve Ops"


def test_an_faq_with_instructions_is_no_conversation(tmp_path: Path) -> None:
    text = f"instruction,category,response\n{ASKED},order,{ANSWERED}\n"
    events = list(parse(write(tmp_path, "faq.csv", text), None, Limits()))
    assert [e.answer for e in events if isinstance(e, Record)] == [ANSWERED]


def test_what_the_reader_cut_changes_no_digest(tmp_path: Path) -> None:
    path = write(tmp_path, "tickets.json", FORMATS["zendesk lines"][2]())
    (record, _) = (e for e in read_file(path) if isinstance(e, ConversationRecord))
    from dataclasses import replace

    plain = replace(record, messages=tuple(replace(m, removed=()) for m in record.messages))
    assert digest_of(plain) == digest_of(record)
    assert digest_of(replace(record, subject="other")) != digest_of(record)
