"""Savings planted twice in a large ledger: all of them are found, nothing else is held, in whatever order they come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from spendreview.ledger.checks.ask import checks
from spendreview.ledger.words import Force
from spendreview.store import Store
from tests.ledger.conftest import Fresh
from tests.ledger.filing import Filing
from tests.ledger.holding import QUIET
from tests.ledger.journal import ALL, Batch, Row
from tests.ledger.small import given_by, programme

from .clean import DAY, judged, shown, sound

MANY = 5_000
DEPARTMENTS = ("HO", "DH", "MoJ", "DfT")
EARLY = "2009-06-30"
SETUP = given_by(
    ALL,
    "set-up",
    "2008-04-01",
    Programmes=[programme(min_years=2), programme("oep", within="csr07", min_years=2)],
)

Planted = tuple[Row, Row, str]
"""What counts, what does not, and which check says so."""


def pair(number: int) -> Planted:
    """Two initiatives that are one saving, of one of the kinds; the first claims earlier, or else its strand is IT."""
    kinds = (
        ({"department": "HO"}, {"department": "DH"}, "VFM11"),
        ({"department": "DH"}, {"department": "MoJ", "programme": "oep"}, "VFM12"),
        ({"department": "HO", "strand": "IT"}, {"department": "HO", "strand": "collaborative procurement"}, "VFM13"),
        ({"department": "DfT", "posts_reduced": 9.0}, {"department": "HO", "posts_relocated": 9.0}, "VFM11"),
    )
    one, other, check = kinds[number % len(kinds)]
    contract = {"contract": f"shared-{number}", "baseline": 200_000 + 2 * number}
    return (
        sound(f"keep-{number}", **contract, **one),
        sound(f"twin-{number}", **contract | {"baseline": 200_001 + 2 * number}, **other),
        check,
    )


def of(department: str, rows: Sequence[Row], day: str, name: str) -> Batch:
    """A return that defines initiatives and claims on each."""
    claims = [shown(row["initiative"], 2009, 1_000) for row in rows]
    return given_by(department, name, day, Initiatives=list(rows), Claims=claims)


def returns(rows: Sequence[Row], day: str, name: str) -> list[Batch]:
    """Each department's own."""
    by = {code: [row for row in rows if row["department"] == code] for code in DEPARTMENTS}
    return [of(code, own, day, name) for code, own in by.items() if own]


def held(store: Store, as_at: str = DAY) -> dict[str, set[str]]:
    """Initiatives of which a claim does not count: the checks that say so."""
    found: dict[str, set[str]] = {}
    for own in checks(store, level=Force.E, as_at=dt.date.fromisoformat(as_at)).findings:
        found.setdefault(own.initiative or "", set()).add(own.check)
    return found


def test_all_that_is_planted_is_found_and_nothing_else_held(fresh_sqlite: Fresh) -> None:
    """5,000 initiatives, some of whose claims come in again in a return of the Treasury."""
    pairs = [pair(number) for number in range(40)]
    posts = [
        sound(f"posts-{n}", department="HO", baseline=300_000 + n, posts_reduced=5.0, posts_relocated=5.0)
        for n in range(5)
    ]
    sisters = [sound(f"sister-{n}", department="MoJ", baseline=777_000) for n in range(4)]
    plain = [
        sound(f"plain-{n}", department=DEPARTMENTS[n % 4], baseline=400_000 + n)
        for n in range(MANY - 2 * len(pairs) - len(posts) - len(sisters))
    ]
    again = given_by(ALL, "again", DAY, Claims=[shown(row["initiative"], 2009, 1_200) for row in plain[:500]])
    # In the strand for IT what counts came last; else it came first.
    first = [row for one, other, check in pairs for row in ([other] if check == "VFM13" else [one])]
    second = [row for one, other, check in pairs for row in ([one] if check == "VFM13" else [other])]
    batches = [
        *returns([*first, *plain[:2_000]], EARLY, "R1"),
        *returns([*second, *plain[2_000:], *posts, *sisters], DAY, "R2"),
    ]
    with fresh_sqlite() as store:
        Filing(store).file_all([SETUP, *batches, again])
        wanted = {other["initiative"]: {check} for _, other, check in pairs}
        assert held(store) == wanted | {row["initiative"]: {"VFM11"} for row in posts}
        warned = {own.initiative for own in checks(store, level=Force.W).findings if own.check == "VFM11"}
        assert warned == {"sister-1", "sister-2", "sister-3"}
        figures = judged(store, 2009).figures
        assert figures.other_improvement_k == 1_000 * (len(pairs) + len(posts))
        assert figures.counting_k == 1_000 * (MANY - len(pairs) - len(posts)) + 200 * 500


def small() -> list[Batch]:
    """Three departments on one contract, and two strands on another; then what the first of them says anew."""
    three = [
        sound(code, department=home, contract="K", baseline=70_000 + n)
        for n, (code, home) in enumerate((("z", "HO"), ("a", "DH"), ("m", "MoJ")))
    ]
    strands = [sound("buy", strand="IT procurement unit", contract="L"), sound("it", strand="ICT", contract="M")]
    procured = sound("p", department="DfT", strand="procurement", contract="M", baseline=90_000)
    return [
        of("HO", [three[0]], EARLY, "R1"),
        of("DH", [three[1]], DAY, "R1"),
        of("MoJ", [three[2]], DAY, "R1"),
        of("DfT", [procured], EARLY, "R1"),
        of("HO", strands, DAY, "R3"),
        given_by("HO", "R4", "2010-09-30", Claims=[shown("z", 2009, 2_000)]),
    ]


def more() -> list[Batch]:
    """A strand of OEP and the department's own entry, one post in two initiatives and in one, sisters, a decision."""
    strand = sound("strand", programme="oep", department="DH", contract="N", baseline=91_000)
    entry = sound("entry", department="DH", contract="N", baseline=92_000)
    reduced = sound("reduced", department="MoJ", contract="post 7", baseline=93_000, posts_reduced=1.0)
    moved = sound("moved", department="DfT", contract="post 7", baseline=94_000, posts_relocated=1.0)
    both = sound("both", department="DfT", baseline=95_000, posts_reduced=3.0, posts_relocated=3.0)
    sisters = [sound(f"sister-{n}", department="MoJ", baseline=96_000) for n in range(2)]
    return [
        given_by(ALL, "oep", EARLY, Initiatives=[strand], Claims=[shown("strand", 2009, 1_000)]),
        of("DH", [entry], DAY, "R2"),
        of("MoJ", [reduced, *sisters], DAY, "R2"),
        of("DfT", [moved, both], EARLY, "R2"),
        given_by(ALL, "decided", DAY, Resolutions=[{"initiative": "m", "ruling": "counts", "why": "Another lot"}]),
    ]


def test_the_same_is_held_in_whatever_order_returns_come(fresh_sqlite: Fresh) -> None:
    """And when the one that claimed first hands in a newer figure: it is no later for that."""
    wanted = {"a": {"VFM11"}, "p": {"VFM13"}, "entry": {"VFM12"}, "reduced": {"VFM11"}, "both": {"VFM11"}}
    seen = set()

    @settings(max_examples=40, **QUIET)
    @given(order=st.permutations([*small(), *more()]))
    def holds(order: list[Batch]) -> None:
        with fresh_sqlite() as store:
            Filing(store).file_again([SETUP, *order])
            assert held(store) == held(store, "2010-09-30") == wanted
            assert judged(store, 2009, as_at="2010-09-30").figures.counting_k == 9_000
        seen.add(tuple(batch["name"] for batch in order))

    holds()
    assert len(seen) > 20
