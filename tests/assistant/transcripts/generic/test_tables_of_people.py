"""Tables with names instead of roles, with yes/no columns, or in several files."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from tests.assistant.transcripts.exports import write, zipped
from tests.assistant.transcripts.formats.test_formats import Read, read

ASKS, TELLS = "Where is my parcel?", "It is on its way."
WANTED = [("customer", ASKS), ("agent", TELLS)]


def table(folder: Path, text: str, **options: object) -> Read:
    return read(write(folder, "chats.csv", text), **options)


def turns(found: Read, at: int = 0) -> list[tuple[str, str]]:
    return [(message.role.value, message.text) for message in found[1][at].messages]


def test_people_where_roles_might_stand(tmp_path: Path) -> None:
    """Eve is in all conversations, so she is the agent, even where she speaks first."""
    found = table(
        tmp_path,
        "conversation_id,sender,message\n"
        f"1,Ann Lee,{ASKS}\n1,Eve Ops,{TELLS}\n"
        "2,bob@y.io,How much?\n2,Eve Ops,Five.\n"
        "3,Eve Ops,Did it arrive?\n3,Zoe May,Yes it did.\n",
    )
    assert turns(found) == WANTED
    assert turns(found, 1) == [("customer", "How much?"), ("agent", "Five.")]
    assert turns(found, 2) == [("agent", "Did it arrive?"), ("customer", "Yes it did.")]
    assert found[0].agents == ("Eve Ops",)
    assert found[0].confidence < 0.7
    assert found[2] == []


def test_people_of_a_single_conversation_and_who_was_named(tmp_path: Path) -> None:
    text = f"conversation_id,sender,message\n1,Eve Ops,Hello Ann!\n1,Ann Lee,{ASKS}\n"
    assert turns(table(tmp_path, text)) == [("customer", "Hello Ann!"), ("agent", ASKS)]
    named = table(tmp_path, text, agents=["Eve Ops"])
    assert turns(named) == [("agent", "Hello Ann!"), ("customer", ASKS)]


def test_author_and_customer_and_what_is_public(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        f"Ticket ID,Requester,Author,Comment,Public\n1,Ann Lee,Ann Lee,{ASKS},true\n"
        f"1,Ann Lee,Eve Ops,{TELLS},TRUE\n1,Ann Lee,Eve Ops,She is angry,false\n",
    )
    assert turns(found) == [*WANTED, ("note", "She is angry")]


def test_yes_and_no_where_roles_might_stand(tmp_path: Path) -> None:
    found = table(tmp_path, f"conversation_id,inbound,body\n1,true,{ASKS}\n1,false,{TELLS}\n")
    assert turns(found) == WANTED


def test_tables_of_several_months_are_one(tmp_path: Path) -> None:
    head = "ticket_id,sender,text\n"
    packed = zipped({
        "2026-01.csv": f"{head}1,customer,{ASKS}\n",
        "2026-02.csv": f"text,ticket_id,sender\n{TELLS},1,agent\nHow much?,2,customer\n",
        "2026-03.csv": f"{head}2,agent,Five.\n2,???,Five.\n",
        "prices.csv": "shoe,price\nred,3\n",
    })  # fmt: skip
    detected, records, [problem] = read(write(tmp_path, "year.zip", packed))
    assert [r.key for r in records] == ["1", "2"]
    assert [(m.role.value, m.text) for m in records[0].messages] == WANTED
    assert [m.text for m in records[1].messages] == ["How much?", "Five."]
    assert (problem.code, problem.row) == ("row.role", 8), "rows are counted on"
    assert any("3 tables" in told for told in detected.evidence)
    assert any(told.startswith("1 further") for told in detected.evidence)


def test_all_sheets_of_a_workbook_are_read(tmp_path: Path) -> None:
    book = Workbook()
    cover = book.active
    assert cover is not None
    cover.append(["Our chats", "of spring"])
    for number, (asks, tells) in enumerate([(ASKS, TELLS), ("How much?", "Five.")]):
        sheet = book.create_sheet(f"month {number}")
        sheet.append(["ticket_id", "sender", "text"])
        sheet.append([number, "customer", asks])
        sheet.append([number, "agent", tells])
    book.save(tmp_path / "chats.xlsx")
    detected, records, problems = read(tmp_path / "chats.xlsx")
    assert [[m.text for m in r.messages] for r in records] == [
        [ASKS, TELLS],
        ["How much?", "Five."],
    ]
    assert any("2 tables" in told for told in detected.evidence)
    assert any(told.startswith("1 further") for told in detected.evidence)
    assert problems == []


def test_what_is_not_read_beside_json_is_told(tmp_path: Path) -> None:
    packed = zipped({
        "a.json": '[{"messages": [{"role": "user", "content": "Where?"}, '
                  '{"role": "assistant", "content": "Here."}]}]',
        "b.csv": f"ticket_id,sender,text\n1,customer,{ASKS}\n1,agent,{TELLS}\n",
    })  # fmt: skip
    detected, [_], _ = read(write(tmp_path, "both.zip", packed))
    assert any(told.startswith("1 further") for told in detected.evidence)


def test_whatsapp_s_archive_names_the_customer(tmp_path: Path) -> None:
    chat = (
        "[05.03.25, 10:14:33] Shop: Your parcel is here.\n[05.03.25, 10:15:33] Ann Lee: Thanks!\n"
        "[05.03.25, 10:16:33] Shop: You are welcome.\n"
    )
    path = write(tmp_path, "WhatsApp Chat - Ann Lee.zip", zipped({"_chat.txt": chat}))
    assert [m.role.value for m in read(path)[1][0].messages] == ["agent", "customer", "agent"]


def test_a_whole_chat_in_a_cell(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        "chat_id,visitor name,transcript,created_at\n"
        f'1,Ann Lee,"[10:00] Ann Lee: {ASKS}\n[10:01] Agent Eve: {TELLS}\nIt left today."'
        ",2026-03-02\n"
        '2,Bob Ray,"Bob Ray (09:00): How much?\nAgent Eve (09:01): Five.",2026-03-03\n3,Zoe,,\n',
    )
    assert found[0].format == "table"
    assert turns(found) == [WANTED[0], ("agent", f"{TELLS}\nIt left today.")]
    record = found[1][0]
    assert (record.key, record.customer_name) == ("1", "Ann Lee")
    assert record.created_at is not None
    assert [problem.code for problem in found[2]] == ["row.text"]
    mapped = table(tmp_path, f'a,b\n1,"Ann: {ASKS}\nEve: {TELLS}"\n', mapping={"messages": "b"})
    assert [text for _, text in turns(mapped)] == [ASKS, TELLS]
