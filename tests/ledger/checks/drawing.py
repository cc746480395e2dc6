"""Random ledgers with the facts that checks look at: mostly sound, with one thing or another amiss.

What is drawn in ``tests.ledger.making`` is drawn here too; each fact is amiss so often that most claims fail one or two
checks and each check is failed and passed in many ledgers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from tests.ledger.journal import ALL, Batch, Row
from tests.ledger.making import DAYS, DEPARTMENTS, STRANDS, Draft

from .planting import PLANTS

BUYING = ("IT procurement", "Procurement", "collaborative procurement", "ICT", "Procurement")
TYPES = ("price", "avoided_cost", "avoided_cost", "asset_sale", "capital", "non_cash", "transfer")
RULINGS = ("counts", "held_back", "open")
CHECKED = [f"VFM{number:02}" for number in range(1, 29)]


class CheckedDraft(Draft):
    """A ledger being drawn, with what the checks ask for."""

    def rarely(self, sound: Any, *amiss: Any) -> Any:
        """Sound, or now and then something else."""
        return self.pick(amiss) if self.chance(16) else sound

    def programme(self, number: int) -> Row:
        row = super().programme(number)
        return row | {"min_years": self.pick((2, 1, 0)), "price_basis": self.rarely("cash", "real")}

    def initiative(self, number: int) -> Row:
        row = super().initiative(number) | self.defined() | self.measured()
        if row["level"] == "aggregate" and self.chance(50):
            row |= {"level": "initiative", "department": self.pick(DEPARTMENTS)}
        return row | {"strand": self.pick((*STRANDS, *BUYING)) if self.chance(55) else "Property"}

    def defined(self) -> Row:
        """What an initiative is measured on, who makes it, and what else is said of it."""
        return {
            "saving_type": self.pick((*TYPES, "avoided_cost", "avoided_cost")) if self.chance(70) else "price",
            "cash_releasing": self.rarely(True, False, None),
            "recurring": self.rarely(True, False, None),
            "owner": self.rarely("Director", None),
            "baseline": self.rarely(self.pick((40_000, 80_000)), None, 0, -5),
            "baseline_year": self.pick((2007, 2007, 2007, None, 2006)),
            "baseline_as_at": self.pick(("2008-06-30", None, "2008-03-31", "2008-03-31", "2008-04-01")),
            "baseline_restated": self.pick((True, None, None, None, False)) if self.chance(40) else None,
            "addressable": self.rarely(None, 0, 5_000, 20_000),
            "started": self.rarely("2008-05-01", None, "2008-03-31", "2008-04-01", "2009-11-30"),
            "delivered_by": self.rarely("department", "arms_length", "local", None),
            "validated_by": self.rarely(None, "Audit Commission"),
            "carried_over": self.rarely(False, True, None),
            "contract": self.pick(("K1", "K1", "K1", "o'K")) if self.chance(75) else None,
            "bears_cost": self.rarely(None, "Councils"),
            "indicator": self.rarely("PSA 1", None),
        }

    def measured(self) -> Row:
        """Quality, output and posts."""
        reduced = self.rarely(None, 0.0, 30.0, 40.0, 40.0)
        return {
            "quality_measure": self.rarely("Days in use", None),
            "quality_baseline": self.rarely(10.0, None),
            "quality_latest": self.rarely(10.0, None, 9.0, 11.0, 8.5),
            "quality_direction": self.pick(("up", "down", None)),
            "quality_tolerance": self.rarely(1.0, None, 0.0),
            "output_change": self.rarely(0.0, -0.05, -0.02, None),
            "input_change": self.rarely(-0.04, None, -0.05),
            "posts_reduced": reduced,
            "posts_relocated": self.pick((None, 40.0, 10.0)) if reduced else None,
        }

    def moved(self, row: Row) -> Row:
        facts = {**self.defined(), **self.measured()}
        name = self.pick(sorted(facts))
        return super().moved(row) | ({name: facts[name]} if self.chance(50) else {})

    def claim(self) -> Row:
        row = super().claim()
        row |= {"gross": self.pick((0, -500, 3_000, 6_000, 9_000, 9_000)) if self.chance(50) else row["gross"] // 2}
        row |= {"basis": self.rarely("net", "gross", "unknown"), "cash_share": self.rarely(None, "0", "0.5", "1")}
        row |= {"stage": self.rarely("interim", "final", None), "data_maturity": self.rarely("may", "likely", None)}
        row |= {"price_basis": self.pick((None, None, "cash", "real")), "evidence": self.rarely("Register", None)}
        return row | {"signed_off_by": self.rarely("Director", None), "months": self.pick((12, 11, 3))}

    def changes(self, sheet: str) -> Row:
        money: Row = (
            {"amount": self.amount(5_000)} if sheet == "Prenetted" else {"near_cash": 100_000 + self.amount(9_000)}
        )
        own = {"Binding": {"level": self.pick(("E", "W", "off"))}, "Resolutions": {"ruling": self.pick(RULINGS)}}
        own |= {"Budgets": money, "Outturn": money, "Prenetted": money}
        return own[sheet] if sheet in own else super().changes(sheet)

    def hand_in(self, number: int) -> None:
        super().hand_in(number)
        if not self.chance(50):
            return
        self.returning, day = self.pick((ALL, *DEPARTMENTS)), self.pick(DAYS)
        sheets = {
            "Budgets": self.one_each(3, 60, self.spent, ("department", "year")),
            "Outturn": self.one_each(2, 50, self.spent, ("department", "year")),
            "Prenetted": self.one_each(3, 60, self.netted, ("department", "control", "year", "programme")),
            "Binding": self.one_each(2, 25, self.bound, ("programme", "check")),
            "Resolutions": self.one_each(2, 40, self.ruled_on, ("initiative",)) if self.returning == ALL else [],
        }
        self.enter(self.returning, f"B{number}", day, **sheets)

    def plant(self, number: int, first: int) -> None:
        """One more return of the Treasury, with what chance alone seldom brings about: the plants take turns."""
        plant = PLANTS[(first + number) % len(PLANTS)]
        sheets, day = plant(self), self.pick(DAYS[:4])
        self.homes |= {row["initiative"]: {row["department"]} for row in sheets["Initiatives"]}
        self.enter(ALL, f"P{number}", day, **sheets)

    def whose(self) -> str:
        return self.pick(DEPARTMENTS) if self.returning == ALL else self.returning

    def spent(self) -> Row:
        return {
            "department": self.whose(),
            "year": self.pick((2008, 2009, 2010)),
            "near_cash": 100_000 + self.amount(9_000),
        }

    def netted(self) -> Row:
        control = self.pick(("RDEL", "NEAR_CASH", "ADMIN", "CDEL", "AME"))
        row: Row = {"department": self.whose(), "control": control, "year": self.pick((2008, 2009, 2010))}
        return row | {
            "amount": self.amount(5_000),
            "programme": self.maybe(80, lambda: self.pick(sorted(self.programmes))),
        }

    def bound(self) -> Row:
        code, level = self.pick(sorted(self.programmes)), self.pick(("E", "W", "off"))
        return {"programme": code, "check": self.pick(CHECKED), "level": level, "why": "Agreed"}

    def ruled_on(self) -> Row:
        code, ruling = self.pick(sorted(self.initiatives)), self.pick(RULINGS)
        first = self.rarely(None, "2008-04-01", "2009-06-30")
        return {"initiative": code, "ruling": ruling, "why": "Two lots", "first_claim": first}


@st.composite
def checked_ledgers(draw: Callable[[st.SearchStrategy[Any]], Any], first: int) -> list[Batch]:
    """A ledger for the checks: its batches in the order of import, with at least four plants, from the first on."""
    draft = CheckedDraft(draw)
    draft.opening()
    for number in range(draw(st.integers(2, 4))):
        draft.plant(2 * number, first)
        draft.plant(2 * number + 1, first)
        draft.hand_in(number)
        if draft.chance(30):
            draft.audit(number)
        while draft.chance(20):
            draft.mend(len(draft.batches))
    return draft.batches
