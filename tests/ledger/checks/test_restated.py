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

EXAMPLES = {"sqlite": 50, "postgresql": 8, "long": 6}
LEAST = 4
"""How many of the ledgers must show each check finding something, and passing some claim."""


def test_the_checks_find_what_is_restated(fresh_sqlite: Fresh) -> None:
    counted = compare(fresh_sqlite, EXAMPLES["sqlite"])
    rare = {(code, how): counted[code, how] for code in CODES for how in ("found", "passed")}
    rare = {key: number for key, number in rare.items() if number < LEAST}
    assert not rare, f"too rare for the comparison to say anything: {rare}"


def test_the_checks_find_what_is_restated_in_postgresql(fresh_postgres: Fresh) -> None:
    assert compare(fresh_postgres, EXAMPLES["postgresql"])


def test_they_find_the_same_as_in_a_ledger_that_is_long(fresh: Fresh, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is looked up is then worked out within each query, and not before it."""
    monkeypatch.setattr(looking, "SMALL", 0)
    assert compare(fresh, EXAMPLES["long"])


def compare(fresh: Fresh, examples: int) -> Counter[tuple[str, str]]:
    """Hold so many ledgers against the restatement: now, and on an earlier date as known after some import."""
    counted: Counter[tuple[str, str]] = Counter()

    @settings(max_examples=examples, **QUIET)
    @given(batches=checked_ledgers(), chosen=st.data())
    def holds(batches: list[Batch], chosen: st.DataObject) -> None:
        with fresh() as store:
            filing, journal = Filing(store).file_all(batches), Journal(batches)
            after = chosen.draw(st.integers(1, len(batches)), label="known after batch")
            day = chosen.draw(st.sampled_from(DAYS), label="as at")
            for as_at, known in ((DAYS[-2], len(batches)), (day, after)):
                counted.update(compared(filing, journal, as_at, known))

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
