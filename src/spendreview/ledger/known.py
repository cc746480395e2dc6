"""What the ledger knows already that a workbook may refer to: programmes, and initiatives by their code.

Whether a return is taken in must not hang on what came in before it. So it is held to whatever was ever said, of its
own date or of another: what fits one definition fits, whichever of them came in first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any, NamedTuple

from spendreview.entries import Moment
from spendreview.entries.live import known_sql, standing_sql
from spendreview.ledger.handed import RETURN, Handed
from spendreview.ledger.said import stood_sql
from spendreview.ledger.sheets import ALL
from spendreview.ledger.tables import CLAIMS, INITIATIVES, PROGRAMMES
from spendreview.store import Reader
from spendreview.tabular.cells import Day

EVER = Day.LAST
"""A date after everything: what stands now, whatever date it speaks of."""

CHUNK = 500
"""Codes asked for at once: databases take only so many parameters."""

MANY = 2_000
"""Where more codes than these are asked for all initiatives are read."""


@dataclass(frozen=True, slots=True)
class ProgrammeFacts:
    """What is checked of a programme: its years, and the one that contains it."""

    baseline_year: int
    first_year: int
    final_year: int
    within: str | None
    one_off_cost: str


def standing_at(versions: Sequence[str], moment: str) -> str:
    """The version that stands at another, of some in order: the latest that is not after it, else the earliest."""
    return versions[max(bisect_right(versions, moment) - 1, 0)]


class Definitions:
    """Every definition of one programme, by the version that gave it."""

    def __init__(self, given: Mapping[str, ProgrammeFacts]) -> None:
        self.versions = sorted(given)
        self.given = given

    def version(self, moment: str) -> str:
        """The version that stands at another."""
        return standing_at(self.versions, moment)

    def at(self, moment: str) -> ProgrammeFacts:
        """The definition that stands at a version."""
        return self.given[self.version(moment)]

    @property
    def last(self) -> ProgrammeFacts:
        """The definition that stands now."""
        return self.given[self.versions[-1]]


class InitiativeFacts(NamedTuple):
    """What is checked of an initiative as it stands now; a tuple, for a ledger has a hundred thousand of them."""

    programme: str
    department: str
    level: str
    version: str


Owners = frozenset[tuple[str, str]]
"""Departments and programmes that an initiative was ever of, in pairs."""


@dataclass(frozen=True, slots=True)
class Known:
    """Definitions by code: the ledger's, and those of workbooks handed in together.

    ever   whose initiatives ever were: those on which a department claims that they are not of now, and all that a
           return with a control total claims on
    moved  of those that were ever in more than one programme: in which, by the version that said so
    taken  department that an initiative was of when a return defined it as another's, by the return's version and code
    lost   titles of sheets that define codes and could not be read whole
    """

    programmes: Mapping[str, Definitions]
    initiatives: Mapping[str, InitiativeFacts]
    ever: Mapping[str, Owners] = field(default_factory=dict)
    moved: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    taken: Mapping[tuple[str, str], str] = field(default_factory=dict)
    lost: frozenset[str] = frozenset()

    def moments(self) -> list[str]:
        """The last version of each date on which a programme was defined, the latest first; then none at all."""
        versions = sorted(version for own in self.programmes.values() for version in own.versions)
        # Before all of them the earliest definition of each stands, and not the last of its day.
        return [*sorted({version[:10]: version for version in versions}.values(), reverse=True), ""]

    def programme_of(self, initiative: str, moment: str) -> Definitions | None:
        """The programme in which an initiative was at a version, as far as is known of it."""
        if initiative in self.moved:
            said = self.moved[initiative]
            return self.programmes.get(said[standing_at(sorted(said), moment)])
        own = self.initiatives.get(initiative)
        return self.programmes.get(own.programme) if own is not None else None


def known_with(reader: Reader | None, handed: Sequence[Handed], lost: frozenset[str] = frozenset()) -> Known:
    """What workbooks may refer to: what the ledger holds, where there is one, and what they bring themselves."""
    ordered = sorted(handed, key=lambda own: own.version)
    initiatives: dict[str, InitiativeFacts] = {}
    if reader is not None:
        initiatives = initiatives_among(reader, {code for own in ordered for code in _initiatives_named(own)})
    taken: dict[tuple[str, str], str] = {}
    for own in ordered:
        for code, facts in _initiatives_of(own).items():
            other = initiatives.get(code)
            if other is not None and other.department != facts.department and speaks_for_itself(own):
                taken[own.version, code] = other.department
            if other is None or other.version <= facts.version:
                initiatives[code] = facts
    ever = _ever(reader, ordered, initiatives)
    several = {code for code, owners in ever.items() if len({programme for _, programme in owners}) > 1}
    return Known(_programmes(reader, ordered), initiatives, ever, _moved(reader, ordered, several), taken, lost)


def speaks_for_itself(own: Handed) -> bool:
    """Whether it is a department's return: neither the Treasury's nor an auditor's."""
    return own.kind == RETURN and own.department != ALL


