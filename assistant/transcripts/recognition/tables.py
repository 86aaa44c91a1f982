"""Finds the tables of an export (files or sheets) that hold conversations.

Tables with the same columns are read as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.transcripts.generic.chained_rows import ChainedRows, Part, alike
from assistant.transcripts.members import Member
from assistant.transcripts.recognition.detected import evidence_text
from assistant.transcripts.recognition.plans import Plan, Unknown
from assistant.transcripts.recognition.row_plans import TablePlan, table_plan
from assistant.transcripts.settings import ReadingSettings
from retrieval.documents.delimited import DelimitedRows
from retrieval.documents.encoding import Encoding
from retrieval.documents.limits import Limits
from retrieval.documents.spreadsheet import EverySheet
from retrieval.documents.table import Rows

_Sized = tuple[Rows, int, str]
"""A table, its size for comparison and progress, and its encoding."""


def of_tables(
    tables: Sequence[tuple[Member, Encoding]], settings: ReadingSettings, limits: Limits
) -> Plan | Unknown:
    """The plan for the largest table that fits, joined with all others of the same columns."""
    found: list[_Sized] = []
    for member, encoding in tables:
        delimiter = "\t" if member.suffix in (".tsv", ".tab") else ""
        rows = DelimitedRows(member, member.size, encoding, limits, delimiter)
        found.append((rows, member.size, encoding.name))
    return _best(found, settings, limits)


def of_workbook(path: Path, settings: ReadingSettings, limits: Limits) -> Plan | Unknown:
    """The plan for the largest sheet that fits, joined with all others of the same columns.

    Raises:
        FileError: The workbook is damaged, unpacks to too much, or is empty.
    """
    book = EverySheet(path, limits)
    for _ in book.load():
        pass
    sheets: list[_Sized] = [(sheet, len(sheet), "xlsx") for sheet in book.sheets]
    return _best(sheets, settings, limits)


def also(plan: Plan | Unknown, others: int) -> Plan | Unknown:
    """Add to the evidence that further tables are not read."""
    if others and not isinstance(plan, Unknown):
        plan.evidence.append(
            evidence_text(
                text=f"{others} further tables are passed over: examine them by themselves"
            )
        )
    return plan


def _best(tables: Sequence[_Sized], settings: ReadingSettings, limits: Limits) -> Plan | Unknown:
    columns: tuple[str, ...] = ()
    plans: list[tuple[TablePlan, int]] = []
    for rows, size, encoding in tables:
        found = table_plan(rows, dict(settings.mapping) or None, limits, encoding)
        if isinstance(found, TablePlan):
            plans.append((found, size))
        else:
            columns = columns or found
    if not plans:
        told = (evidence_text(text="no columns that say who wrote what"),)
        return Unknown(columns, tables[0][2] if tables else "", told)
    largest = max(plans, key=lambda one: one[1])[0]
    header = largest.columns.header
    joined = [
        (plan, Part(plan.rows, plan.header, plan.columns.header, size))
        for plan, size in plans
        if plan.key == largest.key and alike(plan.columns.header, header)
    ]
    if len(joined) > 1:
        largest = joined[0][0]
        largest.rows = ChainedRows([part for _, part in joined])
        largest.evidence.append(
            evidence_text(text=f"{len(joined)} tables of the same columns are one")
        )
    return also(largest, len(tables) - len(joined))
