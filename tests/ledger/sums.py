"""The single sums of the ledger's arithmetic: what a cost charges, what a total gives, how a target is phased.

Whole £ thousand in and out, rounded half-even; fractions are exact. Written from the papers and not from the code.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from .journal import ALL, Row


@dataclass(frozen=True, slots=True)
class Line:
    """What one claim does to one year: its own saving, or the share of its one-off cost that falls there."""

    initiative: str
    programme: str
    department: str
    year: int
    strand: str
    type: str | None
    level: str
    stage: str | None
    basis: str
    reported: int
    cash: int | None
    one_off: int
    failed: int = 0
    within: bool = False
    own_year: bool = True

    @property
    def aggregate(self) -> bool:
        return self.level == "aggregate"

    @property
    def held(self) -> bool:
        """Whether anything keeps it from counting: the bits of ``failed`` say what."""
        return self.failed != 0


def expected(lines: list[Line]) -> int | None:
    """What lines of a forecast come to; None where nobody says what to expect."""
    total = sum(line.reported for line in lines)
    return total if total or any(line.own_year for line in lines) else None


def charge(cost: int, incurred: int, year: int, rules: Row) -> int:
    """What a programme's rules charge in a year of a one-off cost incurred in another."""
    if rules["one_off_cost"] == "exclude":
        return 0
    if rules["one_off_cost"] == "net_in_year" or incurred > rules["final_year"]:
        return cost if year == incurred else 0
    if not incurred <= year <= rules["final_year"]:
        return 0
    even, odd = divmod(abs(cost), rules["final_year"] - incurred + 1)
    return (even + (1 if year - incurred < odd else 0)) * (-1 if cost < 0 else 1)


def cash_gross(row: Row, facts: Row) -> int | None:
    """How much of a claim's gross saving frees cash; None where nobody says."""
    if row["cash_share"] is not None:
        return round(Fraction(row["cash_share"]) * row["gross"])
    return None if facts["cash_releasing"] is None else row["gross"] * int(facts["cash_releasing"])


def run_rate(row: Row) -> int:
    """A claim's saving in a full year, without the costs that do not recur; half-even."""
    saved = row["gross"] - (row["ongoing_cost"] if row["basis"] == "net" else 0)
    return round(Fraction(saved * 12, row["months"]))


def uncovered(lines: list[Line], covered: set[str]) -> list[Line]:
    """The lines that no total of an outer programme contains."""
    return [line for line in lines if not covered & {ALL, line.department}]


def capped(lines: list[Line], amount: int | None) -> list[Line]:
    """Published totals up to an amount in all, by strand and department; all the rest."""
    if amount is None:
        return lines
    kept, total = [line for line in lines if not line.aggregate], 0
    if amount == 0:
        return kept
    blocks: dict[tuple[str | int, ...], list[Line]] = {}
    for line in sorted((line for line in lines if line.aggregate), key=lambda line: (in_order(line), line.initiative)):
        blocks.setdefault(in_order(line), []).append(line)
    for _, block in sorted(blocks.items()):
        whole, taken, cash = sum(line.reported for line in block), 0, sum(line.cash or 0 for line in block)
        limit = min(total + whole, amount) - min(total, amount)
        for line in block:
            before, total = total, total + line.reported
            part = min(total, amount) - min(before, amount)
            cut = whole != 0 and limit != whole
            freed = part_of(cash, taken + part, whole) - part_of(cash, taken, whole) if cut else line.cash
            kept.append(replace(line, reported=part, cash=None if line.cash is None else freed))
            taken += part
    return kept


def in_order(line: Line) -> tuple[str | int, ...]:
    """The order in which published totals are taken; of those that are alike in all this, by code."""
    stated = "" if line.cash is not None else "not stated"
    return (line.strand, line.department, stated, line.stage or "", line.basis, line.type or "", line.failed)


def part_of(cash: int, part: int, whole: int) -> int:
    """The cash of a part of a total, in proportion."""
    return round(Fraction(cash * part, whole))


def phased(row: Row, n: int, last: int) -> int:
    """A target n years after the start, of the one that is to be reached after some more."""
    if row["phasing"] == "simple":
        return round(Fraction(row["amount"] * n, last))
    growth = 1 + Fraction(row["rate"])
    return round(row["amount"] * (growth**n - 1) / (growth**last - 1))


def share(part: int | None, whole: int | None) -> Fraction | None:
    """One figure as a share of another; None where it has no meaning."""
    return None if part is None or not whole else Fraction(part, whole)


def status(delivered: Fraction | None) -> str | None:
    """The colour of what is delivered."""
    if delivered is None:
        return None
    steps: tuple[tuple[Fraction, str], ...] = (
        (Fraction(1), "green"),
        (Fraction(9, 10), "amber_green"),
        (Fraction(3, 4), "amber_red"),
    )
    return next((colour for least, colour in steps if delivered >= least), "red")


def basis_of(lines: list[Line]) -> str:
    """On which basis some claims are reported; a cost of an earlier year is there because its claim is net."""
    found = {line.basis for line in lines if line.own_year or line.reported}
    return found.pop() if len(found) == 1 else "mixed" if found else "none"


def department_of(row: Row) -> str:
    """The department of a target or an audit; blank is all of them."""
    return row["department"] or ALL
