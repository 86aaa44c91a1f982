"""After an erasure no byte of the person is left, in any file, in plain text or decrypted."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlalchemy import func, insert, select, update

from assistant import erasure
from assistant.contracts import (
    ConversationBody,
    CustomerBody,
    DraftBody,
    EraseReport,
    EraseRequest,
    FeedbackBody,
    Identifier,
    MacroBody,
    MessageBody,
    Suggestion,
)
from assistant.erasure import journal
from assistant.erasure.mentions import replacer
from assistant.erasure.people import Person, find, hashed
from assistant.errors import ConflictError, NotFoundError
from assistant.paths import Home
from assistant.store import (
    articles,
    backups,
    conversations,
    conversations_read,
    customers,
    feedback,
    macros,
    schema,
    unsent_replies,
)
from assistant.store.articles import ArticleDraft
from assistant.store.database import OWNER, Store, connect
from assistant.store.opening import open_store
from retrieval.entry import Kind

MAIL = "Zuzanna.Quibble@post.example"
PHONE = "+49 171 5550123"
NUMBER = "KD-77481"
NAME = "Zuzanna Quibble"

TRACES = [
    "zuzanna", "quibble", "5550123", "555-0123", "kd-77481", "kd 77481", "parrot-cage-42",
]  # fmt: skip
"""In lower case; the last is only in the person's own conversation."""

MENTIONS = (
    f"Ask {NAME} about it, or write to {MAIL.lower()}.",
    "Her number is 0171 / 555-0123, from abroad 0049 (0)171 5550123.",
    "See Quibble, Zuzanna (kd-77481).",
)


@pytest.fixture
def planted(home: Home, store: Store) -> Store:
    """A store with traces of one person everywhere, and another customer."""
    with store.write(OWNER) as transaction:
        _plant_person(transaction)
        _plant_mentions(transaction)
    return store


def _plant_person(transaction) -> None:
    person = customers.create(
        transaction,
        CustomerBody(
            name=NAME, notes="Likes the parrot-cage-42.",
            identifiers=[
                Identifier(kind="email", value=MAIL), Identifier(kind="phone", value=PHONE),
                Identifier(kind="number", value=NUMBER),
            ],
        ),
    )  # fmt: skip
    body = ConversationBody(
        subject=f"Cage for {NAME}", customer_id=person.id, status="solved",
        messages=[
            MessageBody(role="customer", author=NAME, text="My parrot-cage-42 is bent."),
            MessageBody(role="agent", author="Ann", text="A new parrot-cage-42 is on its way."),
        ],
    )  # fmt: skip
    (talk,) = conversations.create(transaction, [conversations.ConversationDraft(body=body)])
    answer = conversations_read.messages_of(transaction.connection, talk)[1]
    (solved,) = articles.create(
        transaction,
        [
            ArticleDraft(
                answer="A new parrot-cage-42 is on its way.", questions=("parrot-cage-42 bent",),
                kind=Kind.SOLVED, conversation_id=talk, message_id=answer.id,
            )
        ],
    )  # fmt: skip
    articles.change(
        transaction, solved, ArticleDraft(answer="parrot-cage-42 again", kind=Kind.SOLVED)
    )
    suggestion = Suggestion(
        card=1, kind="solved", text="A new parrot-cage-42", confidence=0.9, sources=[]
    )
    for about in ({"conversation_id": talk}, {"article_id": solved}):
        feedback.create(transaction, FeedbackBody(action="sent", suggestion=suggestion, **about))
    unsent_replies.keep(
        transaction, talk, DraftBody(text="Your parrot-cage-42, dear", taken=solved)
    )
    table = schema.message_annotations
    transaction.execute(
        insert(table).values(
            message_id=answer.id, kind="product", label="parrot-cage-42", score=1.0,
            model="m", model_version="1", at=transaction.now, change_seq=transaction.change_seq,
        )
    )  # fmt: skip


