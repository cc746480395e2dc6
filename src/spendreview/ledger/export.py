"""What stands in the ledger, as workbooks that a ledger takes in again: the same positions as at the same date."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

from spendreview.entries import Filed, Moment, filed_fields
from spendreview.entries.live import known_sql, live_sql, standing_sql
from spendreview.ledger.moments import head_at, moment_of, refused
from spendreview.ledger.programmes import standing_programmes
from spendreview.ledger.remembered import Remembered
from spendreview.ledger.sheets import ALL, RETURN, SHEETS
from spendreview.ledger.tables import AUDITS, CLAIMS, FILED, INITIATIVES, POSTS, PROGRAMMES, RESOLUTIONS
from spendreview.money import millions
from spendreview.store import Head, Reader, Store
from spendreview.tabular.amounts import Money
from spendreview.tabular.template import write_workbook

MOST_ROWS = 50_000
"""Rows of a sheet; what is more goes into a further workbook, since a sheet is read up to its row 100,100."""

Row = dict[str, Any]

REPORTED_BY = "spendreview vfm export"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written.

    files  every file, that of the return first
    stale  files of an earlier, longer export that stand beside them
    rows   by sheet, over all files
    as_at  the date; head the last entry that is in it
    """

    files: tuple[Path, ...]
    stale: tuple[Path, ...]
    rows: Mapping[str, int]
    as_at: dt.date
    head: Head


@dataclass(frozen=True)
class Asked:
    """One question to the ledger, and how many rows of each sheet have been written for it."""

    reader: Reader
    moment: Moment
    written: Counter[str] = field(default_factory=Counter)

    def write(self, path: Path, rows: Mapping[str, Sequence[Row]], settings: Sequence[Row] = ()) -> Path:
        """One workbook: a return with its settings, or auditors' findings."""
        self.written.update({title: len(own) for title, own in rows.items()})
        write_workbook(path, SHEETS, None, {**({RETURN.title: settings} if settings else {}), **rows})
        return path

    def rows(self, filed: Filed, sql: str) -> Iterator[Row]:
        """The rows that a query gives of a sheet, as its cells hold them: £ million of £ thousand."""
        fields = filed_fields(filed)
        amounts = {column.name for column in filed.columns if isinstance(column.kind, Money)}
        for found in self.reader.stream(sql, **self.moment.parameters):
            row = filed.typed(dict(zip(fields, found, strict=True)))
            yield {name: _amount(value) if name in amounts else value for name, value in row.items()}


def export(
    store: Store,
    out: str | Path,
    as_at: dt.date | None = None,
    known_at: dt.date | dt.datetime | None = None,
    *,
    most: int = MOST_ROWS,
) -> Exported:
    """Write what stands: a return of the whole of government as OUT.xlsx, auditors' findings as OUT-audits.xlsx.

    Taken into an empty store together they give every position and comparison as at the date. What was overtaken or
    corrected, who said it and when, stays behind.

    as_at     None: the latest date that the ledger speaks of
    known_at  None: with all that is known
    most      rows of a sheet; what is more goes into OUT-02.xlsx, OUT-03.xlsx ..., and so do forecasts that are newer
              than the claim they speak against, since one return cannot say which of two came later
    raises    LedgerError LG821 where nothing stands; OutputError where a file cannot be written; StoreError
    """
    out = Path(out)
    with store.reading() as reader:
        moment = moment_of(reader, as_at, known_at)
        if not _anything(reader, moment):
            raise refused("LG821", store.name, f"nothing as at {moment.as_at}", "a date that a return speaks of")
        asked = Asked(reader, moment)
        files = [*_returns(asked, out, most), *_reports(asked, out, most)]
        rows = {filed.sheet.title: asked.written[filed.sheet.title] for filed in FILED}
        stale = tuple(_stale(out, files))
        return Exported(files=tuple(files), stale=stale, rows=rows, as_at=moment.as_at, head=head_at(reader, moment))


def audits_beside(out: Path) -> Path:
    """Where auditors' findings go, which are never part of a return."""
    return out.with_stem(f"{out.stem}-audits")


def _stale(out: Path, files: Sequence[Path]) -> Iterator[Path]:
    """Files of an earlier export that this one did not write anew: taken in with these they would be too much."""
    for base in (out, audits_beside(out)):
        name = re.compile(re.escape(base.stem) + r"(-\d{2,})?" + re.escape(base.suffix))
        beside = sorted(path for path in out.absolute().parent.iterdir() if name.fullmatch(path.name))
        yield from (out.with_name(path.name) for path in beside if out.with_name(path.name) not in files)


def _reports(asked: Asked, out: Path, most: int) -> Iterator[Path]:
    findings = asked.rows(AUDITS, _in_order(AUDITS, live_sql(AUDITS, filed_fields(AUDITS))))
    for number, rows in enumerate(_parts({AUDITS.sheet.title: findings}, most), start=1):
        yield asked.write(_numbered(audits_beside(out), number), rows)


