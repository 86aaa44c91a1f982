"""`articles`: lists, shows, adds, edits, deletes and restores single entries."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from assistant.cli.ask import checked
from assistant.cli.context import Context, UsageError
from assistant.cli.printable_text import given, one_line

if TYPE_CHECKING:
    from assistant.contracts import Article

_KINDS = ("faq", "passage", "solved")


def arguments(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    _list_arguments(verbs.add_parser("list", parents=[shared], help="entries, newest first"))
    adding = verbs.add_parser("add", parents=[shared], help="write a new entry")
    _body_arguments(adding)
    adding.set_defaults(run=_add)
    for name, function, text in (
        ("show", _show, "one entry"),
        ("edit", _edit, "change an entry; what you leave out stays"),
        ("delete", _delete, "delete an entry; it can be restored"),
        ("history", _history, "the versions of an entry"),
        ("restore", _restore, "make an old version the newest"),
    ):
        verb = verbs.add_parser(name, parents=[shared], help=text)
        verb.add_argument("id", type=int)
        verb.set_defaults(run=function)
        if name == "edit":
            _body_arguments(verb)
        if name == "restore":
            verb.add_argument("version", type=int)


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--query", "-q", default="", help="words that it must have")
    parser.add_argument("--kind", choices=_KINDS)
    parser.add_argument("--tag", default="")
    parser.add_argument("--lang", default="")
    parser.add_argument("--source", default="", help="the source's name")
    parser.add_argument("--unused", action="store_true", help="only those never used")
    parser.add_argument("--older-than", metavar="DATE", help="not changed since (2026-01-31)")
    parser.add_argument("--limit", type=int, default=20)
    parser.add_argument("--cursor", type=int, help="continue where the last page ended")
    parser.set_defaults(run=_list)


def _body_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--question", action="append", help="may be repeated: other wordings")
    parser.add_argument("--answer")
    parser.add_argument("--title")
    parser.add_argument("--tag", action="append", help="may be repeated")
    parser.add_argument("--lang")


def _list(context: Context, options: argparse.Namespace) -> None:
    query = {
        "q": given(options.query),
        "kind": options.kind,
        "tag": given(options.tag),
        "lang": options.lang,
        "source": given(options.source),
        "unused": options.unused or None,
        "older_than": _midnight(options.older_than),
        "cursor": options.cursor,
        "limit": options.limit,
    }
    with context.client() as client:
        page = client.articles(query)
    if context.output.as_json:
        context.output.value(page)
        return
    rows = [
        (item.id, item.kind, item.lang, one_line(_name(item), 60), one_line(item.source, 24))
        for item in page.items
    ]
    context.output.table(["id", "kind", "lang", "title", "source"], rows, right=(0,))
    context.output.note(f"\n{len(page.items)} of {page.total}")
    if page.next is not None:
        context.output.note(f"more: --cursor {page.next}")


def _show(context: Context, options: argparse.Namespace) -> None:
    with context.client() as client:
        article = client.article(options.id)
    _print(context, article)


def _add(context: Context, options: argparse.Namespace) -> None:
    from assistant.contracts import ArticleBody

    if not options.answer:
        raise UsageError("an entry needs an answer: --answer '…'")
    body = checked(ArticleBody, **_given_fields(options))
    with context.client() as client:
        article = client.create_article(body)
    _print(context, article)


def _edit(context: Context, options: argparse.Namespace) -> None:
    from assistant.contracts import ArticleBody, ArticleChange

    fields = _given_fields(options)
    if not fields:
        raise UsageError("say what to change: --question, --answer, --title, --tag or --lang")
    with context.client() as client:
        article = client.article(options.id)
        body = checked(ArticleBody, **(_body_of(article) | fields))
        change = ArticleChange(version=article.version, body=body)
        article = client.change_article(options.id, change)
    _print(context, article)


def _delete(context: Context, options: argparse.Namespace) -> None:
    with context.client() as client:
        client.delete_article(options.id)
    if context.output.as_json:
        context.output.value({"deleted": options.id})
    else:
        said = (
            f"Deleted {options.id}. Its versions: replydesk articles history {options.id}; "
            f"bring one back: replydesk articles restore {options.id} VERSION"
        )
        context.output.line(context.typed_here(said))


def _history(context: Context, options: argparse.Namespace) -> None:
    with context.client() as client:
        versions = client.article_history(options.id)
    if context.output.as_json:
        context.output.value({"items": versions})
        return
    rows = [
        (step.version, step.action, step.actor, f"{step.at:%Y-%m-%d %H:%M}",
         one_line(step.body.answer, 50))
        for step in versions
    ]  # fmt: skip
    context.output.table(["version", "action", "by", "at", "answer"], rows, right=(0,))


def _restore(context: Context, options: argparse.Namespace) -> None:
    with context.client() as client:
        article = client.restore_article(options.id, options.version)
    _print(context, article)


def _print(context: Context, article: Article) -> None:
    if context.output.as_json:
        context.output.value(article)
        return
    output = context.output
    output.line(f"#{article.id} {one_line(_name(article))}", style="bold")
    parts = [article.kind, f"version {article.version}", article.lang, *article.tags]
    output.line(" · ".join(part for part in parts if part), style="dim")
    for question in article.questions:
        output.line(f"? {question}", style="cyan")
    output.line(article.answer, indent=2)
    if article.source:
        where = article.locator
        steps = [f"{name} {number}" for name, number in (("row", where.row), ("page", where.page))
                 if number]  # fmt: skip
        place = "".join(f", {step}" for step in [*steps, where.heading] if step)
        output.line(f"from {article.source}{place}", style="dim")


def _midnight(date: str | None) -> str | None:
    """Return the beginning of a day (UTC) in the API's format."""
    from datetime import UTC, datetime

    if date is None:
        return None
    try:
        return datetime.fromisoformat(date).replace(tzinfo=UTC).isoformat()
    except ValueError:
        raise UsageError("--older-than needs a date: 2026-01-31") from None


def _given_fields(options: argparse.Namespace) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "questions": options.question and [given(text) for text in options.question],
        "answer": options.answer and given(options.answer),
        "title": options.title and given(options.title),
        "tags": options.tag and [given(text) for text in options.tag],
        "lang": options.lang,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _body_of(article: Article) -> dict[str, Any]:
    from assistant.contracts import ArticleBody

    return {name: getattr(article, name) for name in ArticleBody.model_fields}


def _name(article: Article) -> str:
    if article.title:
        return article.title
    return article.questions[0] if article.questions else article.answer