def _plant_mentions(transaction) -> None:
    bystander = customers.create(transaction, CustomerBody(name="Zoe Quill", notes=MENTIONS[0]))
    body = ConversationBody(
        subject=MENTIONS[2], customer_id=bystander.id,
        messages=[MessageBody(role="customer", text=text) for text in MENTIONS]
        + [MessageBody(role="note", author=NAME, text="Zuzanna is another person's first name")],
    )  # fmt: skip
    (talk,) = conversations.create(transaction, [conversations.ConversationDraft(body=body)])
    unsent_replies.keep(transaction, talk, DraftBody(text=MENTIONS[0]))
    macros.create(transaction, MacroBody(name=NAME, text=MENTIONS[1]))
    draft = ArticleDraft(
        answer=MENTIONS[1], questions=MENTIONS, title=MENTIONS[2], tags=(NAME, MAIL, "cages"),
        locator={"row": 3, "heading": MENTIONS[0]}, source_key=MAIL, source_id=_source(transaction),
    )  # fmt: skip
    (id_,) = articles.create(transaction, [draft])
    articles.change(transaction, id_, ArticleDraft(answer=MENTIONS[0], questions=MENTIONS[:1]))
    (gone,) = articles.create(transaction, [ArticleDraft(answer=MENTIONS[1])])
    articles.remove(transaction, [gone])
    suggestion = Suggestion(card=1, kind="verified", text=MENTIONS[0], confidence=1, sources=[])
    feedback.create(
        transaction,
        FeedbackBody(
            action="edited", article_id=id_, suggestion=suggestion, final_text=MENTIONS[1],
            reason=MENTIONS[2],
        ),
    )  # fmt: skip
    transaction.execute(
        insert(schema.jobs).values(
            kind="import", state="done", created_at=transaction.now,
            request={"path": f"/exports/{MAIL}.csv"}, result={"preview": [{"answer": MENTIONS[0]}]},
            error={"detail": MENTIONS[1]}, change_seq=transaction.change_seq,
        )
    )  # fmt: skip


def _source(transaction) -> int:
    return transaction.connection.scalar(
        insert(schema.sources)
        .values(
            name=f"{NAME}.csv", format="csv", digest="", mapping={"answer": MENTIONS[2]},
            imported_at=transaction.now, change_seq=transaction.change_seq,
        )
        .returning(schema.sources.c.id)
    )  # fmt: skip


def _decrypted(path: Path, key: bytes) -> bytes:
    """The decrypted pages of an SQLCipher 4 file, including free and slack space."""
    content = path.read_bytes()
    pages = []
    for at in range(0, len(content), 4096):
        page = content[at : at + 4096]
        body = page[16:-80] if at == 0 else page[:-80]
        cipher = Cipher(algorithms.AES(key), modes.CBC(page[-80:-64]))
        decryptor = cipher.decryptor()
        pages.append(decryptor.update(body) + decryptor.finalize())
    return b"".join(pages)


def _traces(content: bytes) -> list[str]:
    lowered = content.lower()
    return [
        trace
        for trace in TRACES
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
        if trace.encode(encoding) in lowered
    ]


def _left(home: Home, key: bytes) -> dict[str, list[str]]:
    """The traces in each file of a home, in its raw bytes and, for stores, decrypted."""
    left = {}
    for path in home.root.rglob("*"):
        if not path.is_file():
            continue
        content = path.read_bytes()
        if path.name.endswith((".db", ".partial")):
            plain = _decrypted(path, key)
            assert b"CREATE TABLE" in plain  # checks the decryption
            content += plain
        elif path.name.endswith("-wal"):
            content += b"".join(
                _decrypted_frame(content[at + 24 : at + 24 + 4096], key)
                for at in range(32, len(content), 24 + 4096)
            )
        if found := _traces(content):
            left[path.relative_to(home.root).as_posix()] = found
    return left


def _decrypted_frame(page: bytes, key: bytes) -> bytes:
    if len(page) < 4096:
        return b""
    decryptor = Cipher(algorithms.AES(key), modes.CBC(page[-80:-64])).decryptor()
    return decryptor.update(page[:-80] if page[:15] != b"SQLite format 3" else b"\0" * 16)


def _erase(store: Store, home: Home, who: str = MAIL, *, dry_run: bool = False) -> EraseReport:
    return erasure.erase(store, home, OWNER, EraseRequest(customer=who, dry_run=dry_run))


