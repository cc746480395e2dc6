"""An export is one return: who claimed first, and who moved, it has to say in words; then the same counts as before."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spendreview.ledger.checks.ask import checks
from spendreview.ledger.checks.judged import binding
from spendreview.ledger.export import export
from spendreview.ledger.imports import import_returns
from spendreview.store import Store
from tests.ledger.conftest import Fresh
from tests.ledger.filing import Filing
from tests.ledger.holding import QUIET, YEARS, asked
from tests.ledger.journal import ALL, Batch
from tests.ledger.making import DAYS
from tests.ledger.small import given_by, programme

from .clean import DAY, judged, shown, sound
from .drawing import checked_ledgers

Held = dict[str, set[str]]


def held(store: Store) -> Held:
    """The initiatives that each check keeps from counting."""
    found: Held = {}
    for own in checks(store).findings:
        if own.level.value == "E":
            found.setdefault(own.check, set()).add(own.initiative or "")
    return found


def ledger() -> list[Batch]:
    """Z of HO claims on a contract before A of DH does, and M moved from HO to MoJ; all come in two returns later."""
    moved = sound("M", strand="courts")
    return [
        given_by(ALL, "set-up", "2008-04-01", Programmes=[programme()]),
        given_by(
            "HO",
            "R1",
            "2009-03-31",
            Initiatives=[sound("Z", contract="K"), moved],
            Claims=[shown("Z", 2008, 4_000, months=6), shown("M", 2008, 3_000, months=6)],
        ),
        given_by(
            "DH",
            "R1",
            DAY,
            Initiatives=[sound("A", department="DH", contract="K")],
            Claims=[shown("A", 2008, 5_000, months=6)],
        ),
        given_by("MoJ", "R1", DAY, Initiatives=[moved | {"department": "MoJ"}]),
    ]


@pytest.mark.parametrize("ruling", [None, "counts", "held_back", "open"])
def test_what_an_export_brings_counts_as_before(ruling: str | None, fresh: Fresh, tmp_path: Path) -> None:
    decided = [{"initiative": "A", "ruling": ruling, "why": "Agreed"}] if ruling is not None else []
    with fresh() as store:
        Filing(store).file_all([*ledger(), given_by(ALL, "decided", DAY, Resolutions=decided)])
        before, figures = held(store), judged(store, 2008).figures
        files = export(store, tmp_path / "all.xlsx").files
    assert before == ({"VFM02": {"M"}} if ruling == "counts" else {"VFM02": {"M"}, "VFM11": {"A"}})
    with fresh() as store:
        import_returns(store, files, "tester")
        assert held(store) == before
        assert judged(store, 2008).figures == figures


def everything(store: Store, as_at: str) -> tuple[set[object], list[object]]:
    """What the checks find, and what is reported and counts of each initiative."""
    found = {
        (own.check, own.level, own.initiative, own.department, tuple(own.years))
        for own in checks(store, as_at=dt.date.fromisoformat(as_at)).findings
    }
    with store.reading() as reader:
        codes = [code for (code,) in reader.rows("SELECT DISTINCT programme FROM vfm_programmes ORDER BY programme")]
    positions = [asked(store, code, year, as_at, "initiative", None, binding) for code in codes for year in YEARS]
    return found, [(own.figures, [(group.key, group.counting_k) for group in own.groups]) for own in positions]


def test_what_an_export_of_any_ledger_brings_counts_as_before(fresh_sqlite: Fresh, tmp_path: Path) -> None:
    """Who claimed first, who moved, what was ruled: that one date stands for all of it changes nothing."""
    compared = []

    @settings(max_examples=12, **QUIET)
    @given(batches=checked_ledgers(3), as_at=st.sampled_from(DAYS[2:]))
    def holds(batches: list[Batch], as_at: str) -> None:
        with fresh_sqlite() as store:
            Filing(store).file_all(batches)
            before = everything(store, as_at)
            files = export(store, tmp_path / "all.xlsx", dt.date.fromisoformat(as_at)).files
        with fresh_sqlite() as store:
            import_returns(store, files, "tester")
            assert everything(store, as_at) == before
        compared.append(len(before[0]))

    holds()
    assert sum(compared) > 50


def test_without_duplicates_an_export_has_no_decisions(fresh_sqlite: Fresh, tmp_path: Path) -> None:
    with fresh_sqlite() as store:
        Filing(store).file_all(ledger()[:2])
        assert export(store, tmp_path / "all.xlsx").rows["Resolutions"] == 0