def _anything(reader: Reader, moment: Moment) -> bool:
    sql = "SELECT 1 FROM batches WHERE entry <= :known AND as_at < :until AND kind <> 'correction' LIMIT 1"
    return reader.first(sql, **moment.parameters) is not None


def _returns(asked: Asked, out: Path, most: int) -> Iterator[Path]:
    """The return, in as many workbooks as it takes; each is a return of its own, and names its place in the order."""
    sheets = {filed.sheet.title: asked.rows(filed, _sql(filed)) for filed in FILED if filed is not AUDITS}
    remembered = Remembered(asked.reader, asked.moment, standing_programmes(asked.reader, asked.moment))
    for filed, keep in ((INITIATIVES, remembered.initiatives), (RESOLUTIONS, remembered.resolutions)):
        sheets[filed.sheet.title] = keep(sheets[filed.sheet.title])
    late = asked.rows(CLAIMS, _claims_sql(late=True))
    parts = chain(_parts(sheets, most), _parts({CLAIMS.sheet.title: late}, most))
    yield _write_return(asked, out, 1, next(parts, {}))
    for number, rows in enumerate(parts, start=2):
        yield _write_return(asked, out, number, rows)


def _parts(sheets: Mapping[str, Iterator[Row]], most: int) -> Iterator[dict[str, list[Row]]]:
    """So many rows of each sheet at a time, until none has any left."""
    while some := {title: rows for title, own in sheets.items() if (rows := list(islice(own, most)))}:
        yield some


def _write_return(asked: Asked, out: Path, number: int, rows: Mapping[str, Sequence[Row]]) -> Path:
    path = _numbered(out, number)
    head = head_at(asked.reader, asked.moment)
    settings = {
        "return_id": f"export-{head.entry}-{asked.moment.as_at}" + (f"-{number:02d}" if number > 1 else ""),
        "department": ALL,
        "as_at": asked.moment.as_at,
        "reported_by": REPORTED_BY,
        "period": f"what stood as at {asked.moment.as_at}",
        "source": f"the ledger to entry {head}",
    }
    return asked.write(path, rows, [{"setting": name, "value": value} for name, value in settings.items()])


def _numbered(path: Path, number: int) -> Path:
    return path if number == 1 else path.with_stem(f"{path.stem}-{number:02d}")


def _sql(filed: Filed) -> str:
    """The rows of a sheet that stand: definitions of later dates too, where there is no earlier one."""
    fields = filed_fields(filed)
    if filed in (PROGRAMMES, INITIATIVES):
        return _in_order(filed, standing_sql(filed, fields))
    if filed is POSTS:
        return _posts_sql()
    return _claims_sql(late=False) if filed is CLAIMS else _in_order(filed, live_sql(filed, fields))


def _in_order(filed: Filed, sql: str) -> str:
    return f"SELECT {', '.join(filed_fields(filed))} FROM ({sql}) AS stood ORDER BY {', '.join(filed.key_fields)}"


def _posts_sql() -> str:
    """Counts of posts: of each the latest by its own date, which may not be after that of the position."""
    fields = ", ".join(filed_fields(POSTS))
    return (
        f"SELECT {fields} FROM (SELECT {fields}, row_number() OVER (PARTITION BY department, measure,"
        " coalesce(programme, '') ORDER BY as_at DESC, version DESC, entry DESC) AS place FROM vfm_posts"
        f" WHERE {known_sql(POSTS, 'as_at < :until AND version < :until')}) AS said WHERE place = 1"
        " ORDER BY department, measure, programme"
    )


def _claims_sql(*, late: bool) -> str:
    """Claims and forecasts that stand, without the late ones, or those alone.

    late  forecasts of a year that are newer than the claim on it: they speak against it, where older ones do not
    """
    fields = filed_fields(CLAIMS)
    names = ("entry", "initiative", "year", "version")
    forecasts, actuals = (live_sql(CLAIMS, names, f"forecast = {flag}") for flag in (1, 0))
    newer = (
        f"SELECT f.entry FROM ({forecasts}) AS f JOIN ({actuals}) AS a"
        " ON a.initiative = f.initiative AND a.year = f.year AND f.version > a.version"
    )
    held = f"entry {'IN' if late else 'NOT IN'} ({newer})"
    stood = live_sql(CLAIMS, ("entry", *fields))
    # Forecasts first: of two returns the later one stands, and these speak against no claim.
    order = "forecast DESC, initiative, year"
    return f"SELECT {', '.join(fields)} FROM ({stood}) AS stood WHERE {held} ORDER BY {order}"


def _amount(amount_k: int | None) -> float | None:
    return None if amount_k is None else millions(amount_k)