def test_nothing_is_left_in_any_file(home: Home, planted: Store) -> None:
    backups.make(home, planted.key, "daily")
    backups.make(home, planted.key, "manual")
    (home.damaged / "20260101T000000000000Z").mkdir(parents=True)
    shutil.copy(backups.listed(home)[0].path, home.damaged / "20260101T000000000000Z" / "store.db")
    shutil.copy(backups.listed(home)[0].path, home.root / "store.arriving.db")  # cut short
    planted.checkpoint()
    before = _left(home, planted.key)
    assert {name.split("/")[0] for name in before} == {
        "store.db", "backups", "damaged", "store.arriving.db",
    }  # fmt: skip

    report = _erase(planted, home)

    left = _left(home, planted.key)
    # a note with the first name stays, as many people may have it
    assert {trace for traces in left.values() for trace in traces} <= {"zuzanna"}
    assert report.customers == 1
    assert report.identifiers == 3
    assert report.conversations == 1
    assert report.messages == 2
    assert report.solved_replies == 1
    assert report.feedback == 2
    assert report.mentions > 20
    assert report.backups_rewritten == 2
    assert report.backups_removed == 1


def test_first_names_of_others_and_their_rows_stay(home: Home, planted: Store) -> None:
    _erase(planted, home)
    with planted.read() as connection:
        page = conversations_read.listed(connection)
        (talk,) = page.items
        texts = [m.text for m in conversations_read.messages_of(connection, talk.id)]
        people = customers.listed(connection).items
        words = connection.scalars(select(schema.article_tags.c.tag)).all()
        typed = connection.scalars(select(schema.drafts.c.text)).all()
        (macro,) = macros.listed(connection)
    assert texts == [
        "Ask [erased] about it, or write to [erased].",
        "Her number is [erased], from abroad [erased].",
        "See [erased] ([erased]).",
        "Zuzanna is another person's first name",
    ]
    assert [person.name for person in people] == ["Zoe Quill"]
    assert people[0].notes == texts[0]
    assert set(words) <= {"[erased]", "cages"}
    assert typed == [texts[0]]
    assert macro.name.startswith("[erased]")
    assert macro.text == texts[1]


def test_a_dry_run_counts_the_same_and_changes_nothing(home: Home, planted: Store) -> None:
    backups.make(home, planted.key, "daily")
    seq = planted.change_seq()
    tried = _erase(planted, home, dry_run=True)
    assert planted.change_seq() == seq
    assert not home.erasures.exists()
    done = _erase(planted, home)
    assert tried.dry_run
    assert tried.model_copy(update={"dry_run": False}) == done


@pytest.mark.parametrize("who", [MAIL.upper(), "0049 171 / 555 0123", "kd-77481", "#1", "1",
                                 "zuzanna  QUIBBLE"])  # fmt: skip
def test_every_way_to_name_the_person_finds_them(home: Home, planted: Store, who: str) -> None:
    assert _erase(planted, home, who, dry_run=True).customers == 1


def test_a_name_of_two_people_is_refused_with_their_number(home: Home, planted: Store) -> None:
    with planted.write(OWNER) as transaction:
        customers.create(transaction, CustomerBody(name=NAME.upper()))
    with pytest.raises(ConflictError, match="2 customers") as caught:
        _erase(planted, home, NAME)
    assert caught.value.code == "erase.several"


def test_nobody_of_this_name_is_told(home: Home, planted: Store) -> None:
    for who in ("Nobody Atall", "nobody@post.example", "Ann"):
        with pytest.raises(NotFoundError):
            _erase(planted, home, who)
    assert not home.erasures.exists()


def test_somebody_who_is_only_mentioned_is_erased_too(home: Home, store: Store) -> None:
    with store.write(OWNER) as transaction:
        articles.create(transaction, [ArticleDraft(answer=f"Write to {MAIL} or {MAIL}.uk")])
    report = _erase(store, home)
    assert (report.customers, report.mentions) == (0, 1)
    with store.read() as connection:
        answer = connection.scalar(select(schema.articles.c.answer))
    assert answer == f"Write to [erased] or {MAIL}.uk"


