"""Random small ledgers, and the workbooks that they are handed in as.

A ledger is drawn as ``journal`` describes it: programmes (some within others), initiatives and published totals,
several returns with claims for several years, backdated ones among them, what is defined anew, corrections,
withdrawals and audits. Figures mean nothing; the tests that use them count how often each feature occurs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import strategies as st

from spendreview.ledger.sheets import SHEETS
from spendreview.tabular.amounts import Money, Number
from spendreview.tabular.cells import Day, FinancialYear, YesNo
from spendreview.tabular.template import write_workbook
from spendreview.terms import Year

from .journal import ALL, Batch, Journal, Place, Row
from .restatement import Restated

T = TypeVar("T")

PROGRAMMES = ("csr07", "OEP", "pvp", "Gershon")
DEPARTMENTS = ("HO", "DfT", "DH")
STRANDS = ("IT", "back office", "Property")
YEARS = (2007, 2008, 2009, 2010, 2011)
DAYS = ("2008-06-30", "2009-03-31", "2009-06-30", "2010-03-31", "2010-09-30", "2011-03-31")
FIRST_DAY = "2008-04-01"
SHARES = ("0", "0.25", "0.5", "0.333", "1")
RATES = ("0.03", "0.025", "0.3")


class Draft:
    """A ledger being drawn: what is defined so far, its batches, and the rows that may be corrected."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self.draw = draw
        self.batches: list[Batch] = []
        self.programmes: dict[str, Row] = {}
        self.initiatives: dict[str, Row] = {}
        self.homes: dict[str, set[str]] = {}
        self.returning = ALL
        self.withdrawn: set[Place] = set()
        self.mended: dict[Place, Row] = {}

    def chance(self, percent: int) -> bool:
        """True that often."""
        return bool(self.draw(st.integers(0, 99)) < percent)

    def pick(self, options: Sequence[T]) -> T:
        """One of them."""
        return self.draw(st.sampled_from(options))  # type: ignore[no-any-return]

    def amount(self, most: int, least: int = 0) -> int:
        """Whole £ thousand."""
        return int(self.draw(st.integers(least, most)))

    def maybe(self, percent: int, value: Callable[[], T]) -> T | None:
        """A value that often, else blank."""
        return value() if self.chance(percent) else None

    # ---- definitions

    def programme(self, number: int) -> Row:
        """A programme; one may be within any that comes before it, so that no circle can close."""
        outer = self.pick(PROGRAMMES[:number]) if number and self.chance(80) else None
        return {
            "programme": PROGRAMMES[number],
            "title": f"Programme {number}",
            "baseline_year": 2007,
            "first_year": 2008,
            "final_year": self.pick((2010, 2010, 2011)),
            "one_off_cost": self.pick(("net_in_year", "annualise", "exclude")),
            "within": outer,
            "within_amount": self.maybe(60, lambda: self.amount(12_000)) if outer else None,
        }

    def initiative(self, number: int) -> Row:
        """An initiative, or a published total without initiatives behind it."""
        total = self.chance(40)
        outer = total and self.chance(50)
        return {
            "initiative": f"{self.pick(('a', 'B', 'c'))}-{number}",
            "programme": PROGRAMMES[0] if outer else self.pick(sorted(self.programmes)),
            "department": self.pick((*DEPARTMENTS, ALL)) if total else self.pick(DEPARTMENTS),
            "strand": self.pick(STRANDS),
            "title": f"Initiative {number}",
            "level": "aggregate" if total else "initiative",
            "saving_type": self.maybe(70, lambda: self.pick(("price", "process", "demand"))),
            "cash_releasing": self.pick((True, False, None)),
            "recurring": self.pick((True, True, False, None)),
        }

    def moved(self, row: Row) -> Row:
        """An initiative defined anew: it moved, or more is known of it."""
        name = self.pick(("programme", "department", "strand", "recurring", "cash_releasing", "saving_type"))
        changes: Row = {
            "programme": self.pick(sorted(self.programmes)),
            "department": self.pick(DEPARTMENTS) if self.returning == ALL else self.returning,
            "strand": self.pick(STRANDS),
            "recurring": self.pick((True, False)),
            "cash_releasing": self.pick((True, False)),
            "saving_type": self.pick(("price", "process", "demand")),
        }
        return row | {name: changes[name]}

    def ruled(self, row: Row) -> Row:
        """A programme defined anew: another rule on costs, another amount within."""
        changes: Row = {"one_off_cost": self.pick(("net_in_year", "annualise", "exclude"))}
        if row["within"]:
            changes |= {"within_amount": self.maybe(60, lambda: self.amount(12_000))}
        return row | changes

    # ---- returns

    def opening(self) -> None:
        """The first return: every programme, and most of the initiatives."""
        self.programmes = {PROGRAMMES[n]: self.programme(n) for n in range(self.draw(st.integers(1, 4)))}
        made = [self.initiative(n) for n in range(self.draw(st.integers(1, 8)))]
        self.initiatives = {row["initiative"]: row for row in made}
        self.homes = {row["initiative"]: {row["department"]} for row in made}
        self.enter(ALL, "set-up", FIRST_DAY, Programmes=list(self.programmes.values()), Initiatives=made)

    def enter(self, department: str, return_id: str, as_at: str, **rows: list[Row]) -> None:
        """Hand in a return."""
        name = f"{department}/{return_id}"
        kept = {sheet: some for sheet, some in rows.items() if some}
        place = {"department": department, "return_id": return_id, "as_at": as_at}
        self.batches.append({"name": name, "kind": "return", **place, "rows": kept})

    def hand_in(self, number: int) -> None:
        """One more return, of any date: some are backdated, some of the same date as another."""
        self.returning, as_at = self.pick((ALL, ALL, *DEPARTMENTS)), self.pick(DAYS)
        owned = bool(self.own())
        sheets = {
            "Initiatives": self.one_each(2, 30, self.redefined, ("initiative",)) if owned else [],
            "Programmes": self.one_each(1, 25, self.reruled, ("programme",)),
            "Targets": self.one_each(3, 45, self.target, ("programme", "department", "strand", "year")),
            "Claims": self.one_each(8, 85, self.claim, ("initiative", "year", "forecast")) if owned else [],
            "Posts": self.one_each(2, 25, self.count, ("department", "measure", "programme")),
        }
        self.enter(self.returning, f"R{number}", as_at, **sheets)

    def own(self) -> list[str]:
        """Initiatives that the return may speak of: a department speaks of what is its own, or once was."""
        mine = [code for code in sorted(self.homes) if self.returning in self.homes[code]]
        return sorted(self.homes) if self.returning == ALL else mine

    def one_each(self, most: int, percent: int, make: Callable[[], Row], key: tuple[str, ...]) -> list[Row]:
        """Some rows, none of them on the same thing as another."""
        rows: dict[tuple[Any, ...], Row] = {}
        for _ in range(most):
            if self.chance(percent):
                row = make()
                rows.setdefault(tuple(row[name] or (ALL if name == "department" else None) for name in key), row)
        return list(rows.values())

    def redefined(self) -> Row:
        """An initiative, as it is defined from now on."""
        row = self.moved(self.initiatives[self.pick(self.own())])
        if self.returning != ALL:
            row["department"] = self.returning
        self.initiatives[row["initiative"]] = row
        self.homes[row["initiative"]].add(row["department"])
        return row

    def reruled(self) -> Row:
        """A programme, as it is defined from now on."""
        row = self.ruled(self.programmes[self.pick(sorted(self.programmes))])
        self.programmes[row["programme"]] = row
        return row

    def target(self) -> Row:
        """A target of a year: of the whole, a department or a strand, phased or given."""
        phasing = self.pick(("given", "simple", "multiplicative"))
        return {
            "programme": self.pick(sorted(self.programmes)),
            "department": self.pick((ALL, ALL, ALL, *DEPARTMENTS)) if self.returning == ALL else self.returning,
            "strand": self.maybe(40, lambda: self.pick(STRANDS)),
            "year": self.pick((2008, 2009, 2010, 2010, 2011)),
            "amount": self.amount(60_000),
            "phasing": phasing,
            "rate": self.pick(RATES) if phasing == "multiplicative" else None,
        }

    def claim(self) -> Row:
        """A claim, or a forecast; spending to save may bring a year below zero."""
        return {
            "initiative": self.pick(self.own()),
            "year": self.pick((2009, 2010, 2009, 2010, 2008, 2008, 2011)),
            "gross": self.amount(30_000),
            "ongoing_cost": self.amount(3_000) if self.chance(50) else 0,
            "one_off_cost": self.amount(20_000, -2_000) if self.chance(45) else 0,
            "basis": self.pick(("net", "net", "net", "gross", "unknown")),
            "cash_share": self.maybe(40, lambda: self.pick(SHARES)),
            "months": self.amount(11, 1) if self.chance(35) else 12,
            "stage": self.maybe(70, lambda: self.pick(("preliminary", "interim", "final"))),
            "forecast": self.chance(30),
        }

    def count(self) -> Row:
        """A count of posts."""
        return {
            "department": self.pick(DEPARTMENTS) if self.returning == ALL else self.returning,
            "measure": self.pick(("reduction_gross", "reallocated", "relocated")),
            "as_at": self.pick(DAYS),
            "posts": self.amount(5_000),
            "programme": self.maybe(60, lambda: self.pick(sorted(self.programmes))),
        }

    def aim(self) -> None:
        """A last return with targets that are met, or nearly: every status has to occur."""
        now = Restated(Journal(self.batches), DAYS[-1])
        found = [(name, year, now.position(name, year).counting) for name in now.programmes for year in YEARS[1:]]
        met = [(name, year, counting) for name, year, counting in found if counting and counting > 0]
        rows: dict[tuple[str, int], Row] = {}
        for name, year, counting in met:
            if self.chance(60):
                amount = counting * self.pick((100, 103, 105, 108, 120, 130, 133, 80)) // 100
                rows[name, year] = target_row(name, year, amount)
        self.enter(ALL, "targets", self.pick(DAYS[3:]), Targets=list(rows.values()))

    # ---- audits and corrections

    def audit(self, number: int) -> None:
        """An auditor's report on programmes, departments or initiatives."""
        report, day = f"NAO {number}", self.pick(DAYS)
        rows = self.one_each(5, 60, lambda: self.graded(report, day), ("programme", "department", "initiative"))
        if rows:
            self.batches.append({"name": report, "kind": "audit", "rows": {"Audits": rows}})

    def graded(self, report: str, day: str) -> Row:
        """One row of a report: what was examined, and the three grades that it adds up to."""
        code = self.maybe(40, lambda: self.pick(sorted(self.initiatives)))
        facts = self.initiatives[code] if code else None
        green, amber, red = (self.amount(9_000) for _ in range(3))
        programme = facts["programme"] if facts else self.pick(sorted(self.programmes))
        department = facts["department"] if facts else self.pick((None, ALL, *DEPARTMENTS, *DEPARTMENTS))
        return {
            "report": report,
            "programme": programme,
            "department": department,
            "initiative": code,
            "scope": green + amber + red,
            "green": green,
            "amber": amber,
            "red": red,
            "auditor": "NAO",
            "date": day,
        }

    def mend(self, number: int) -> None:
        """A correction of some row: other figures, or nothing in its place; corrections are corrected too."""
        places = [place for place in self.places() if place not in self.withdrawn]
        if not places:
            return
        place = self.pick(places)
        row = self.mended.get(place) or self.row(place)
        if self.chance(35) and place[1] in ("Claims", "Targets", "Audits", "Posts"):
            self.withdrawn.add(place)
            changes = None
        else:
            changes = {name: value for name, value in self.changes(place[1]).items() if row[name] != value}
            if not changes:
                return
            self.mended[place] = row | changes
        self.batches.append({"name": f"mend {number}", "kind": "correction", "of": place, "changes": changes})

    def row(self, place: Place) -> Row:
        """A row as it was handed in."""
        name, sheet, index = place
        batch = next(batch for batch in self.batches if batch["name"] == name)
        return dict(batch["rows"][sheet][index])

    def places(self) -> list[Place]:
        """Every row that may be corrected: half the time a claim, else of a sheet that is drawn."""
        found: dict[str, list[Place]] = {}
        for batch in self.batches:
            for sheet, rows in batch.get("rows", {}).items():
                found.setdefault(sheet, []).extend((batch["name"], sheet, index) for index in range(len(rows)))
        return found["Claims"] if "Claims" in found and self.chance(50) else found[self.pick(sorted(found))]

    def changes(self, sheet: str) -> Row:
        """What a correction says instead."""
        options: dict[str, Callable[[], Row]] = {
            "Claims": lambda: {"gross": self.amount(30_000), "one_off_cost": self.amount(5_000)},
            "Targets": lambda: {"amount": self.amount(60_000)},
            "Initiatives": lambda: {"strand": self.pick(STRANDS), "cash_releasing": self.pick((True, False))},
            "Programmes": lambda: {"one_off_cost": self.pick(("net_in_year", "annualise", "exclude"))},
            "Audits": lambda: {"date": self.pick(DAYS), "auditor": "National Audit Office"},
            "Posts": lambda: {"posts": self.amount(5_000)},
        }
        return options[sheet]()


