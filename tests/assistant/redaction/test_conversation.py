"""Redaction of whole conversations: consistent placeholders, and a report without values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.redaction.conversation import redact_conversation, redact_conversations
from assistant.redaction.findings import SUBJECT
from assistant.redaction.tagger.tagged import Tagged
from assistant.transcripts.records import ConversationRecord, MessageRecord, Removed, Role

TALK = ConversationRecord(
    key="77", customer_name="Maria López", customer_email="maria.lopez@mail.example",
    customer_id="K-10423", subject="Maria's lamp, order 48213377", agent="Anna Schmidt",
    labels=("vip", "Lopez"), messages=(
        MessageRecord(Role.CUSTOMER, "Order 48213377? Call +49 171 1234567, I am K-10423. Maria",
                      "Maria López"),
        MessageRecord(Role.AGENT, "Hi Maria,\nTomasz rang 0171 1234567. Ms. López, is 221 Baker "
                      "Street right?\n\nBest regards,\nAnna Schmidt", "Anna"),
        MessageRecord(Role.CUSTOMER, "Yes: 221 Baker Street, London, NW1 6XE. Thanks Anna! "
                      "The Galaxy Tab arrived at gate 4411.", "Maria López"),
        MessageRecord(Role.NOTE, "Lopez is happy, ask m\u200baria.lopez@mail.example", "Support"),
    ),
)  # fmt: skip


def test_one_person_has_one_placeholder_everywhere() -> None:
    done = redact_conversation(TALK).record
    assert done.subject == "{{Name 1}}'s lamp, order {{Order Number}}"
    assert [message.text for message in done.messages] == [
        "Order {{Order Number}}? Call {{Phone}}, I am {{Customer Number}}. {{Name 1}}",
        (
            "Hi {{Name 1}},\nTomasz rang {{Phone}}. Ms. {{Name 1}}, is {{Address}} right?\n\n"
            "Best regards,\n{{Name 2}}"
        ),
        "Yes: {{Address}}. Thanks {{Name 2}}! The Galaxy Tab arrived at gate 4411.",
        "{{Name 1}} is happy, ask {{Email}}",
    ]
    assert [m.author for m in done.messages] == [
        "{{Name 1}}",
        "{{Name 2}}",
        "{{Name 1}}",
        "Support",
    ]
    assert (done.customer_name, done.customer_email) == ("{{Name 1}}", "{{Email}}")
    assert (done.customer_id, done.agent, done.labels) == (
        "{{Customer Number}}", "{{Name 2}}", ("vip", "{{Name 1}}"),
    )  # fmt: skip
    assert done.key == "77"


def test_findings_say_where_without_saying_what() -> None:
    result = redact_conversation(TALK)
    texts = {SUBJECT: TALK.subject, **{n: m.text for n, m in enumerate(TALK.messages)}}
    clean = {
        SUBJECT: result.record.subject,
        **{n: m.text for n, m in enumerate(result.record.messages)},
    }
    found = [(place.kind, place.of(texts[place.message])) for place in result.findings.places]
    assert ("Phone", "0171 1234567") in found
    assert ("Email", "m\u200baria.lopez@mail.example") in found
    assert ("Address", "221 Baker Street, London, NW1 6XE") in found
    for place in result.findings.places:
        text = clean[place.message]
        assert text[place.at :].startswith(place.placeholder)
        before, after = place.around(text)
        assert before + place.placeholder + after in text
    shown = repr(result.findings)
    assert not any(secret in shown for secret in ("López", "1234567", "Baker", "48213377", "@"))
    assert sum(result.findings.counts.values()) == len(found)


def test_what_was_left_is_shown() -> None:
    left = redact_conversation(TALK).findings.left
    assert {(one.text, one.kind) for one in left} >= {
        ("Galaxy Tab", "capitalised"),
        ("4411", "number"),
    }
    clean = redact_conversation(TALK).record.messages[left[-1].message].text
    assert clean[left[-1].start : left[-1].end] == left[-1].text


def test_names_come_from_signatures_that_were_removed_and_from_the_address() -> None:
    signed = replace(
        TALK.messages[0], text="Gerda will call. Zedlitz pays.", author="",
        removed=(Removed("signature", "\nBest regards,\nGerda Muster", 16),),
    )  # fmt: skip
    record = ConversationRecord(key="1", messages=(signed,), customer_email="g.zedlitz@x.example")
    done = redact_conversation(record)
    assert done.record.messages[0].text == "{{Name 1}} will call. {{Name 2}} pays."
    assert done.record.messages[0].removed == ()


def test_fields_may_be_mail_addresses_phones_or_roles() -> None:
    messages = tuple(
        MessageRecord(Role.CUSTOMER, "fine", author)
        for author in ("a@b.example", "+49 171 1234567", "Support Team", "")
    )
    done = redact_conversation(ConversationRecord(key="1", messages=messages)).record
    assert [m.author for m in done.messages] == ["{{Email}}", "{{Phone}}", "Support Team", ""]


class _Words:
    """A tagger with the interface of the real one, which tags given words."""

    def __init__(self, **kinds: str) -> None:
        self._kinds = kinds

    def find(self, texts: Sequence[str]) -> list[list[Tagged]]:
        return [
            [
                Tagged(text.index(word), text.index(word) + len(word), kind)
                for word, kind in self._kinds.items()
                if word in text
            ]
            for text in texts
        ]


def test_what_the_tagger_finds_in_one_message_is_found_in_all() -> None:
    tagger = _Words(Zoltan="Name", Elsewhere="Address")
    messages = tuple(
        MessageRecord(Role.CUSTOMER, text)
        for text in ("ask Zoltan or go to Elsewhere 5", "so Zoltan knows, ZOLTAN!")
    )
    records = [ConversationRecord(key=str(n), messages=messages) for n in range(40)]
    done = list(redact_conversations(records, tagger))
    assert [one.record.key for one in done] == [record.key for record in records]
    for one in done:
        assert one.record.messages[0].text == "ask {{Name}} or go to {{Address}} 5"
        assert one.record.messages[1].text == "so {{Name}} knows, {{Name}}!"


def _clean(*texts: str, author: str = "") -> list[str]:
    messages = tuple(MessageRecord(Role.CUSTOMER, text, author) for text in texts)
    done = redact_conversation(ConversationRecord(key="1", messages=messages))
    return [message.text for message in done.record.messages]


def test_a_known_name_in_small_letters_goes_where_it_is_called() -> None:
    assert _clean("thx calliope, the courier calliope was late", author="Calliope Marsh") == [
        "thx {{Name}}, the courier {{Name}} was late",
    ]
    assert _clean("ta rhodri, my nephew rhodri is late", author="Rhodri Pugh") == [
        "ta {{Name}}, my nephew {{Name}} is late",
    ]  # fmt: skip
    assert _clean("hi, my coffee is cold", author="Coffee Lover") == ["hi, my coffee is cold"]
    assert _clean("thanks\ncoffee is cold", author="Coffee Lover") == ["thanks\ncoffee is cold"]


def test_a_street_goes_without_its_number() -> None:
    assert _clean(
        "We live at 14 Laburnum Grove, Reading RG1 4TT.",
        "On its way to Laburnum Grove, not to Elm Grove.",
    ) == ["We live at {{Address}}.", "On its way to {{Address}}, not to Elm Grove."]
    assert _clean("Lindenallee 7, 04109 Leipzig", "in der Lindenallee") == [
        "{{Address}}", "in der {{Address}}",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("ich bin Detlef. Die Lieferung kommt", "ich bin {{Name}}. Die Lieferung kommt"),
        ("Guten Tag, ich bin Kunde.", "Guten Tag, ich bin Kunde."),
        ("super danke Detlef!", "super danke {{Name}}!"),
        ("Vielen Dank Ihnen!", "Vielen Dank Ihnen!"),
        ("Merci Rasheed, à demain", "Merci {{Name}}, à demain"),
        ("Bitte bei Krügermann klingeln", "Bitte bei {{Name}} klingeln"),
        ("ring my husband Arvind or me", "ring my husband {{Name}} or me"),
        ("my wife Ana\nThe lamp", "my wife {{Name}}\nThe lamp"),
        ("My colleague Ingeborg Aasland takes over", "My colleague {{Name}} takes over"),
        ("my neighbour, Théophile, has it", "my neighbour, {{Name}}, has it"),
        ("your sister TV and my son Monday", "your sister TV and my son Monday"),
        ("my boss and my friend said no", "my boss and my friend said no"),
        ("Dear Seller, it broke. Best Regards", "Dear Seller, it broke. Best Regards"),
        ("Many Thanks In Advance", "Many Thanks In Advance"),
        ("my account is wenli_88, thanks", "my account is {{Username}}, thanks"),
        ("my account is locked", "my account is locked"),
    ],
)
def test_what_calls_somebody_is_known(text: str, clean: str) -> None:
    assert _clean(text) == [clean]


def _tagged(text: str, part: str, kind: str, author: str = "") -> str:
    message = MessageRecord(Role.CUSTOMER, text, author)
    record = ConversationRecord(key="1", messages=(message,))
    return redact_conversation(record, _Words(**{part: kind})).record.messages[0].text


def test_a_number_of_another_kind_is_no_address() -> None:
    clean = _tagged("the mixer, ref 88412207", "ref 88412207", "Address")
    assert clean == "the mixer, ref {{Reference Number}}"


def test_a_greeting_is_no_part_of_a_name() -> None:
    clean = _tagged("merci rasheed, fini", "merci rasheed", "Name", "Rasheed Kamara")
    assert clean == "merci {{Name}}, fini"


@pytest.mark.parametrize("text", ["", " ", "{{Name}}", "\u200b", "ok"])
def test_nothing_personal_changes_nothing(text: str) -> None:
    record = ConversationRecord(key="1", messages=(MessageRecord(Role.AGENT, text),))
    result = redact_conversation(record)
    assert result.record == record
    assert result.findings.places == ()


@given(st.lists(st.text(max_size=80), max_size=4), st.text(max_size=20), st.text(max_size=20))
def test_any_conversation_is_redacted(texts: list[str], name: str, subject: str) -> None:
    """Only the reported places are changed."""
    messages = tuple(MessageRecord(Role.CUSTOMER, text, name) for text in texts)
    record = ConversationRecord(key="1", messages=messages, customer_name=name, subject=subject)
    result = redact_conversation(record)
    for number, (before, after) in enumerate(zip(messages, result.record.messages, strict=True)):
        text = before.text
        places = [place for place in result.findings.places if place.message == number]
        for place in reversed(places):
            text = text[: place.start] + place.placeholder + text[place.end :]
        assert text == after.text