def test_changed_articles_are_read_again_by_the_indexes(home: Home, planted: Store) -> None:
    with planted.write(OWNER) as transaction:
        model = transaction.connection.scalar(
            insert(schema.embedding_models)
            .values(model_id="m", dimension=1, created_at=transaction.now)
            .returning(schema.embedding_models.c.id)
        )
        ids = transaction.connection.scalars(select(schema.articles.c.id)).all()
        transaction.execute(
            insert(schema.vectors),
            [
                {"article_id": id_, "embedding_model_id": model, "fields": "a", "codes": b"x"}
                for id_ in ids
            ],
        )
    seq = planted.change_seq()
    _erase(planted, home)
    with planted.read() as connection:
        assert connection.scalar(select(func.count()).select_from(schema.vectors)) == 0
        assert connection.scalar(select(schema.articles.c.change_seq)) == seq + 1
        gone = connection.scalars(
            select(schema.deletions.c.entity_id).where(
                schema.deletions.c.entity == "articles", schema.deletions.c.change_seq > seq
            )
        ).all()
    assert len(gone) == 1


def test_the_audit_says_who_erased_but_not_whom(home: Home, planted: Store) -> None:
    _erase(planted, home)
    with planted.read() as connection:
        (row,) = connection.execute(
            select(schema.audit).where(schema.audit.c.action == "person.erased")
        ).all()
    assert row.actor_name == "owner"
    assert row.subject == "customer 1"
    assert not _traces(repr(row).encode())


def test_models_that_learnt_from_the_person_are_named(home: Home, planted: Store) -> None:
    with planted.write(OWNER) as transaction:
        model = transaction.connection.scalar(
            insert(schema.models)
            .values(
                kind="dialogue", name="Tone", version="3", digest="", state="active", metrics={},
                created_at=transaction.now, change_seq=transaction.change_seq,
            )
            .returning(schema.models.c.id)
        )  # fmt: skip
        transaction.execute(
            insert(schema.model_lessons).values(
                model_id=model, conversation_hash="c",
                customer_hash=hashed(planted.key, "customer", "1"),
            )
        )  # fmt: skip
    assert _erase(planted, home).models_to_retrain == ["Tone 3"]


def test_a_backup_from_before_put_back_by_hand_is_erased_again(home: Home, planted: Store) -> None:
    backups.make(home, planted.key, "manual")
    old = backups.listed(home)[0].path
    kept = home.root.parent / "kept.db"
    shutil.copy(old, kept)
    _erase(planted, home)
    planted.close()
    # restored by hand, as the store and among the backups
    shutil.copy(kept, home.store)
    shutil.copy(kept, old)
    assert _left(home, planted.key)
    opened = open_store(home).store
    try:
        assert erasure.apply_again(opened, home) == 1
        left = _left(home, opened.key)
        assert {trace for traces in left.values() for trace in traces} <= {"zuzanna"}
        assert erasure.apply_again(opened, home) == 0
    finally:
        opened.close()


def test_who_came_back_after_the_erasure_stays(home: Home, planted: Store) -> None:
    backups.make(home, planted.key, "manual")
    old = backups.listed(home)[0].path
    kept = home.root.parent / "kept.db"
    shutil.copy(old, kept)
    _erase(planted, home)
    planted.close()
    shutil.copy(kept, home.store)
    opened = open_store(home).store
    try:
        with opened.write(OWNER) as transaction:
            # remove the address of the old row, as if the person had registered again
            transaction.execute(
                schema.customer_identifiers.delete().where(
                    schema.customer_identifiers.c.kind == "email"
                )
            )
            again = customers.create(
                transaction,
                CustomerBody(name=NAME, identifiers=[Identifier(kind="email", value=MAIL)]),
            )
        erasure.apply_again(opened, home)
        with opened.read() as connection:
            page = customers.listed(connection)
        assert again.id in {customer.id for customer in page.items}
        assert 1 not in {customer.id for customer in page.items}
    finally:
        opened.close()


def test_an_erasure_that_was_cut_short_is_finished(home: Home, planted: Store) -> None:
    """After a crash between the record and the deletion, the rows are deleted by the next open."""
    backups.make(home, planted.key, "daily")
    with planted.read() as connection:
        person = find(connection, MAIL)
    journal.append(home, journal.Record.of(planted.key, person, datetime.now(UTC), 1))
    with home.erasures.open("ab") as file:
        file.write(b'\n{"format": 1, "at": "20')  # an incomplete line left by the crash
    assert erasure.apply_again(planted, home) == 1
    left = _left(home, planted.key)
    assert {trace for traces in left.values() for trace in traces} <= {"zuzanna"}
    assert all(record.finished for record in journal.read(home))


