"""The ledger as workbooks that can be imported again: what stands, as one return, and what auditors found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spendreview.entries import Filed, Moment
from spendreview.entries.live import known_sql, live_sql, standing_sql
from spendreview.errors import OutputError, Place, Problem
from spendreview.ledger import sheets
from spendreview.ledger.moments import head_at, moment_of, refused
from spendreview.ledger.tables import AUDITS, FILED, INITIATIVES, POSTS, PROGRAMMES
from spendreview.money import millions
from spendreview.store import Head, Reader, Store
from spendreview.tabular.cells import Money
from spendreview.tabular.schema import Sheet
from spendreview.tabular.template import write_workbook

MOST_ROWS = 1_048_000
"""How many rows a sheet of Excel has room for, below its header."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written.

    files  the return, and the auditors' findings where there are any
    rows   by sheet
    head   the last entry that is in it
    """

    files: tuple[Path, ...]
    rows: Mapping[str, int]
    as_at: dt.date
    head: Head


def audits_beside(out: Path) -> Path:
    """Where auditors' findings go, which are never part of a return."""
    return out.with_stem(f"{out.stem}-audits")


def export(
    store: Store, out: Path, *, as_at: dt.date | None = None, known_at: dt.date | dt.datetime | None = None
) -> Exported:
    """Write what stands: one return of department ALL to ``out``, and the auditors' findings beside it.

    Imported into an empty ledger, they give the positions of that date; what was superseded or corrected is left out.

    as_at, known_at  as for a position
    raises           LedgerError LG818 where nothing stands; OutputError where a file cannot be written, or a sheet has
                     not room enough; StoreError
    """
    with store.reading() as reader:
        moment = moment_of(reader, as_at, known_at)
        head = head_at(reader, moment)
        rows = {filed.sheet.title: _rows(reader, filed, moment) for filed in FILED}
    if not any(rows.values()):
        raise refused("LG818", store.name, f"nothing stands as at {moment.as_at}", "a later date, or a return first")
    for title, own in rows.items():
        _check_room(out, title, own)
    audits = rows.pop(AUDITS.sheet.title)
    rows[sheets.RETURN.title] = _settings(moment, head)
    files = [_written(out, rows)]
    if audits:
        files.append(_written(audits_beside(out), {AUDITS.sheet.title: audits}))
    counts = {title: len(own) for title, own in (*rows.items(), (AUDITS.sheet.title, audits))}
    del counts[sheets.RETURN.title]
    return Exported(files=tuple(files), rows=counts, as_at=moment.as_at, head=head)


def _rows(reader: Reader, filed: Filed, moment: Moment) -> list[dict[str, Any]]:
    """What stands of one sheet, in the order of its entries, as cells take it: £ million, yes and no, dates."""
    fields = ("entry", *(own.name for own in filed.stored.values()))
    if filed is POSTS:
        found = _latest_posts(reader, fields, moment)
    else:
        stands = standing_sql if filed in (PROGRAMMES, INITIATIVES) else live_sql
        found = reader.rows(f"{stands(filed, fields)} ORDER BY entry", **moment.parameters)
    return [_cells(filed, dict(zip(fields, row, strict=True))) for row in found]


def _latest_posts(reader: Reader, fields: Sequence[str], moment: Moment) -> list[tuple[Any, ...]]:
    """Of counts of the same posts the one of the latest date, as a position takes it."""
    where = known_sql(POSTS, "as_at < :until AND version < :until")
    sql = f"SELECT {', '.join(fields)} FROM {POSTS.name} WHERE {where} ORDER BY as_at, version, entry"
    key = [fields.index(name) for name in POSTS.key]
    latest = {tuple(row[place] or "" for place in key): row for row in reader.rows(sql, **moment.parameters)}
    return sorted(latest.values(), key=lambda row: row[0])


def _cells(filed: Filed, fields: Mapping[str, Any]) -> dict[str, Any]:
    typed = filed.typed(fields)
    for column in filed.columns:
        if isinstance(column.kind, Money) and typed[column.name] is not None:
            typed[column.name] = millions(typed[column.name])
    return typed


def _settings(moment: Moment, head: Head) -> list[dict[str, Any]]:
    """The sheet Return: named after the last entry in it, so that two exports are two returns."""
    told = {
        "format": sheets.FORMAT,
        "return_id": f"export-{head.entry}-{moment.as_at.isoformat()}",
        "department": sheets.ALL,
        "as_at": moment.as_at,
        "reported_by": "spendreview vfm export",
        "source": f"Ledger at {head}",
    }
    return [{"setting": name, "value": value} for name, value in told.items()]


def _check_room(out: Path, title: str, rows: Sequence[object]) -> None:
    if len(rows) > MOST_ROWS:
        found = f"{len(rows):,} rows for the sheet {title}, which has room for {MOST_ROWS:,}"
        wanted = "a copy of the store itself: a workbook cannot hold this ledger"
        raise OutputError(Problem(code="OUT03", place=Place(file=out.name), found=found, wanted=wanted))


def _written(path: Path, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> Path:
    kept = {title: own for title, own in rows.items() if own}
    wanted: list[Sheet] = [sheet for sheet in sheets.SHEETS if sheet.title in kept]
    write_workbook(path, wanted, None, kept)
    return path
