"""What the ledger knows already that a workbook may refer to: programmes, and initiatives by their code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from spendreview.entries import Moment
from spendreview.entries.live import standing_sql
from spendreview.ledger.handed import Handed
from spendreview.ledger.tables import INITIATIVES, PROGRAMMES
from spendreview.store import Reader
from spendreview.tabular.cells import Day

EVER = Day.LAST
"""A date after everything: what stands now, whatever date it speaks of."""

CHUNK = 500
"""Codes asked for at once: databases take only so many parameters."""

MANY = 2_000
"""Of more codes than these all initiatives are read, and those that nobody asked for let go."""


@dataclass(frozen=True, slots=True)
class ProgrammeFacts:
    """What is checked of a programme: its years, and the one that contains it."""

    baseline_year: int
    first_year: int
    final_year: int
    within: str | None
    one_off_cost: str


class InitiativeFacts(NamedTuple):
    """What is checked of an initiative; a tuple, for a ledger has a hundred thousand of them."""

    programme: str
    department: str
    level: str


@dataclass(frozen=True, slots=True)
class Known:
    """Definitions by code: the ledger's, and over them those of workbooks handed in together.

    lost  titles of sheets that define codes and could not be read whole
    """

    programmes: Mapping[str, ProgrammeFacts]
    initiatives: Mapping[str, InitiativeFacts]
    lost: frozenset[str] = frozenset()


def known_with(reader: Reader | None, handed: Sequence[Handed], lost: frozenset[str] = frozenset()) -> Known:
    """What workbooks may refer to: what stands in the ledger, where there is one, and what they bring themselves."""
    ordered = sorted(handed, key=lambda own: own.version)
    programmes: dict[str, ProgrammeFacts] = {}
    initiatives: dict[str, InitiativeFacts] = {}
    if reader is not None:
        programmes = _stored_programmes(reader)
        initiatives = initiatives_among(reader, {code for own in ordered for code in _initiatives_named(own)})
    for own in ordered:
        programmes |= _programmes_of(own)
        initiatives |= _initiatives_of(own)
    return Known(programmes, initiatives, lost)


def _stored_programmes(reader: Reader) -> dict[str, ProgrammeFacts]:
    moment = Moment(as_at=EVER, known=reader.head.entry)
    fields = ("programme", "baseline_year", "first_year", "final_year", "within", "one_off_cost")
    rows = reader.rows(standing_sql(PROGRAMMES, fields), **moment.parameters)
    return {code: ProgrammeFacts(*facts) for code, *facts in rows}


def initiatives_among(reader: Reader, codes: set[Any]) -> dict[str, InitiativeFacts]:
    """Those of some initiatives that the ledger has, as they stand."""
    moment = Moment(as_at=EVER, known=reader.head.entry)
    fields = ("initiative", "programme", "department", "level")
    if len(codes) > MANY:
        rows = reader.rows(standing_sql(INITIATIVES, fields), **moment.parameters)
        return {row[0]: InitiativeFacts._make(row[1:]) for row in rows if row[0] in codes}
    wanted, found = sorted(codes), {}
    for start in range(0, len(wanted), CHUNK):
        some = {f"code{number}": code for number, code in enumerate(wanted[start : start + CHUNK])}
        where = f"initiative IN ({', '.join(f':{name}' for name in some)})"
        for code, *facts in reader.rows(standing_sql(INITIATIVES, fields, where), **moment.parameters, **some):
            found[code] = InitiativeFacts._make(facts)
    return found


def _initiatives_named(own: Handed) -> set[str]:
    named: set[Any] = set()
    for title in ("Claims", "Audits"):
        if title in own.tables:
            named |= set(own.tables[title].columns["initiative"])
    return named - {None}


def _programmes_of(own: Handed) -> dict[str, ProgrammeFacts]:
    if PROGRAMMES.sheet.title not in own.tables:
        return {}
    columns = own.table(PROGRAMMES).columns
    # A year that could not be read has its fault; any year is then one of the programme.
    years = (
        [year.start if year is not None else otherwise for year in columns[name]]
        for name, otherwise in (("baseline_year", 0), ("first_year", 0), ("final_year", 9999))
    )
    facts = zip(columns["programme"], *years, columns["within"], columns["one_off_cost"], strict=True)
    return {code: ProgrammeFacts(*rest) for code, *rest in facts if code is not None}


def _initiatives_of(own: Handed) -> dict[str, InitiativeFacts]:
    if INITIATIVES.sheet.title not in own.tables:
        return {}
    columns = own.table(INITIATIVES).columns
    facts = zip(*(columns[name] for name in ("initiative", "programme", "department", "level")), strict=True)
    return {code: InitiativeFacts._make(rest) for code, *rest in facts if code is not None}
