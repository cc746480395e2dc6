"""The 28 checks stated again, in plain Python: written from docs/checks.md and not from the code.

``Checks`` answers, for a ledger as ``journal`` describes it, what is found at a moment, and which claims do not count.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from pathlib import Path

import spendreview.ledger.checks as package
from tests.ledger.journal import ALL, Entry, Journal, Place, Row
from tests.ledger.restatement import Restated
from tests.ledger.sums import department_of, expected

from .restated_twice import Twice

Found = tuple[str, str, str, int]
"""Check, level, initiative (or programme and department), year of a claim."""

Hit = tuple[str, bool]
"""A check that finds something, and whether it warns and no more."""

CODES = [f"VFM{number:02}" for number in range(1, 29)]
OF_TOTALS = {"VFM11", "VFM12", "VFM13", "VFM15", "VFM17", "VFM27"}
NO_RESOURCE = {"capital", "asset_sale", "non_cash"}


def shipped() -> list[Row]:
    """The matrix as it is shipped: data, and not code."""
    text = (Path(package.__file__).parent / "matrix.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def cash_share(claim: Row, own: Row) -> Fraction:
    if claim["cash_share"] is not None:
        return Fraction(claim["cash_share"])
    return Fraction(1 if own["cash_releasing"] else 0)


def worse_by(own: Row) -> float:
    """By how much quality is worse than before; where no way is better, any change is."""
    change = float(own["quality_latest"] - own["quality_baseline"])
    return {"up": -change, "down": change}.get(own["quality_direction"], abs(change))


class Checks:
    """What the checks find at a date, as known after so many imports."""

    def __init__(self, journal: Journal, as_at: str, known: int) -> None:
        self.journal, self.as_at, self.known = journal, as_at, known
        self.now = Restated(journal, as_at, known)
        self.own, self.programmes = self.now.initiatives, self.now.programmes
        self.claims: dict[str, dict[int, Entry]] = {}
        for (name, year), claim in sorted(self.now.actuals.items()):
            self.claims.setdefault(name, {})[year] = claim
        self.twice = Twice(self.own, self.claims, self.first_claims(), self.rulings(), self.related)

    # ---- what stands besides

    def rows(self, sheet: str) -> list[Row]:
        return [entry.row for entry in self.journal.standing(sheet, self.as_at, self.known).values()]

    def told(self, sheet: str) -> list[Entry]:
        """Everything said by the date that was not corrected, overtaken or not."""
        return [entry for entry in self.journal._told(sheet, self.known) if entry.day <= self.as_at]

    def first_claims(self) -> dict[str, str]:
        first: dict[str, str] = {}
        for entry in self.told("Claims"):
            if not entry.row["forecast"]:
                name = entry.row["initiative"]
                first[name] = min(entry.day, first.get(name, entry.day))
        told = sorted(self.told("Resolutions"), key=lambda entry: (entry.version, entry.number))
        days = {e.row["initiative"]: e.row["first_claim"] for e in told if e.row["first_claim"] is not None}
        return {name: min(days.get(name, day), day) for name, day in first.items()}

    def rulings(self) -> dict[str, str]:
        return {row["initiative"]: row["ruling"] for row in self.rows("Resolutions") if row["ruling"] != "open"}

    def outwards(self, code: str | None) -> Iterator[str]:
        while code in self.programmes and code is not None:
            yield code
            code = self.programmes[code]["within"]

    def related(self, one: str, other: str) -> bool:
        """Whether one of two programmes lies within the other."""
        return one != other and (one in self.outwards(other) or other in self.outwards(one))

    @cached_property
    def levels(self) -> dict[tuple[str, str], str]:
        said: dict[tuple[str, str], str] = {}
        for row in sorted(shipped(), key=lambda row: row["from"]):
            if row["from"] <= self.as_at:
                said[row["programme"], row["check"]] = row["level"]
        said |= {(row["programme"], row["check"]): row["level"] for row in self.rows("Binding")}
        return {
            (code, check): next(said[own, check] for own in (*self.outwards(code), "*") if (own, check) in said)
            for code in self.programmes
            for check in CODES
        }

    # ---- what each check looks for

    def of_initiative(self, name: str) -> set[Hit]:
        """On an initiative as it is defined."""
        own, rules = self.own[name], self.programmes[self.own[name]["programme"]]
        based = own["baseline"] is not None and own["baseline"] > 0
        posts = bool(own["posts_reduced"]) and bool(own["posts_relocated"])
        hits = {
            "VFM01": not based,
            "VFM02": (based and own["baseline_year"] != rules["baseline_year"]) or self.not_restated(name),
            "VFM03": (own["baseline_as_at"] or "9") <= f"{rules['baseline_year'] + 1}-03-31",
            "VFM05": rules["min_years"] > 0 and (own["recurring"] is False or self.lapsed(name, rules["min_years"])),
            "VFM06": (own["started"] or "9") < f"{rules['first_year']}-04-01" and own["carried_over"] is not True,
            "VFM07": own["saving_type"] == "avoided_cost" and (own["addressable"] or 0) <= 0,
            "VFM09": self.quality_not_shown(own),
            "VFM10": None not in (own["output_change"], own["input_change"])
            and own["output_change"] < 0
            and own["output_change"] <= own["input_change"],
            "VFM14": own["saving_type"] in ("asset_sale", "capital"),
            "VFM18": own["saving_type"] == "transfer",
            "VFM22": own["delivered_by"] in ("arms_length", "local") and own["validated_by"] is None,
            "VFM24": bool(own["posts_reduced"]) and self.posts_missing(own["department"], own["programme"]),
            "VFM25": own["owner"] is None,
            "VFM28": own["indicator"] is None,
        }
        found = {(check, False) for check, hit in hits.items() if hit}
        ruling = self.twice.rulings.get(name)
        same = own["posts_reduced"] == own["posts_relocated"]
        if posts and ruling != "counts" and (same or ruling is None):
            found |= {("VFM11", not same)}
        if name in self.twice.sisters:
            found |= {("VFM11", True)}
        if name in self.twice.held:
            found |= {("VFM11", False)}
        return found

    def of_claim(self, claim: Row) -> set[Hit]:
        """The same on one claim."""
        name, year, gross = claim["initiative"], claim["year"], claim["gross"]
        own, rules = self.own[name], self.programmes[self.own[name]["programme"]]
        once = 0 if rules["one_off_cost"] == "exclude" else claim["one_off_cost"]
        share, costs = cash_share(claim, own), claim["ongoing_cost"] + once
        taken_off = costs if claim["basis"] == "net" else 0
        base = own["addressable"] if own["addressable"] is not None else own["baseline"]
        hits = {
            "VFM04": claim["basis"] != "net",
            "VFM08": share < 1,
            "VFM15": self.sums_up(name, year),
            "VFM16": own["started"] is not None and claim["months"] > months_left(own["started"], year),
            "VFM17": claim["price_basis"] not in (None, rules["price_basis"]),
            "VFM18": bool(own["bears_cost"]) and (taken_off <= 0 or gross - taken_off <= 0),
            "VFM19": own["saving_type"] == "non_cash" and share > 0,
            "VFM21": base is not None and gross > base,
            "VFM23": (claim["stage"], claim["data_maturity"]) == ("final", "likely"),
            "VFM25": claim["signed_off_by"] is None
            or (claim["evidence"] is None and not any(row["initiative"] == name for row in self.now.audits)),
            "VFM27": self.netted(own, year),
        }
        found = {(check, False) for check, hit in hits.items() if hit}
        found |= {("VFM21", True)} if base is not None and gross <= base < 4 * gross else set()
        twice = self.twice.duplicates.get((name, year))
        return found | ({(twice, False)} if twice else set())

    def not_restated(self, name: str) -> bool:
        own = self.own[name]
        homes = {e.row["department"] for e in self.told("Initiatives") if e.row["initiative"] == name}
        moved = bool(homes - {own["department"]})
        return own["baseline_restated"] is False or (own["baseline_restated"] is None and moved)

    def lapsed(self, name: str, years: int) -> bool:
        saved = {year: claim.row["gross"] for year, claim in self.claims[name].items()}
        first = min((year for year, gross in saved.items() if gross > 0), default=None)
        return first is not None and any(g <= 0 and first < y <= first + years for y, g in saved.items())

    def quality_not_shown(self, own: Row) -> bool:
        if own["quality_measure"] is None or None in (own["quality_baseline"], own["quality_latest"]):
            return True
        return worse_by(own) > (own["quality_tolerance"] or 0)

    def posts_missing(self, department: str, programme: str) -> bool:
        """Posts said to be reduced, else reallocated, of the programme and of none; against what its claims rest on."""
        wanted = sum(
            own["posts_reduced"] or 0
            for name, own in self.own.items()
            if (own["department"], own["programme"], own["level"]) == (department, programme, "initiative")
            and name in self.claims
        )
        rows = [r for r in self.rows("Posts") if r["department"] == department and r["programme"] in (None, programme)]
        counts = [[r["posts"] for r in rows if r["measure"] == name] for name in ("reduction_gross", "reallocated")]
        return bool(wanted > next((sum(some) for some in counts if some), 0))

    def sums_up(self, name: str, year: int) -> bool:
        saved = {y: c.row["gross"] for y, c in self.claims[name].items() if c.row["gross"]}
        earlier = [gross for y, gross in saved.items() if y < year]
        return len(earlier) >= 2 and saved.get(year) == sum(earlier)

    def netted(self, own: Row, year: int) -> bool:
        """Another programme is one that lies neither within its own nor around it."""
        cut = {
            row["programme"]
            for row in self.rows("Prenetted")
            if (row["department"], row["year"]) == (own["department"], year)
            and row["programme"]
            and row["amount"] > 0
            and row["control"] != "AME"
        }
        others = {code for code in cut if code != own["programme"] and not self.related(code, own["programme"])}
        alike = [one for one in self.own.values() if own["contract"] and one["contract"] == own["contract"]]
        return bool(others) and (own["carried_over"] is True or bool(others & {one["programme"] for one in alike}))

    # ---- all together

    def each(self) -> Iterator[tuple[Entry, str, str]]:
        """Every claim, each check that finds something on it, and its level there."""
        for name, claims in self.claims.items():
            programme, total = self.own[name]["programme"], self.own[name]["level"] == "aggregate"
            defined = set() if total else self.of_initiative(name)
            for claim in claims.values():
                for check, warns in (*defined, *self.of_claim(claim.row)):
                    level = "W" if warns and self.levels[programme, check] == "E" else self.levels[programme, check]
                    if level != "off" and (not total or check in OF_TOTALS):
                        yield claim, check, level

    def held(self) -> dict[Place, int]:
        """The claims that do not count, and why: the bits of the checks."""
        found: dict[Place, int] = {}
        for claim, check, level in self.each():
            if level == "E":
                found[claim.place] = found.get(claim.place, 0) | 1 << (int(check[3:]) - 1)
        return found

    def found(self) -> set[Found]:
        """Every finding, for each year of which it speaks."""
        told = {(check, level, c.row["initiative"], c.row["year"]) for c, check, level in self.each()}
        held = Restated(self.journal, self.as_at, self.known, self.held())
        return told | set(self.unreconciled(held)) | set(self.no_contingency(held))

    def unreconciled(self, held: Restated) -> Iterator[Found]:
        outer = [code for code, row in self.programmes.items() if row["within"] not in self.programmes]
        for row in self.rows("Budgets"):
            department, year = row["department"], row["year"]
            lines = [
                line
                for code in outer
                if year <= self.programmes[code]["final_year"]
                for line in held.lines(code, year)
                if line.own_year
                and not line.held
                and line.department == department
                and line.type not in NO_RESOURCE
                and self.levels[line.programme, "VFM20"] != "off"
            ]
            spent, out = self.spent(department, year), self.taken_out(department, year)
            if not any(line.own_year for line in lines) or (spent is None and out is None):
                continue
            missing = row["near_cash"] + (out or 0) - (row["near_cash"] if spent is None else spent)
            if sum(line.reported for line in lines) > missing:
                yield "VFM20", "W", department, year

    def spent(self, department: str, year: int) -> int | None:
        rows = [r for r in self.rows("Outturn") if (r["department"], r["year"]) == (department, year)]
        return rows[0]["near_cash"] if rows else None

    def taken_out(self, department: str, year: int) -> int | None:
        """Of several controls the widest: one is part of the other."""
        rows = [r for r in self.rows("Prenetted") if (r["department"], r["year"]) == (department, year)]
        sums = {c: [r["amount"] for r in rows if r["control"] == c] for c in ("RDEL", "NEAR_CASH", "ADMIN")}
        return next((sum(some) for some in sums.values() if some), None)

    def no_contingency(self, held: Restated) -> Iterator[Found]:
        for code, rules in self.programmes.items():
            final = rules["final_year"]
            if self.levels[code, "VFM26"] == "off" or self.as_at > f"{final + 1}-03-31":
                continue
            ahead = held.forecast(code)
            whose = {department_of(r) for r in held.targets if r["programme"] == code and r["strand"] is None} | {ALL}
            for department in whose:
                aim = held.target(code, final, None if department == ALL else department)
                planned = expected([line for line in ahead if department in (ALL, line.department)]) or 0
                if aim is not None and aim > 0 and planned * 10 < aim * 12:
                    yield "VFM26", "W", f"{code} {department}", final


def months_left(started: str, year: int) -> int:
    """From the start to the end of the year, the month of the start among them."""
    first = int(started[:4]) * 12 + int(started[5:7])
    return (year + 1) * 12 + 4 - first
