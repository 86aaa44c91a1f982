"""An in-memory index (tantivy) that finds the entries sharing words with a message, by BM25.

Both the index and queries use the words of `retrieval.text.words`. Tantivy only splits them at
spaces, and its query language is never used, so nothing that a customer types can be syntax. Scores
are Okapi BM25 with k1 = 1.2 and b = 0.75 (Robertson and Zaragoza, "The Probabilistic Relevance
Framework: BM25 and Beyond", 2009), computed for each field separately.
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
"""Maximum number of words of a query that are searched for; the rarest, relative to their weights.
"""
_MAX_POSTINGS: Final = 500_000
"""Maximum number of occurrences that a query visits, rarest words first, to bound its time in a
large index. With 100,000 entries, hardly any word is left out; with 400,000, the most frequent ones
are: a search then takes half the time, and 99.8 % of the ten best stay among the first hundred."""
_LOOKED_UP: Final = 1_000
"""Maximum number of distinct words whose frequency is looked up; a message with more is an attack
or a book."""
_WRITER_BYTES: Final = 15_000_000
"""The minimum that tantivy accepts; more hardly speeds up filling (1.4 s to 1.2 s for 100,000
entries)."""


class WordIndex:
    """An inverted index of the words of entries, by field.

    Any thread may search at any time and sees the last completed change. Changes are serialised,
    and visible when the call returns; each takes about eight milliseconds, so many entries should
    be changed in one call.
    """

    def __init__(self) -> None:
        builder = tantivy.SchemaBuilder()
        # The field is signed: deleting by a term of an unsigned field silently does nothing.
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
        """Remove entries by id, and add others, replacing those with the same ids.

        The change is atomic: on an error, nothing is changed.
        """
        with self._changing:
            last = {entry.id: entry for entry in put}
            searcher = self._index.searcher()
            try:
                for id_ in {*remove, *last}:
                    if searcher.doc_freq("id", id_):  # a needless deletion costs as much as adding
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
        """The `k` entries with the highest sum of weight x boost x BM25 over words and fields.

        Args:
            terms: Words with their weights (1 for a word of the last turn, less for context).
            k: Maximum number of entries.
            boosts: The fields to search, and the weight of each.
        """
        searcher = self._index.searcher()
        query = self._query(searcher, self._rarest(searcher, terms), boosts)
        return [] if query is None else _hits(searcher, query, k)

    def search_fields(self, terms: Mapping[str, float], k: int) -> dict[WordField, Hits]:
        """The results of `search` in each field separately."""
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
        """The scores that `search` would give the entries `ids`, without those that have none of
        the words."""
        searcher = self._index.searcher()
        query = self._query(searcher, self._rarest(searcher, terms), boosts)
        if query is None or not ids:
            return {}
        among = Query.const_score_query(Query.term_set_query(self._schema, "id", list(ids)), 0.0)
        both = Query.boolean_query([(Occur.Must, query), (Occur.Must, among)])
        return dict(_hits(searcher, both, len(ids)))

    def _rarest(self, searcher: tantivy.Searcher, terms: Mapping[str, float]) -> dict[str, float]:
        """The rarest words that are in the index, within the limits of a search."""
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
    # Without a count of all hits, tantivy can skip documents that cannot be among the best.
    found = searcher.search(query, k, count=False).hits
    ids = searcher.fast_field_values("id", [address for _, address in found])
    hits = [(cast(int, id_), score) for id_, (score, _) in zip(ids, found, strict=True)]
    return sorted(hits, key=lambda hit: (-hit[1], hit[0]))