def _programmes(reader: Reader | None, handed: Iterable[Handed]) -> dict[str, Definitions]:
    found: dict[str, dict[str, ProgrammeFacts]] = {}
    if reader is not None:
        names = "version, programme, baseline_year, first_year, final_year, within, one_off_cost"
        sql = f"SELECT {names} FROM {PROGRAMMES.name} WHERE {known_sql(PROGRAMMES)} ORDER BY entry"
        for version, code, *facts in reader.rows(sql, known=reader.head.entry):
            found.setdefault(code, {})[version] = ProgrammeFacts(*facts)
    for own in handed:
        for code, brought in _programmes_of(own).items():
            found.setdefault(code, {})[own.version] = brought
    return {code: Definitions(given) for code, given in found.items()}


def _ever(
    reader: Reader | None, handed: Sequence[Handed], initiatives: Mapping[str, InitiativeFacts]
) -> dict[str, Owners]:
    """Whose initiatives ever were, where it matters."""
    codes = {code for own in handed for code in _asked_after(own, initiatives)}
    found = {(code, initiatives[code].department, initiatives[code].programme) for code in codes}
    for own in handed if codes else ():
        found |= {(code, one.department, one.programme) for code, one in _initiatives_of(own).items() if code in codes}
    for where, some in _among(codes) if reader is not None else ():
        assert reader is not None
        sql = f"SELECT DISTINCT initiative, department, programme FROM {INITIATIVES.name} WHERE "
        rows = reader.rows(sql + known_sql(INITIATIVES, where), known=reader.head.entry, **some)
        found |= {(code, department, programme) for code, department, programme in rows if code in codes}
    ever: dict[str, set[tuple[str, str]]] = {}
    for code, department, programme in found:
        if None in (department, programme):
            continue  # a cell that could not be read, with a fault of its own
        ever.setdefault(code, set()).add((department, programme))
    return {code: frozenset(owners) for code, owners in ever.items()}


def _moved(reader: Reader | None, handed: Sequence[Handed], codes: set[str]) -> dict[str, dict[str, str]]:
    """In which programme initiatives were, by the version that said so."""
    found: dict[str, dict[str, str]] = {code: {} for code in codes}
    for where, some in _among(codes) if reader is not None else ():
        assert reader is not None
        sql = f"SELECT initiative, version, programme FROM {INITIATIVES.name} WHERE {known_sql(INITIATIVES, where)}"
        for code, version, programme in reader.rows(sql, known=reader.head.entry, **some):
            if code in codes:
                found[code][version] = programme
    for own in handed if codes else ():
        for code, facts in _initiatives_of(own).items():
            if code in codes and facts.programme:
                found[code][own.version] = facts.programme
    return found


def _asked_after(own: Handed, initiatives: Mapping[str, InitiativeFacts]) -> set[str]:
    if own.kind == RETURN and own.settings["control_total"] is not None:
        return set(initiatives).intersection(own.table(CLAIMS).columns["initiative"])
    return others_claimed(own, initiatives)


def others_claimed(own: Handed, initiatives: Mapping[str, InitiativeFacts]) -> set[str]:
    """The initiatives that a department's return claims on, and that are another's now."""
    if not speaks_for_itself(own):
        return set()
    others = {code for code, facts in initiatives.items() if facts.department not in (None, own.department)}
    return others.intersection(own.table(CLAIMS).columns["initiative"])


def initiatives_among(reader: Reader, codes: set[Any]) -> dict[str, InitiativeFacts]:
    """Those of some initiatives that the ledger has, as they stand."""
    moment = Moment(as_at=EVER, known=reader.head.entry)
    fields = ("initiative", "programme", "department", "level", "version")
    every = ", ".join(f"d.{name}" for name in fields)
    all_sql = f"SELECT {every} FROM ({stood_sql()}) AS i JOIN {INITIATIVES.name} AS d ON d.entry = i.entry"
    found: dict[str, InitiativeFacts] = {}
    for where, some in _among(codes):
        sql = standing_sql(INITIATIVES, fields, where) if where else all_sql
        rows = reader.rows(sql, **moment.parameters, **some)
        found |= {row[0]: InitiativeFacts._make(row[1:]) for row in rows if row[0] in codes}
    return found


def _among(codes: set[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Conditions that hold of so many codes each, and their parameters; one that holds of all where codes are many."""
    if len(codes) > MANY:
        yield "", {}
        return
    wanted = sorted(codes)
    for start in range(0, len(wanted), CHUNK):
        some = {f"code{number}": code for number, code in enumerate(wanted[start : start + CHUNK])}
        yield f"initiative IN ({', '.join(f':{name}' for name in some)})", some


def _initiatives_named(own: Handed) -> set[str]:
    named: set[Any] = set()
    titles = ("Claims", "Audits", "Resolutions")
    for title in (*titles, "Initiatives") if speaks_for_itself(own) else titles:
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
    names = ("initiative", "programme", "department", "level")
    facts = zip(*(columns[name] for name in names), repeat(own.version), strict=False)
    return {code: InitiativeFacts._make(rest) for code, *rest in facts if code is not None}
