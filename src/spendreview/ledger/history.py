"""All that was ever said of one initiative: each entry in its order, whether it stands, and what took its place."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from spendreview.entries import Filed, Moment
from spendreview.entries.live import standing_sql
from spendreview.errors import LedgerError, Place, Problem, did_you_mean
from spendreview.ledger.known import EVER
from spendreview.ledger.moments import moment_of
from spendreview.ledger.records import HistoryLine, State
from spendreview.ledger.tables import AUDITS, CLAIMS, INITIATIVES, PROGRAMMES
from spendreview.ledger.words import Basis, OneOff
from spendreview.money import millions
from spendreview.store import Reader, Store
from spendreview.terms import Year

MOST_ASKED = 20_000
"""Initiatives among which the nearest code is looked for."""


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
    initiative: str,
    as_at: dt.date | None = None,
    known_at: dt.date | dt.datetime | None = None,
) -> tuple[HistoryLine, ...]:
    """Every entry on an initiative, in the order of entries: definitions, claims, forecasts, findings, corrections.

    as_at     leaves out what speaks of a later date
    known_at  leaves out what came later; a date takes in that day (UTC)
    raises    LedgerError LG813 where no entry is on such an initiative
    """
    with store.reading() as reader:
        moment = moment_of(reader, as_at or EVER, known_at)
        said = _said(reader, initiative, moment)
        if not said and not _is_known(reader, initiative):
            raise _unknown(reader, store.name, initiative)
        rule = _rule(reader, initiative, moment)
        return _lines(said, rule)


def _said(reader: Reader, initiative: str, moment: Moment) -> list[Said]:
    found = [own for filed in (INITIATIVES, CLAIMS, AUDITS) for own in _rows(reader, filed, initiative, moment)]
    batches = _batches(reader, {own["batch"] for _, own in found})
    return sorted((Said(filed, row, batches[row["batch"]]) for filed, row in found), key=lambda own: own.entry)


def _rows(reader: Reader, filed: Filed, initiative: str, moment: Moment) -> list[tuple[Filed, dict[str, Any]]]:
    names = filed.table.columns
    sql = (
        f"SELECT {', '.join(names)} FROM {filed.name}"
        " WHERE initiative = :initiative AND entry <= :known AND version < :until"
    )
    rows = reader.rows(sql, initiative=initiative, **moment.parameters)
    return [(filed, dict(zip(names, row, strict=True))) for row in rows]


BATCH = ("kind", "imported_at", "by_whom", "reason", "file", "details")


def _batches(reader: Reader, numbers: Iterable[int]) -> dict[int, dict[str, Any]]:
    sql = f"SELECT {', '.join(BATCH)} FROM batches WHERE entry = :entry"
    return {number: dict(zip(BATCH, reader.rows(sql, entry=number)[0], strict=True)) for number in sorted(numbers)}


def _is_known(reader: Reader, initiative: str) -> bool:
    return any(
        reader.first(f"SELECT 1 FROM {filed.name} WHERE initiative = :initiative LIMIT 1", initiative=initiative)
        for filed in (INITIATIVES, CLAIMS, AUDITS)
    )


def _unknown(reader: Reader, file: str, initiative: str) -> LedgerError:
    sql = "SELECT DISTINCT initiative FROM vfm_initiatives ORDER BY initiative LIMIT :most"
    codes = [code for (code,) in reader.rows(sql, most=MOST_ASKED)]
    wanted = did_you_mean(initiative, codes, "the code of an initiative that the ledger has")
    found = f"there is no initiative {initiative!r}"
    return LedgerError(Problem(code="LG813", place=Place(file=file), found=found, wanted=wanted))


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
        year=Year(row["year"]) if is_claim else None,
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
    return _content(own) + instead


def _content(own: Said) -> str:
    row = own.row
    if own.filed is CLAIMS:
        return "forecast" if row["forecast"] else "claim"
    if own.filed is INITIATIVES:
        return f"definition: {row['title']}"
    grades = ", ".join(f"{millions(row[f'{grade}_k']):,.3f} {grade}" for grade in ("green", "amber", "red"))
    return f"audit {row['report']}: £{millions(row['scope_k']):,.3f}m examined, {grades}"


def _cell(own: Said) -> str:
    """The cell of the row that the entry came from: that of the initiative's code."""
    number, title = own.row["sheet_row"], own.filed.sheet.title
    if not number:
        return ""
    letters = json.loads(own.batch["details"]).get("columns", {}).get(title, {})
    return f"{title}!{letters.get('initiative', 'A')}{number}"


def net_k(claim: Mapping[str, Any], rule: tuple[str, int] | None) -> int:
    """A claim as it is reported for its own year, £ thousand: net of the costs that its programme takes there.

    claim  the fields of its row
    rule   what its programme does with one-off costs, and the programme's final year

    >>> claim = {"basis": "net", "gross_k": 100, "ongoing_cost_k": 10, "one_off_cost_k": 20, "year": 2008}
    >>> net_k(claim, ("net_in_year", 2010)), net_k(claim, ("annualise", 2010)), net_k(claim, ("exclude", 2010))
    (70, 83, 90)
    """
    gross, one_off = int(claim["gross_k"]), int(claim["one_off_cost_k"] or 0)
    if claim["basis"] not in (None, Basis.NET.value):
        return gross
    kind, final_year = rule if rule is not None else (OneOff.NET_IN_YEAR.value, 0)
    if kind == OneOff.EXCLUDE.value:
        one_off = 0
    elif kind == OneOff.ANNUALISE.value:
        # Spread evenly to the final year: the first years take the odd thousands.
        share = -(-abs(one_off) // max(final_year - claim["year"] + 1, 1))
        one_off = share if one_off >= 0 else -share
    return gross - int(claim["ongoing_cost_k"] or 0) - one_off
