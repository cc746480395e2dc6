"""All that was ever said of an initiative, a programme or a department: each entry, and what took its place."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from spendreview.entries import Filed, Moment
from spendreview.entries.live import standing_sql
from spendreview.ledger.known import EVER
from spendreview.ledger.moments import moment_of
from spendreview.ledger.records import HistoryLine, State
from spendreview.ledger.saying import content
from spendreview.ledger.subjects import SPEAKING, Subject, condition, subject_of
from spendreview.ledger.sums import net_k
from spendreview.ledger.tables import CLAIMS, INITIATIVES, PROGRAMMES
from spendreview.store import Reader, Store
from spendreview.terms import Year


@dataclass(frozen=True, slots=True)
class Said:
    """One row of a table, and the import that brought it."""

    filed: Filed
    row: Mapping[str, Any]
    batch: Mapping[str, Any]

    @property
    def entry(self) -> int:
        """The row's number."""
        return int(self.row["entry"])


def history(
    store: Store,
    code: str,
    as_at: dt.date | None = None,
    known_at: dt.date | dt.datetime | None = None,
) -> tuple[HistoryLine, ...]:
    """Every entry on an initiative, in the order of entries: definitions, claims, forecasts, findings, corrections.

    code      of an initiative; else of a programme (definitions, targets, findings, posts, savings taken out, what
              binds) or a department (the same of its own, reviews and budgets)
    as_at     leaves out what speaks of a later date
    known_at  leaves out what came later; a date takes in that day (UTC)
    raises    LedgerError LG813 where no entry speaks of such a code
    """
    with store.reading() as reader:
        moment = moment_of(reader, as_at or EVER, known_at)
        subject = subject_of(reader, store.name, code)
        said = _said(reader, subject, code, moment)
        rule = _rule(reader, code, moment) if subject is Subject.INITIATIVE else None
        return _lines(said, rule)


def _said(reader: Reader, subject: Subject, code: str, moment: Moment) -> list[Said]:
    found = [
        own for filed in SPEAKING[subject] for own in _rows(reader, filed, condition(filed, subject), code, moment)
    ]
    batches = _batches(reader, {own["batch"] for _, own in found})
    return sorted((Said(filed, row, batches[row["batch"]]) for filed, row in found), key=lambda own: own.entry)


def _rows(reader: Reader, filed: Filed, where: str, code: str, moment: Moment) -> list[tuple[Filed, dict[str, Any]]]:
    names = filed.table.columns
    sql = f"SELECT {', '.join(names)} FROM {filed.name} WHERE {where} AND entry <= :known AND version < :until"
    rows = reader.rows(sql, code=code, **moment.parameters)
    return [(filed, dict(zip(names, row, strict=True))) for row in rows]


BATCH = ("kind", "imported_at", "by_whom", "reason", "file", "details")


def _batches(reader: Reader, numbers: Iterable[int]) -> dict[int, dict[str, Any]]:
    sql = f"SELECT {', '.join(BATCH)} FROM batches WHERE entry = :entry"
    return {number: dict(zip(BATCH, reader.rows(sql, entry=number)[0], strict=True)) for number in sorted(numbers)}


def _rule(reader: Reader, initiative: str, moment: Moment) -> tuple[str, int] | None:
    """What the initiative's programme does with one-off costs, and its final year; None without a programme."""
    sql = standing_sql(INITIATIVES, ("programme",), "initiative = :code")
    own = reader.first(sql, code=initiative, **moment.parameters)
    if own is None:
        return None
    sql = standing_sql(PROGRAMMES, ("one_off_cost", "final_year"), "programme = :code")
    return reader.first(sql, code=own[0], **moment.parameters)


def _lines(said: Sequence[Said], rule: tuple[str, int] | None) -> tuple[HistoryLine, ...]:
    taken = {own.row["corrects"]: own for own in said if own.row["corrects"] is not None}
    following = _following([own for own in said if own.entry not in taken and not own.row["withdrawn"]])
    return tuple(_line(own, taken.get(own.entry), following.get(own.entry), rule) for own in said)


def _following(standing: Iterable[Said]) -> dict[int, Said]:
    """For each entry that was overtaken, the next one in version that speaks of the same thing."""
    by_key: dict[tuple[Any, ...], list[Said]] = {}
    for own in standing:
        key = (own.filed.name, *(own.row[name] or "" for name in own.filed.key_fields))
        by_key.setdefault(key, []).append(own)
    found: dict[int, Said] = {}
    for same in by_key.values():
        same.sort(key=lambda own: (own.row["version"], own.entry))
        found |= {own.entry: after for own, after in pairwise(same)}
    return found


def _line(own: Said, taken: Said | None, after: Said | None, rule: tuple[str, int] | None) -> HistoryLine:
    row, withdrawn = own.row, bool(own.row["withdrawn"])
    is_claim = own.filed is CLAIMS
    state, by = _state(own, taken, after)
    return HistoryLine(
        entry=own.entry,
        table=own.filed.name,
        what=_what(own),
        year=Year(row["year"]) if "year" in row else None,
        as_at=dt.date.fromisoformat(row["version"][:10]),
        imported_at=own.batch["imported_at"],
        by=own.batch["by_whom"],
        file=own.batch["file"],
        cell=_cell(own),
        gross_k=row["gross_k"] if is_claim and not withdrawn else None,
        net_k=net_k(row, rule) if is_claim and not withdrawn else None,
        forecast=bool(is_claim and row["forecast"]),
        state=state,
        state_by=by,
        reason=own.batch["reason"],
    )


def _state(own: Said, taken: Said | None, after: Said | None) -> tuple[State, int | None]:
    if taken is not None:
        return (State.WITHDRAWN if taken.row["withdrawn"] else State.CORRECTED), taken.entry
    if own.row["withdrawn"]:
        return State.WITHDRAWN, None
    if after is not None:
        return State.SUPERSEDED, after.entry
    return (State.FORECAST if own.filed is CLAIMS and own.row["forecast"] else State.STANDS), None


def _what(own: Said) -> str:
    """What the entry says, and of which one it takes the place."""
    row = own.row
    if row["withdrawn"]:
        return f"withdraws entry {row['corrects']}"
    instead = f", instead of entry {row['corrects']}" if row["corrects"] is not None else ""
    return content(own.filed, own.filed.typed(row)) + instead


def _cell(own: Said) -> str:
    """The cell of the row that the entry came from: that of the code it speaks of."""
    number, title = own.row["sheet_row"], own.filed.sheet.title
    if not number:
        return ""
    name = "initiative" if own.row.get("initiative") is not None else own.filed.key[0]
    letters = json.loads(own.batch["details"]).get("columns", {}).get(title, {})
    return f"{title}!{letters.get(name, 'A')}{number}"
