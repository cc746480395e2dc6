"""The checks held against their restatement over many random ledgers: what they find, and what counts for it."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spendreview.ledger.checks import looking
from spendreview.ledger.checks.ask import checks
from spendreview.ledger.checks.judged import binding
from spendreview.ledger.checks.records import Finding
from tests.ledger.conftest import Fresh
from tests.ledger.filing import Filing
from tests.ledger.holding import QUIET, asked, differences
from tests.ledger.journal import Batch, Journal
from tests.ledger.making import DAYS
from tests.ledger.restatement import Restated

from .drawing import checked_ledgers
from .restated import CODES, Checks, Found

TURNS = {"sqlite": 10, "postgresql": 2, "long": 2}
EACH = {"sqlite": 5, "postgresql": 4, "long": 3}
"""So many random ledgers at each turn of what is planted: which are drawn then decides little of what comes about."""

LEAST = 2
"""How many of the ledgers must show each check finding something, and passing some claim; most show it ten times."""


def test_the_checks_find_what_is_restated(fresh_sqlite: Fresh) -> None:
    counted = compare(fresh_sqlite, "sqlite")
    rare = {(code, how): counted[code, how] for code in CODES for how in ("found", "passed")}
    rare = {key: number for key, number in rare.items() if number < LEAST}
    assert not rare, f"too rare for the comparison to say anything: {rare}"


def test_the_checks_find_what_is_restated_in_postgresql(fresh_postgres: Fresh) -> None:
    assert compare(fresh_postgres, "postgresql")


def test_they_find_the_same_as_in_a_ledger_that_is_long(fresh: Fresh, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is looked up is then worked out within each query, and not before it."""
    monkeypatch.setattr(looking, "SMALL", 0)
    assert compare(fresh, "long")


def compare(fresh: Fresh, where: str) -> Counter[tuple[str, str]]:
    """Hold so many ledgers against the restatement; what was found, and passed, in how many of them."""
    return sum((compare_from(4 * turn, fresh, EACH[where]) for turn in range(TURNS[where])), Counter())


def compare_from(first: int, fresh: Fresh, examples: int) -> Counter[tuple[str, str]]:
    """Those of one turn: now, and on an earlier date as known after some import."""
    counted: Counter[tuple[str, str]] = Counter()

    @settings(max_examples=examples, **QUIET)
    @given(batches=checked_ledgers(first), chosen=st.data())
    def holds(batches: list[Batch], chosen: st.DataObject) -> None:
        with fresh() as store:
            filing, journal = Filing(store).file_all(batches), Journal(batches)
            after = chosen.draw(st.integers(1, len(batches)), label="known after batch")
            day = chosen.draw(st.sampled_from(DAYS), label="as at")
            both = (compared(filing, journal, *at) for at in ((DAYS[-2], len(batches)), (day, after)))
            counted.update(set().union(*both))

    holds()
    return counted


def compared(filing: Filing, journal: Journal, as_at: str, known: int) -> set[tuple[str, str]]:
    """Compare one moment: findings, then positions with what is held; and what was found there, and passed."""
    wanted, time = Checks(journal, as_at, known), filing.times[known - 1]
    found = checks(filing.store, as_at=dt.date.fromisoformat(as_at), known_at=time).findings
    ours, theirs = wanted.found(), {one for own in found for one in flat(own)}
    assert theirs == ours, f"as at {as_at} after {known}: too many {theirs - ours}, too few {ours - theirs}"
    held = wanted.held()
    now = Restated(journal, as_at, known, held)
    for code in sorted(now.programmes):
        for year in range(2008, now.programmes[code]["final_year"] + 1):
            position = asked(filing.store, code, year, as_at, "initiative", time, binding)
            assert not differences(position, now, code, year, "initiative")
            assert {line.check for line in position.taken} == taken(now, code, year)
    entries = {entry for place in held for entry in filing.every[place]}
    assert {entry for own in found if own.level.value == "E" for entry in own.claims} <= entries
    shown = {(own.check, "found") for own in found}
    clear = {name for name, _ in now.actuals} if wanted.claims else set()
    return shown | {
        (code, "passed") for code in CODES if clear - {own.initiative for own in found if own.check == code}
    }


def flat(own: Finding) -> list[Found]:
    """A finding as the restatement names it: one for each year."""
    name = own.initiative
    if name is None:
        name = f"{own.programme} {own.department}" if own.programme else own.department
    return [(own.check, own.level.value, name, year.start) for year in own.years]


def taken(now: Restated, code: str, year: int) -> set[str]:
    """The checks that keep anything in a position from counting."""
    bits = 0
    for line in now.lines(code, year):
        if line.own_year or line.reported or line.cash:
            bits |= line.failed
    return {f"VFM{number + 1:02}" for number in range(28) if bits >> number & 1}