def test_mentions_known_only_by_their_hashes_go_after_a_restore(home: Home, store: Store) -> None:
    """The person never had a row of their own, so only the hashes of the record identify them."""
    with store.write(OWNER) as transaction:
        articles.create(transaction, [ArticleDraft(answer=text) for text in MENTIONS])
    store.checkpoint()
    kept = home.root.parent / "kept.db"
    shutil.copy(home.store, kept)
    _erase(store, home, MAIL)
    _erase(store, home, PHONE)
    store.close()
    shutil.copy(kept, home.store)
    opened = open_store(home).store
    try:
        assert erasure.apply_again(opened, home) == 2
        with opened.read() as connection:
            answers = connection.scalars(select(schema.articles.c.answer)).all()
        assert answers == [
            f"Ask {NAME} about it, or write to [erased].",
            # the national notation has another hash, so it is not found
            "Her number is 0171 / 555-0123, from abroad [erased].",
            MENTIONS[2],
        ]
    finally:
        opened.close()


@pytest.mark.parametrize(
    "text",
    [
        "zuzanna.quibble@post.example, now", "<Zuzanna.Quibble@post.example>",
        "/in/zuzanna.quibble@post.example.csv", "+491715550123", "+49 (0) 171 555 01 23",
        "0171-5550123", "(0171) 5550123", "+49.171.555.0123", "０１７１ ５５５０１２３",
        "no. KD-77481.", "zuzanna\n quibble!", "ZUZANNA QUIBBLE's", "Quibble, Zuzanna",
    ],
)  # fmt: skip
def test_a_mention_is_found_however_it_is_written(text: str) -> None:
    found, count = _replaced(f"see {text} there")
    assert count == 1
    assert not _traces(found.encode())


@pytest.mark.parametrize(
    "text",
    [
        "not.zuzanna.quibble@post.example", "zuzanna.quibble@post.example.org", "Zuzanna",
        "Quibble", "4901715550123999", "KD-774812", "XKD-77481", "a quibble, zuzannaish",
        "+41 171 555 0123 4", "171 555",
    ],
)  # fmt: skip
def test_what_is_somebody_elses_stays(text: str) -> None:
    assert _replaced(text) == (text, 0)


def _replaced(text: str) -> tuple[str, int]:
    known = {("email", MAIL.lower()), ("phone", "+491715550123"), ("number", "kd-77481"),
             ("name", NAME.lower())}  # fmt: skip
    replace = replacer(Person(identifiers=frozenset(known)))
    assert replace is not None
    return replace(text)


def test_a_backup_that_cannot_be_rewritten_is_removed(home: Home, planted: Store) -> None:
    backups.make(home, planted.key, "daily")
    path = backups.listed(home)[0].path
    content = bytearray(path.read_bytes())
    content[9000] ^= 1
    path.write_bytes(content)
    report = _erase(planted, home)
    assert (report.backups_rewritten, report.backups_removed) == (0, 1)
    assert backups.listed(home) == []


def test_a_rewritten_backup_is_a_whole_store(home: Home, planted: Store) -> None:
    made = backups.make(home, planted.key, "daily")
    _erase(planted, home)
    backups.verify(made.path, planted.key)
    connection = connect(made.path, planted.key)
    try:
        assert connection.execute("SELECT count(*) FROM erasures").fetchone() == (1,)
        assert connection.execute("SELECT name FROM customers").fetchall() == [("Zoe Quill",)]
    finally:
        connection.close()
    assert [path.name for path in home.backups.iterdir()] == [made.path.name]


def test_the_record_beside_the_store_tells_nothing(home: Home, planted: Store) -> None:
    _erase(planted, home)
    assert not _traces(home.erasures.read_bytes())
    assert home.erasures.stat().st_mode & 0o077 == 0


def test_an_identifier_that_moved_to_another_customer_is_not_their_end(
    home: Home, planted: Store
) -> None:
    """Ids may be reused after a restore: a row with the same id but of another person stays."""
    backups.make(home, planted.key, "daily")
    backup = backups.listed(home)[0].path
    with planted.write(OWNER) as transaction:
        table = schema.customers
        transaction.execute(update(table).where(table.c.name == "Zoe Quill").values(notes=""))
    _erase(planted, home)
    connection = connect(backup, planted.key)
    try:
        assert connection.execute("SELECT name FROM customers").fetchall() == [("Zoe Quill",)]
    finally:
        connection.close()
