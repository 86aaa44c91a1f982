"""The entries that share words with a message, by BM25, in memory (tantivy).

The words are ours (`retrieval.text.words`), in the index and in a query alike; tantivy only splits
at the spaces between them and its query language is never used, so nothing a customer types can be
syntax. Scores are Okapi BM25 with k1 = 1.2 and b = 0.75 (Robertson and Zaragoza, "The Probabilistic
Relevance Framework: BM25 and Beyond", 2009), of each field by itself.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Final, cast

import tantivy
from tantivy import Document, Occur, Query

from retrieval.entry_words import WORD_FIELDS, EntryWords, WordField

Hits = list[tuple[int, float]]
"""Entry ids with their scores, best first; ids of equal score in ascending order."""

ALL_FIELDS_ALIKE: Final[Mapping[WordField, float]] = dict.fromkeys(WORD_FIELDS, 1.0)
MAX_TERMS: Final = 48
"""Words of a query that are searched for: the rarest, weighed as the caller weighs them."""
_MAX_POSTINGS: Final = 500_000
"""Occurrences a query may walk through, rarest words first: what bounds its time in a large index.
At 100,000 entries hardly a word is left out; at 400,000 the commonest are, a search takes half as
long and 99.8 % of the ten best stay among the first hundred."""
_LOOKED_UP: Final = 1_000
"""Different words whose frequency is asked for; a message of more is an attack or a book."""
_WRITER_BYTES: Final = 15_000_000
"""The least tantivy takes; more makes filling hardly faster (1.4 s to 1.2 s for 100,000)."""


class WordIndex:
    """Which entries contain which words, field by field.

    Any thread may search at any time and sees the last finished change. Changes are made one after
    the other and can be searched when the call returns; each costs some eight milliseconds, so
    many entries belong in one.
    """

    def __init__(self) -> None:
        builder = tantivy.SchemaBuilder()
        # A signed field: deleting by a term of an unsigned one silently deletes nothing.
        builder.add_integer_field("id", indexed=True, fast=True)
        for field in WORD_FIELDS:
            builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema)
        self._index.config_reader("manual")
        self._writer = self._index.writer(_WRITER_BYTES, 1)
        self._changing = threading.Lock()

    def __len__(self) -> int:
        """The number of entries."""
        count: int = self._index.searcher().num_docs
        return count

    def change(self, put: Iterable[EntryWords] = (), remove: Iterable[int] = ()) -> None:
        """Forget the entries of `remove`, then put these in, replacing those of the same id.

        Either all of it can be searched afterwards or, on an error, nothing of it.
        """
        with self._changing:
            last = {entry.id: entry for entry in put}
            searcher = self._index.searcher()
            try:
                for id_ in {*remove, *last}:
                    if searcher.doc_freq("id", id_):  # a needless deletion costs as much as a put
                        self._writer.delete_documents_by_term("id", id_)
                for entry in last.values():
                    self._writer.add_document(_document(entry))
            except BaseException:
                self._writer.rollback()
                raise
            self._writer.commit()
            self._index.reload()

    def search(
        self,
        terms: Mapping[str, float],
        k: int,
        boosts: Mapping[WordField, float] = ALL_FIELDS_ALIKE,
    ) -> Hits:
        """The `k` entries with the greatest sum of weight x boost x BM25 over words and fields.

        Args:
            terms: Words with their weights (1 for a word of the last turn, less for context).
            k: How many to find.
            boosts: The fields to look in, and how much each counts.
        """
        searcher = self._index.searcher()
        query = self._query(searcher, self._rarest(searcher, terms), boosts)
        return [] if query is None else _hits(searcher, query, k)

    def search_fields(self, terms: Mapping[str, float], k: int) -> dict[WordField, Hits]:
        """`search` in each field by itself: BM25 of one field, for a fusion to weigh."""
        searcher = self._index.searcher()
        rarest = self._rarest(searcher, terms)
        queries = {field: self._query(searcher, rarest, {field: 1.0}) for field in WORD_FIELDS}
        return {
            field: [] if query is None else _hits(searcher, query, k)
            for field, query in queries.items()
        }

    def score(
        self,
        terms: Mapping[str, float],
        ids: Sequence[int],
        boosts: Mapping[WordField, float] = ALL_FIELDS_ALIKE,
    ) -> dict[int, float]:
        """What `search` would give the entries `ids`; those without any of the words are left out.

        This is how the words judge what the vectors found.
        """
        searcher = self._index.searcher()
        query = self._query(searcher, self._rarest(searcher, terms), boosts)
        if query is None or not ids:
            return {}
        among = Query.const_score_query(Query.term_set_query(self._schema, "id", list(ids)), 0.0)
        both = Query.boolean_query([(Occur.Must, query), (Occur.Must, among)])
        return dict(_hits(searcher, both, len(ids)))

    def _rarest(self, searcher: tantivy.Searcher, terms: Mapping[str, float]) -> dict[str, float]:
        """The words that are in the index, as many as a search may take."""
        known = []
        for term, weight in islice(terms.items(), _LOOKED_UP):
            postings = sum(searcher.doc_freq(field, term) for field in WORD_FIELDS)
            if postings and weight > 0:
                known.append((postings / weight, postings, term, weight))
        rarest: dict[str, float] = {}
        walked = 0
        for _, postings, term, weight in sorted(known)[:MAX_TERMS]:
            walked += postings
            if walked > _MAX_POSTINGS and rarest:
                break
            rarest[term] = weight
        return rarest

    def _query(
        self,
        searcher: tantivy.Searcher,
        terms: Mapping[str, float],
        boosts: Mapping[WordField, float],
    ) -> Query | None:
        parts = [
            (Occur.Should, Query.boost_query(query, weight * boost))
            for field, boost in boosts.items()
            for term, weight in terms.items()
            if boost > 0 and searcher.doc_freq(field, term)
            for query in [Query.term_query(self._schema, field, term, "freq")]
        ]
        return Query.boolean_query(parts) if parts else None


def _document(entry: EntryWords) -> Document:
    document = Document()
    document.add_integer("id", entry.id)
    for field in WORD_FIELDS:
        if text := getattr(entry, field):
            document.add_text(field, text)
    return document


def _hits(searcher: tantivy.Searcher, query: Query, k: int) -> Hits:
    # Without the count of all hits tantivy may leave out what cannot reach the best.
    found = searcher.search(query, k, count=False).hits
    ids = searcher.fast_field_values("id", [address for _, address in found])
    hits = [(cast(int, id_), score) for id_, (score, _) in zip(ids, found, strict=True)]
    return sorted(hits, key=lambda hit: (-hit[1], hit[0]))
