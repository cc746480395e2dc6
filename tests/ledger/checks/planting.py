"""What is planted in a random ledger, since chance alone seldom brings it about: all is sound but for one thing.

Each of ``PLANTS`` gives the rows of one more return of the Treasury; half the time what it plants is only nearly amiss.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from spendreview.ledger.tables import CLAIMS, INITIATIVES
from tests.ledger.journal import Row

from . import clean

T = TypeVar("T")
Rows = dict[str, list[Row]]


class Drawn(Protocol):
    """What is asked of the ledger that is being drawn."""

    programmes: dict[str, Row]
    initiatives: dict[str, Row]

    def pick(self, options: Any) -> Any:
        """One of them."""


def sound(draft: Drawn, **changes: Any) -> Row:
    """One more initiative on which no check finds anything."""
    number = sum(code.startswith("p-") for code in draft.initiatives) + 1
    facts = {"department": draft.pick(("HO", "DfT")), "programme": draft.pick(sorted(draft.programmes))}
    row = dict.fromkeys(column.name for column in INITIATIVES.columns) | clean.sound(f"p-{number}", **facts) | changes
    draft.initiatives[row["initiative"]] = row
    return row


def claimed(row: Row, year: int, gross: int, **changes: Any) -> Row:
    """A sound claim on it."""
    blank = dict.fromkeys(column.name for column in CLAIMS.columns)
    return blank | clean.shown(row["initiative"], year, gross, months=3) | changes


def alone(row: Row, *claims: Row) -> Rows:
    """An initiative with its claims, or with one."""
    return {"Initiatives": [row], "Claims": list(claims) or [claimed(row, 2009, 4_000)]}


def pairs(draft: Drawn) -> list[tuple[str, str]]:
    """Two programmes each, in any order."""
    codes = sorted(draft.programmes)
    return [(one, other) for one in codes for other in codes if one != other] or [(codes[0], codes[0])]


def apart(draft: Drawn) -> list[tuple[str, str]]:
    """Two programmes each of which neither says that it lies within the other, where there are any."""
    said = {code: row["within"] for code, row in draft.programmes.items()}
    return [(a, b) for a, b in pairs(draft) if said[a] != b and said[b] != a] or pairs(draft)


def two_strands(draft: Drawn) -> Rows:
    """One contract in a strand for IT, and in one for procurement."""
    strands = draft.pick((("ICT", "Procurement"), ("IT", "collaborative procurement"), ("IT office", "IT procurement")))
    own = {"contract": f"K-{draft.pick('xyz')}", "programme": draft.pick(sorted(draft.programmes))}
    return both(*(sound(draft, strand=strand, **own) for strand in draft.pick((strands, strands[::-1]))))


def two_programmes(draft: Drawn) -> Rows:
    """One contract in two programmes, of which one may lie within the other."""
    contract = f"K-{draft.pick('xyz')}"
    return both(*(sound(draft, contract=contract, programme=code) for code in draft.pick(pairs(draft))))


def both(one: Row, other: Row) -> Rows:
    """Two initiatives with a claim each."""
    return {"Initiatives": [one, other], "Claims": [claimed(one, 2009, 3_000), claimed(other, 2009, 2_000)]}


def summed(draft: Drawn) -> Rows:
    """The last year's claim is what those before it come to, or nearly."""
    row = sound(draft)
    saved = ((2008, 3_000), (2009, draft.pick((4_000, 4_000, 0))), (2010, draft.pick((7_000, 7_000, 3_000))))
    return alone(row, *(claimed(row, year, gross) for year, gross in saved))


def ended(draft: Drawn) -> Rows:
    """Nothing is saved any more in a year after the first."""
    row, last = sound(draft), draft.pick((2009, 2010, 2011))
    return alone(row, claimed(row, 2008, 3_000), claimed(row, last, draft.pick((0, 0, -200, 1))))


def begun(draft: Drawn) -> Rows:
    """It began about when the programme did, or before."""
    day, carried = draft.pick(("2008-03-31", "2007-06-01", "2008-04-01")), draft.pick((False, None, None, True))
    return alone(sound(draft, started=day, carried_over=carried))


def avoided(draft: Drawn) -> Rows:
    """A cost that was avoided, and what a budget had provided for it."""
    return alone(sound(draft, saving_type="avoided_cost", addressable=draft.pick((None, 0, 30_000))))


def cut(draft: Drawn) -> Rows:
    """Output fell by as much as input, or more, or less."""
    output, put_in = draft.pick(((-0.05, -0.05), (-0.05, -0.02), (-0.02, -0.05), (-0.05, None)))
    return alone(sound(draft, output_change=output, input_change=put_in))


def fenced(draft: Drawn) -> Rows:
    """Non-cash, which may be said to free cash."""
    return alone(sound(draft, saving_type="non_cash", cash_releasing=draft.pick((True, True, False))))


def unvalidated(draft: Drawn) -> Rows:
    """Made by somebody else, whose return somebody may have validated."""
    by = draft.pick(("local", "arms_length", "local", "department"))
    return alone(sound(draft, delivered_by=by, validated_by=draft.pick((None, None, "Audit Commission"))))


def too_soon(draft: Drawn) -> Rows:
    """A final figure, the data of which may or are likely to change."""
    row = sound(draft)
    stage, data = draft.pick((("final", "likely"), ("final", "likely"), ("final", "may"), ("interim", "likely")))
    return alone(row, claimed(row, 2009, 4_000, stage=stage, data_maturity=data))


def counted(draft: Drawn) -> Rows:
    """Posts, and a count of them that has them, or fewer, or that there is none of."""
    row = sound(draft, posts_reduced=40.0)
    count = {"department": row["department"], "measure": draft.pick(("reduction_gross", "reallocated"))}
    count |= {"as_at": "2008-06-30", "posts": draft.pick((39, 40)), "programme": draft.pick((None, row["programme"]))}
    return alone(row) | {"Posts": draft.pick(([], [count]))}


def netted(draft: Drawn) -> Rows:
    """What it saves may be out of DEL on account of another programme."""
    own, other = draft.pick(apart(draft))
    row = sound(draft, programme=own, carried_over=draft.pick((True, True, False)), contract="K-x")
    cut = {"department": row["department"], "control": "RDEL", "year": draft.pick((2009, 2009, 2008))}
    return alone(row) | {"Prenetted": [cut | {"amount": draft.pick((500, 500, 0)), "programme": other}]}


def unseen(draft: Drawn) -> Rows:
    """More is claimed than was not spent, or just so much."""
    row = sound(draft)
    place, missing = {"department": row["department"], "year": 2009}, draft.pick((0, 3_999, 4_000))
    spent = {"Budgets": [place | {"near_cash": 90_000}], "Outturn": [place | {"near_cash": 90_000 - missing}]}
    return alone(row) | spent


PLANTS: tuple[Callable[[Drawn], Rows], ...] = (
    *(two_strands, netted, summed, cut, begun, netted, too_soon, avoided, counted, netted, unseen),
    *(two_strands, netted, summed, unvalidated, begun, netted, too_soon, ended, counted, two_programmes, unseen),
    *(unvalidated, cut, netted, fenced),
)
"""In the order of their turns; those that seldom come about as meant have more of them."""