def target_row(programme: str, year: int, amount: int) -> Row:
    """A target of a whole programme in a year."""
    whole = {"programme": programme, "department": ALL, "strand": None, "year": year}
    return whole | {"amount": amount, "phasing": "given", "rate": None}


@st.composite
def ledgers(draw: Callable[[st.SearchStrategy[Any]], Any], corrected: bool = True) -> list[Batch]:
    """A ledger: its batches in the order of import."""
    draft = Draft(draw)
    draft.opening()
    for number in range(draw(st.integers(1, 6))):
        draft.hand_in(number)
        if draft.chance(30):
            draft.audit(number)
        while corrected and draft.chance(35):
            draft.mend(len(draft.batches))
    if draft.chance(60):
        draft.aim()
    return draft.batches


# ---- workbooks


def workbook(batch: Batch, path: Path) -> Path:
    """Write a return or an auditor's report as the workbook that is handed in."""
    rows = {sheet: [cells(sheet, row) for row in some] for sheet, some in batch["rows"].items()}
    if batch["kind"] == "return":
        head = {"return_id": batch["return_id"], "department": batch["department"], "as_at": day(batch["as_at"])}
        head |= {"reported_by": "Finance director"}
        rows["Return"] = [{"setting": name, "value": value} for name, value in head.items()]
    write_workbook(path, SHEETS, None, rows)
    return path


def cells(sheet: str, row: Row) -> Row:
    """A row as a workbook holds it: £ million, years in words, dates as dates, yes and no."""
    columns = next(one for one in SHEETS if one.title == sheet).resolved(None)
    kinds = {column.name: column.kind for column in columns}
    return {name: _cell(kinds[name], value) for name, value in row.items() if value is not None}


def _cell(kind: object, value: Any) -> Any:
    if isinstance(kind, Money):
        return value / 1000
    if isinstance(kind, FinancialYear):
        return str(Year(value))
    if isinstance(kind, YesNo):
        return "yes" if value else "no"
    if isinstance(kind, Day):
        return day(value)
    return float(value) if isinstance(kind, Number) else value


def day(text: str) -> dt.date:
    """A date from its ISO text."""
    return dt.date.fromisoformat(text)
