"""The arithmetic of the value-for-money ledger stated again, in plain Python: dictionaries, whole numbers, fractions.

Written from the papers and not from the code, without SQL and without a line of the program's; slow and small. A ledger
is given as ``journal`` describes it, and ``Restated`` answers what a position should say, all in whole £ thousand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from .journal import ALL, Entry, Journal, Place, Row
from .sums import (
    Line,
    basis_of,
    capped,
    cash_gross,
    charge,
    department_of,
    expected,
    phased,
    run_rate,
    share,
    status,
    uncovered,
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What one line of a position should say."""

    target: int | None
    reported: int
    basis: str
    counting: int | None
    other_improvement: int
    not_testable: int
    evidenced_low: int | None
    evidenced_high: int | None
    evidenced_half: int | None
    audited_share: Fraction | None
    cash_releasing_share: Fraction | None
    delivered: Fraction | None
    delivered_reported: Fraction | None
    one_off_to_date: int
    status: str | None
    forecast: int | None
    within: int

    @property
    def says_something(self) -> bool:
        """Whether a group with these figures is worth a line."""
        return self.basis != "none" or any((self.target, self.reported, self.one_off_to_date, self.forecast))


class Restated:
    """A ledger as at a date and as known after so many imports.

    held  rows that checks keep from counting, and which do, as the bits of a whole number
    """

    def __init__(self, journal: Journal, as_at: str, known: int | None = None, held: Mapping[Place, int] | None = None):
        known = journal.batches if known is None else known
        self.as_at, self.held = as_at, held or {}
        self.programmes = journal.definitions("Programmes", as_at, known)
        self.initiatives = journal.definitions("Initiatives", as_at, known)
        claims = journal.standing("Claims", as_at, known).values()
        self.actuals = {(c.row["initiative"], c.row["year"]): c for c in claims if not c.row["forecast"]}
        self.forecasts = {(c.row["initiative"], c.row["year"]): c for c in claims if c.row["forecast"]}
        self.targets = [entry.row for entry in journal.standing("Targets", as_at, known).values()]
        self.audits = [entry.row for entry in journal.standing("Audits", as_at, known).values()]
        self.posts = [entry.row for entry in journal.standing("Posts", as_at, known).values()]

    # ---- what claims come to

    def lines(self, programme: str, year: int) -> list[Line]:
        """Everything in a programme's total for a year: its own claims and what it takes of programmes within it."""
        own = [line for name in self.of(programme) for line in self.own_lines(name, year)]
        return own + [line for inner in self.inner(programme) for line in self.taken(inner, programme, year)]

    def of(self, programme: str) -> list[str]:
        """The programme's own initiatives."""
        return sorted(name for name, row in self.initiatives.items() if row["programme"] == programme)

    def inner(self, programme: str) -> list[str]:
        """The programmes directly within this one."""
        return sorted(name for name, row in self.programmes.items() if row["within"] == programme)

    def own_lines(self, initiative: str, year: int) -> list[Line]:
        """What the claims on an initiative come to in a year: the year's own, then costs spread from earlier years."""
        rules = self.programmes[self.initiatives[initiative]["programme"]]
        years = sorted(y for name, y in self.actuals if name == initiative and y <= year)
        lines = [self.line(self.actuals[initiative, y], year, rules) for y in reversed(years)]
        return [line for line in lines if line.own_year or line.reported or line.cash]

    def line(self, claim: Entry, year: int, rules: Row) -> Line:
        """One claim's line in a year."""
        row, facts = claim.row, self.initiatives[claim.row["initiative"]]
        here = row["year"] == year
        saved, ongoing = (row["gross"], row["ongoing_cost"]) if here else (0, 0)
        charged = charge(row["one_off_cost"], row["year"], year, rules)
        cash = cash_gross(row, facts)
        return Line(
            initiative=row["initiative"],
            programme=facts["programme"],
            department=facts["department"],
            year=row["year"],
            strand=facts["strand"],
            type=facts["saving_type"],
            level=facts["level"],
            stage=row["stage"],
            basis=row["basis"],
            reported=saved - ongoing - charged if row["basis"] == "net" else saved,
            cash=None if cash is None else (cash if here else 0) - ongoing - charged,
            one_off=row["one_off_cost"],
            failed=self.held.get(claim.place, 0),
            own_year=here,
        )

    # ---- programmes within programmes

    def taken(self, inner: str, outer: str, year: int) -> list[Line]:
        """What an outer programme's total takes of a programme within it, so that nothing is there twice."""
        limited = capped(self.lines(inner, year), self.programmes[inner]["within_amount"])
        return [replace(line, within=True) for line in uncovered(limited, self.covered(outer, year))]

    def inside(self, programme: str, year: int) -> list[Line]:
        """All that lies within a programme, whether its own published totals contain it already or not."""
        amounts = {inner: self.programmes[inner]["within_amount"] for inner in self.inner(programme)}
        return [line for inner, most in amounts.items() for line in capped(self.lines(inner, year), most)]

    def covered(self, programme: str, year: int) -> set[str]:
        """The departments whose savings a programme's own published totals contain already; ALL for every one."""
        totals = [name for name in self.totals(programme) if self.amounts_to_something(name, year)]
        return {self.initiatives[name]["department"] for name in totals}

    def amounts_to_something(self, name: str, year: int) -> bool:
        """Whether a claim stands that is more than nil."""
        return (name, year) in self.actuals and self.actuals[name, year].row["gross"] != 0

    def totals(self, programme: str) -> list[str]:
        """The programme's own published totals."""
        return [name for name in self.of(programme) if self.initiatives[name]["level"] == "aggregate"]

    # ---- targets

    def target(self, programme: str, year: int, department: str | None = None, strand: str | None = None) -> int | None:
        """The target of a programme for a year; departments' targets overlap, and are never added up."""
        if department is not None or strand is not None:
            return self.stated(programme, department or ALL, strand, year)
        whole = self.stated(programme, ALL, None, year)
        if whole is not None:
            return whole
        strands = {row["strand"] for row in self.targets if row["programme"] == programme and department_of(row) == ALL}
        parts = [self.stated(programme, ALL, name, year) for name in sorted(strands - {None})]
        return sum(part for part in parts if part is not None) if any(part is not None for part in parts) else None

    def stated(self, programme: str, department: str, strand: str | None, year: int) -> int | None:
        """The target of one department and strand: its row for the year, else phased from the nearest later row."""
        mine = {
            row["year"]: row
            for row in self.targets
            if (row["programme"], department_of(row), row["strand"]) == (programme, department, strand)
        }
        if year in mine:
            return int(mine[year]["amount"])
        first = self.programmes[programme]["first_year"]
        later = sorted(y for y, row in mine.items() if y > year and row["phasing"] != "given")
        return phased(mine[later[0]], year - first + 1, later[0] - first + 1) if later and year >= first else None

    # ---- what auditors made of it

    def evidence(self, programme: str, department: str | None = None, initiative: str | None = None) -> list[Row]:
        """The audits that speak for a programme, a department or an initiative, no saving under two of them."""
        latest: dict[tuple[str, str | None], Row] = {}
        for row in sorted(self.audits, key=lambda row: (row["date"], row["report"])):
            if row["programme"] == programme and row["date"] <= self.as_at:
                latest[department_of(row), row["initiative"]] = row
        if initiative is not None:
            return [row for (_, name), row in latest.items() if name == initiative]
        if department is None and (ALL, None) in latest:
            return [latest[ALL, None]]
        whole = {d for d, name in latest if name is None and d != ALL}
        chosen = [row for (d, name), row in latest.items() if name is None and d != ALL]
        chosen += [row for (d, name), row in latest.items() if name and self._home(d, name) not in whole]
        return [row for row in chosen if department in (None, self._home(department_of(row), row["initiative"]))]

    def _home(self, department: str, initiative: str | None) -> str:
        """The department that an audit speaks of: its own, or its initiative's."""
        known = self.initiatives.get(initiative or "")
        return known["department"] if department == ALL and known else department

    # ---- forecast to the final year

    def forecast(self, programme: str) -> list[Line]:
        """What a programme is heading for in its final year, initiative by initiative."""
        return self._heading(programme, self.programmes[programme]["final_year"])

    def _heading(self, programme: str, final: int) -> list[Line]:
        own = [line for name in self.of(programme) for line in self._headed(name, final)]
        return own + [line for inner in self.inner(programme) for line in self._taken_ahead(inner, programme, final)]

    def _taken_ahead(self, inner: str, outer: str, final: int) -> list[Line]:
        totals = [name for name in self.totals(outer) if any(line.own_year for line in self._headed(name, final))]
        limited = capped(self._heading(inner, final), self.programmes[inner]["within_amount"])
        return uncovered(limited, {self.initiatives[name]["department"] for name in totals})

    def _headed(self, initiative: str, final: int) -> list[Line]:
        """Where one initiative is heading: its forecast, its final year, or its run rate if it recurs.

        What is spread of the costs of earlier years falls on the final year in any case.
        """
        facts = self.initiatives[initiative]
        rules = self.programmes[facts["programme"]]
        ahead, done = self.forecasts.get((initiative, final)), self.actuals.get((initiative, final))
        spread = [line for line in self.own_lines(initiative, final) if not line.own_year]
        if ahead and (done is None or ahead.version > done.version):
            return [self.line(ahead, final, rules), *spread]
        if done:
            return [self.line(done, final, rules), *spread]
        years = [year for name, year in self.actuals if name == initiative and year < final]
        if not years or facts["recurring"] is None:
            return spread
        last = self.actuals[initiative, max(years)]
        rate = run_rate(last.row) if facts["recurring"] else 0
        return [replace(self.line(last, last.row["year"], rules), reported=rate, own_year=True), *spread]

    # ---- positions

    def position(self, programme: str, year: int) -> Figures:
        """A programme's figures in a year."""
        return self.figures(
            self.lines(programme, year),
            target=self.target(programme, year),
            audits=self.evidence(programme),
            one_off=self.one_off(programme, year),
            forecast=expected(self.forecast(programme)),
            within=sum(line.reported for line in self.inside(programme, year)),
        )

    def groups(self, programme: str, year: int, by: str) -> dict[str | None, Figures]:
        """A programme's figures in a year, split by department, strand, stage, type, initiative or programme."""
        lines, ahead, spent = self.lines(programme, year), self.forecast(programme), self.spent(programme, year)
        targets = (
            {row[by] for row in self.targets if row["programme"] == programme}
            if by in ("department", "strand")
            else set()
        )
        keys = {getattr(line, by) for line in (*lines, *ahead, *spent)} | targets - {None, ALL}
        whole = {"department": ALL, "programme": programme}.get(by)
        if whole is not None and self.target(programme, year) is not None:
            keys.add(whole)
        return {key: self._group(programme, year, by, key, lines, ahead, spent) for key in sorted(keys, key=str)}

    def _group(
        self,
        programme: str,
        year: int,
        by: str,
        key: str | None,
        lines: list[Line],
        ahead: list[Line],
        spent: list[Line],
    ) -> Figures:
        def here(among: Iterable[Line]) -> list[Line]:
            return [line for line in among if getattr(line, by) == key]

        return self.figures(
            here(lines),
            target=self._target_of(programme, year, by, key),
            audits=self._audits_of(programme, by, key),
            one_off=sum(line.one_off for line in here(spent)),
            forecast=expected(here(ahead)),
            within=sum(line.reported for line in here(lines) if line.within),
        )

    def _target_of(self, programme: str, year: int, by: str, key: str | None) -> int | None:
        """A part's target; the part that is the whole of government, or the programme itself, has the programme's."""
        if (by, key) in (("department", ALL), ("programme", programme)):
            return self.target(programme, year)
        return self.target(programme, year, **{by: key}) if by in ("department", "strand") and key else None

    def _audits_of(self, programme: str, by: str, key: str | None) -> list[Row]:
        if (by, key) == ("programme", programme):
            return self.evidence(programme)
        if (by, key) == ("department", ALL):
            return [row for row in self.evidence(programme) if department_of(row) == ALL and row["initiative"] is None]
        return self.evidence(programme, **{by: key}) if by in ("department", "initiative") and key else []

    def outermost(self, year: int) -> list[str]:
        """Programmes within no other that go on in a year: together they are all of them, each initiative once."""
        return sorted(
            name
            for name, row in self.programmes.items()
            if row["within"] not in self.programmes and year <= row["final_year"]
        )

    def together(self, year: int) -> Figures:
        """The figures of all programmes; targets are added up where they are known."""
        names = self.outermost(year)
        targets = [self.target(name, year) for name in names]
        known = [target for target in targets if target is not None]
        return self.figures(
            [line for name in names for line in self.lines(name, year)],
            target=sum(known) if known else None,
            audits=[row for name in names for row in self.evidence(name)],
            one_off=sum(self.one_off(name, year) for name in names),
            forecast=self.expected_together(names),
            within=sum(line.reported for name in names for line in self.inside(name, year)),
        )

    def expected_together(self, names: list[str]) -> int | None:
        """What is expected of several programmes, where they end in the same year."""
        ends = {self.programmes[name]["final_year"] for name in names}
        return expected([line for name in names for line in self.forecast(name)]) if len(ends) == 1 else None

    def counts(self, programme: str) -> set[tuple[str, str, str, int]]:
        """Posts of a programme, and those of none: department, measure, date and number."""
        mine = [row for row in self.posts if row["programme"] in (None, programme)]
        return {(row["department"], row["measure"], row["as_at"], row["posts"]) for row in mine}

    def one_off(self, programme: str, year: int) -> int:
        """All one-off costs of a programme's claims up to a year."""
        return sum(line.one_off for line in self.spent(programme, year))

    def spent(self, programme: str, year: int) -> list[Line]:
        """A line for every claim up to a year, for its one-off cost; none for what an outer total contains."""
        rules = self.programmes[programme]
        found = [
            self.line(claim, claim.row["year"], rules)
            for (name, y), claim in sorted(self.actuals.items())
            if y <= year and self.initiatives[name]["programme"] == programme
        ]
        for inner in self.inner(programme):
            apart = self.programmes[inner]["within_amount"] == 0
            for line in self.spent(inner, year):
                if not (apart and line.aggregate):
                    found += uncovered([line], self.covered(programme, line.year))
        return found

    def figures(
        self, lines: list[Line], target: int | None, audits: list[Row], one_off: int, forecast: int | None, within: int
    ) -> Figures:
        """The figures that some lines come to; a published total can fail a check, and never pass one."""
        reported = sum(line.reported for line in lines)
        totals = [line for line in lines if line.aggregate and not line.held]
        untested = sum(line.reported for line in totals)
        other = sum(line.reported for line in lines if line.held)
        testable = any(not line.aggregate for line in lines)
        counting = reported - untested - other if testable else None
        said = [line.cash for line in lines if line.cash is not None]
        delivered = None if totals else share(counting, target)
        green, amber = (sum(row[name] for row in audits) if audits else None for name in ("green", "amber"))
        return Figures(
            target=target,
            reported=reported,
            basis=basis_of(lines),
            counting=counting,
            other_improvement=other,
            not_testable=untested,
            evidenced_low=green,
            evidenced_high=None if green is None or amber is None else green + amber,
            evidenced_half=None if green is None or amber is None else round(green + Fraction(amber, 2)),
            audited_share=share(sum(row["scope"] for row in audits), reported) if audits else None,
            cash_releasing_share=share(sum(said), reported) if said else None,
            delivered=delivered,
            delivered_reported=share(reported, target) if lines else None,
            one_off_to_date=one_off,
            status=status(delivered),
            forecast=forecast,
            within=within,
        )
