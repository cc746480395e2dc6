"""The program's arithmetic held against its restatement over many random ledgers, in every figure."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spendreview.ledger.records import Split

from .conftest import Fresh
from .filing import Filing
from .holding import QUIET, asked, differences, differences_together
from .journal import Batch, Journal
from .making import DAYS, ledgers
from .restatement import Restated
from .tally import FEATURES, happened

EXAMPLES = {"sqlite": 300, "postgresql": 40}
LEAST = 3
"""How many of the ledgers must show each feature: a comparison says nothing of what does not occur. Most show ten times
as often; what is drawn differs a little between machines."""


def test_every_figure_is_as_restated(fresh_sqlite: Fresh, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counted = compare(fresh_sqlite, EXAMPLES["sqlite"], tmp_path)
    with capsys.disabled():
        print(f"\n{EXAMPLES['sqlite']} random ledgers; how many show each feature:")
        print("\n".join(f"  {number:4}  {feature}" for feature, number in sorted(counted.items())))
    rare = {feature: counted[feature] for feature in FEATURES if counted[feature] < LEAST}
    assert not rare, f"too rare for the comparison to say anything: {rare}"


def test_every_figure_is_as_restated_in_postgresql(fresh_postgres: Fresh, tmp_path: Path) -> None:
    assert compare(fresh_postgres, EXAMPLES["postgresql"], tmp_path)


def compare(fresh: Fresh, examples: int, folder: Path) -> Counter[str]:
    """Hold so many ledgers against the restatement, every fourth handed in as workbooks; counts what they show."""
    counted: Counter[str] = Counter()

    @settings(max_examples=examples, **QUIET)
    @given(batches=ledgers(), chosen=st.data())
    def holds(batches: list[Batch], chosen: st.DataObject) -> None:
        workbooks = chosen.draw(st.sampled_from((False, False, False, True)), label="as workbooks")
        with fresh() as store:
            filing = Filing(store, folder if workbooks else None).file_all(batches)
            counted.update({"handed in as workbooks": workbooks} | compared(filing, batches, chosen))

    holds()
    return counted


def compared(filing: Filing, batches: list[Batch], chosen: st.DataObject) -> Counter[str]:
    """Compare the positions of one ledger: now, and on an earlier date as known after some import."""
    journal, shown = Journal(batches), Counter[str]()
    claims = sorted(place for place in filing.entries if place[1] == "Claims")
    bits = st.dictionaries(st.sampled_from(claims), st.integers(1, 3)) if claims else st.just({})
    held = chosen.draw(bits, label="held back")
    after = chosen.draw(st.integers(1, len(batches)), label="known after batch")
    for as_at, known in ((DAYS[-1], len(batches)), (chosen.draw(st.sampled_from(DAYS), label="as at"), after)):
        now = Restated(journal, as_at, known, held)
        if len(now.programmes) > 1:
            found = asked(filing.store, None, 2010, as_at, None, filing.times[known - 1], filing.judge(held))
            assert not differences_together(found, now, 2010)
        for programme in sorted(now.programmes):
            year = chosen.draw(st.sampled_from(range(2008, now.programmes[programme]["final_year"] + 1)), label="year")
            by = chosen.draw(st.sampled_from(tuple(Split)), label="by").value
            found = asked(filing.store, programme, year, as_at, by, filing.times[known - 1], filing.judge(held))
            told = differences(found, now, programme, year, by)
            assert not told, f"{programme} {year} as at {as_at} known after {known}:\n" + "\n".join(told)
            shown |= happened(batches, journal, now, programme, year)
    return shown
