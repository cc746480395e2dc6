"""The published figures of efficiency programmes come out of the ledger exactly, from the workbooks as shipped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from spendreview.ledger.imports import import_returns
from spendreview.ledger.position import compare, position
from spendreview.ledger.records import Figures, Position, Split
from spendreview.store import Store, open_store
from spendreview.terms import Year

FOLDER = Path(__file__).resolve().parents[2] / "workbooks" / "vfm"
WORKBOOKS = sorted(FOLDER.glob("*.xlsx"))
DATES = ("2005-12-31", "2006-12-31", "2007-03-31", "2008-06-30", "2009-12-31", "2010-09-30", "2025-12-31")
PROGRAMMES = ("gershon", "gershon_depts", "csr07", "csr07_depts", "oep", "sr2025", "budget2025")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """All shipped workbooks, taken in at once."""
    with open_store(tmp_path_factory.mktemp("ledger") / "ledger.db", create=True) as store:
        import_returns(store, WORKBOOKS, "tester")
        yield store


def at(
    store: Store, programme: str, year: str | None = None, as_at: str | None = None, by: Split | None = None
) -> Position:
    """A position, as a reader would ask for it."""
    day = dt.date.fromisoformat(as_at) if as_at else None
    return position(store, programme, year=Year.parse(year) if year else None, as_at=day, by=by)


def parts(found: Position) -> dict[str, Figures]:
    """The groups of a position by key."""
    return {group.key: group for group in found.groups}


def posts(found: Position) -> dict[tuple[str, str], tuple[float, float | None]]:
    """Counts of posts and their targets by department and measure."""
    return {(line.department, line.measure): (line.posts, line.target) for line in found.posts}


def test_gershon_in_the_end(ledger: Store) -> None:
    """£21,500m target, £26,500m reported: 123.3 %, over by £5,000m, and nothing of it can be tested."""
    found = at(ledger, "gershon").figures
    assert (found.target_k, found.reported_k) == (21_500_000, 26_500_000)
    assert found.reported_k - found.target_k == 5_000_000
    assert found.delivered_reported == pytest.approx(1.233, abs=0.0005)
    assert (found.basis, found.counting_k, found.not_testable_k) == ("unknown", None, 26_500_000)
    assert (found.delivered, found.status, found.cash_releasing_share) == (None, None, None)


@pytest.mark.parametrize(
    ("year", "as_at", "reported"),
    [
        ("2004-05", "2005-04-29", 0),
        ("2004-05", "2005-04-30", 2_000_000),
        ("2005-06", "2005-09-30", 4_700_000),
        ("2006-07", "2006-12-31", 13_300_000),
        ("2007-08", "2008-03-30", 0),
        ("2007-08", "2008-03-31", 26_500_000),
        ("2004-05", None, 2_000_000),
        ("2005-06", None, 4_700_000),
        ("2006-07", None, 13_300_000),
    ],
)
def test_gershon_at_each_date(ledger: Store, year: str, as_at: str | None, reported: int) -> None:
    """Departments' figures of the same years add nothing to it."""
    assert at(ledger, "gershon", year, as_at).figures.reported_k == reported


def test_gershon_by_workstream(ledger: Store) -> None:
    groups = parts(at(ledger, "gershon", "2005-06", by=Split.STRAND))
    assert {key: group.reported_k for key, group in groups.items() if group.reported_k} == {
        "procurement": 2_000_000,
        "productive time": 900_000,
        "other": 900_000,
        "policy": 500_000,
        "corporate services": 300_000,
        "transactions": 100_000,
    }


def test_what_the_auditors_made_of_gershon_midway(ledger: Store) -> None:
    """Of £13,300m, £3,500m green, £6,700m amber, £3,100m red: 26, 51, 23 %; evidenced: £3,500m to £10,200m."""
    before = at(ledger, "gershon", "2006-07", "2006-12-31").figures
    assert (before.evidenced_low_k, before.evidenced_high_k, before.audited_share) == (None, None, None)
    found = at(ledger, "gershon", "2006-07", "2007-02-28").figures
    assert (found.evidenced_low_k, found.evidenced_high_k) == (3_500_000, 10_200_000)
    assert found.evidenced_half_k == 6_850_000
    assert found.audited_share == 1
    amber = found.evidenced_high_k - found.evidenced_low_k
    red = found.reported_k - found.evidenced_high_k
    shares = [round(100 * grade / found.reported_k) for grade in (found.evidenced_low_k, amber, red)]
    assert shares == [26, 50, 23]  # the report prints 51 beside £6.7bn, which is 50.4 % of £13.3bn


@pytest.mark.parametrize(
    ("as_at", "target"), [("2007-10-09", 30_000_000), ("2008-11-23", 30_000_000), ("2008-11-24", 35_000_000)]
)
def test_the_target_of_csr07_was_raised(ledger: Store, as_at: str, target: int) -> None:
    assert at(ledger, "csr07", "2010-11", as_at).figures.target_k == target


@pytest.mark.parametrize(
    ("as_at", "reported"), [("2010-07-19", 0), ("2010-07-20", 10_000_000), ("2010-11-04", 15_000_000)]
)
def test_csr07_as_it_was_reported(ledger: Store, as_at: str, reported: int) -> None:
    found = at(ledger, "csr07", "2009-10", as_at).figures
    assert found.reported_k == reported
    if reported:
        assert (found.basis, found.counting_k, found.cash_releasing_share) == ("net", None, 1)


def test_what_the_auditors_made_of_csr07(ledger: Store) -> None:
    """Of £2,800m, 38 % green, 44 % amber, 18 % red."""
    found = at(ledger, "csr07", "2009-10").figures
    assert (found.evidenced_low_k, found.evidenced_high_k) == (1_064_000, 2_296_000)
    assert found.audited_share == pytest.approx(2_800 / 15_000)
    scope = 2_800_000
    shares = (found.evidenced_low_k / scope, (found.evidenced_high_k - found.evidenced_low_k) / scope)
    assert shares == (0.38, 0.44)


def test_departments_of_csr07_stay_apart(ledger: Store) -> None:
    """Home Office £544m is £404m new and £140m carried over; £338m of it was examined, and all of Transport's £892m."""
    groups = parts(at(ledger, "csr07_depts", "2008-09", by=Split.DEPARTMENT))
    reported = {key: group.reported_k for key, group in groups.items() if group.reported_k}
    assert reported == {"HO": 544_000, "DFT": 892_000, "MOD": 650_000, "DCSF": 1_017_000}
    home, transport = groups["HO"], groups["DFT"]
    assert (home.evidenced_low_k, home.evidenced_high_k) == (199_420, 280_000)
    assert home.audited_share == pytest.approx(338 / 544)
    assert home.target_k is None
    assert (transport.evidenced_low_k, transport.evidenced_high_k, transport.audited_share) == (383_560, 579_800, 1)
    own = parts(at(ledger, "csr07_depts", "2008-09", by=Split.INITIATIVE))
    assert (own["CSR07-HO"].reported_k, own["CSR07-HO-CARRIED"].reported_k) == (404_000, 140_000)
    later = parts(at(ledger, "csr07_depts", "2009-10", by=Split.DEPARTMENT))
    assert {key: group.reported_k for key, group in later.items() if group.reported_k} == {
        "HMRC": 300_000,
        "MOD": 944_000,
    }
    assert (later["HMRC"].evidenced_low_k, later["HMRC"].evidenced_high_k) == (121_000, 250_000)
    targets = parts(at(ledger, "csr07_depts", "2010-11", by=Split.DEPARTMENT))
    assert targets["HO"].target_k == 1_700_000
    assert at(ledger, "csr07_depts", "2010-11").figures.target_k is None
    assert at(ledger, "csr07", "2008-09").figures.reported_k == 0


def test_health_by_workstream(ledger: Store) -> None:
    """Its totals in three years; the one figure of September 2005 stood until the workstreams came."""
    totals = {"2005-06": 2_579_000, "2006-07": 4_921_000, "2007-08": 7_157_000}
    for year, total in totals.items():
        groups = parts(at(ledger, "gershon_depts", year, by=Split.DEPARTMENT))
        assert groups["DH"].reported_k == total
    assert parts(at(ledger, "gershon_depts", "2007-08", by=Split.DEPARTMENT))["DH"].target_k == 6_500_000
    early = parts(at(ledger, "gershon_depts", "2005-06", "2005-09-30", by=Split.DEPARTMENT))
    assert {key: group.reported_k for key, group in early.items() if group.reported_k} == {
        "DH": 1_700_000,
        "HO": 1_000_000,
    }
    strands = parts(at(ledger, "gershon_depts", "2007-08", by=Split.STRAND))
    assert (strands["productive time"].reported_k, strands["procurement"].reported_k) == (3_101_000, 2_890_000)


def test_councils_cashable_gains(ledger: Store) -> None:
    """£898.7m of £1,237.6m, to the £ thousand."""
    councils = parts(at(ledger, "gershon_depts", "2005-06", by=Split.INITIATIVE))["GERSHON-LG-COUNCILS"]
    assert councils.reported_k == 1_237_600
    assert councils.cash_releasing_share * councils.reported_k == pytest.approx(898_700)


def test_targets_of_departments_are_never_added_up(ledger: Store) -> None:
    found = at(ledger, "gershon_depts", "2007-08", by=Split.DEPARTMENT)
    assert found.figures.target_k is None
    assert "never added up" in found.title
    assert parts(at(ledger, "gershon_depts", "2006-07", by=Split.DEPARTMENT))["DH"].target_k is None


def test_oep_by_strand_and_within_csr07(ledger: Store) -> None:
    """£14,800m by 2013-14; nearly £6,000m of it by 2010-11, within the £35,000m and not beside it."""
    found = at(ledger, "oep", by=Split.STRAND)
    assert (found.figures.target_k, found.figures.forecast_k, found.figures.reported_k) == (14_800_000, 14_800_000, 0)
    assert {group.key: group.target_k for group in found.groups} == {
        "back office": 4_000_000,
        "IT": 3_200_000,
        "collaborative procurement": 6_100_000,
        "property": 1_500_000,
    }
    assert {group.key: group.forecast_k for group in found.groups} == {
        group.key: group.target_k for group in found.groups
    }
    assert at(ledger, "oep", "2010-11").figures.target_k == 6_000_000
    assert at(ledger, "csr07", "2010-11").figures.target_k == 35_000_000


@pytest.mark.parametrize(
    ("as_at", "heading"), [("2009-04-20", None), ("2009-04-21", 6_000_000), ("2010-11-04", 15_000_000)]
)
def test_oep_is_counted_once_in_what_csr07_heads_for(ledger: Store, as_at: str, heading: int | None) -> None:
    """By itself until CSR07's own total contains it; then that total alone."""
    assert at(ledger, "csr07", "2010-11", as_at).figures.forecast_k == heading


def test_spending_review_2025(ledger: Store) -> None:
    """£13,800m a year by 2028-29; what Budget 2025 asked for beyond is apart."""
    found = at(ledger, "sr2025")
    assert (str(found.year), found.figures.target_k, found.figures.reported_k) == ("2028-29", 13_800_000, 0)
    assert found.figures.forecast_k == 13_800_000
    further = {year: at(ledger, "budget2025", year).figures.target_k for year in ("2028-29", "2029-30", "2030-31")}
    assert further == {"2028-29": 2_800_000, "2029-30": 4_000_000, "2030-31": 4_900_000}


def test_programmes_side_by_side(ledger: Store) -> None:
    """What `vfm compare gershon csr07 oep sr2025` sets beside each other."""
    found = compare(ledger, ("gershon", "csr07", "oep", "sr2025"))
    assert [own.programme for own in found] == ["gershon", "csr07", "oep", "sr2025"]
    targets = [own.final_target_k if own.final_target_k is not None else own.figures.target_k for own in found]
    assert targets == [21_500_000, 35_000_000, 14_800_000, 13_800_000]


def test_headcount_and_relocation_beside_the_money(ledger: Store) -> None:
    found = posts(at(ledger, "gershon", "2006-07", "2006-12-31"))
    assert found["ALL", "reduction_gross"] == (60_591, 84_150)
    assert found["ALL", "reallocated"] == (9_703, None)
    assert found["ALL", "relocated"] == (10_574, 20_000)
    assert posts(at(ledger, "gershon", "2006-07", "2006-09-30"))["ALL", "reduction_gross"] == (54_963, 84_150)
    assert posts(at(ledger, "gershon"))["ALL", "relocated"] == (21_500, 24_000)


def test_relocation_by_department(ledger: Store) -> None:
    """20,632 in all by June 2009; a later answer says less of Cabinet Office."""
    june = {key[0]: count for key, (count, _) in posts(at(ledger, "gershon_depts", as_at="2009-06-30")).items()}
    assert sum(june.values()) == 20_632
    assert june["CO"] == 92
    later = posts(at(ledger, "gershon_depts"))
    assert later["CO", "relocated"] == (67, 250)
    assert later["HMRC", "relocated"] == (3_238, 4_250)
    assert later["DTI", "relocated"] == (632, 710)


def test_any_order_of_import_gives_the_same_positions(ledger: Store, tmp_path: Path) -> None:
    """Returns backwards and one by one, as each stands by itself; then the auditors' reports, which define nothing."""
    reports = [path for path in WORKBOOKS if path.name.startswith("nao")]
    with open_store(tmp_path / "other.db", create=True) as other:
        for path in reversed([path for path in WORKBOOKS if path not in reports]):
            import_returns(other, [path], "tester")
        import_returns(other, reports, "tester")
        for programme in PROGRAMMES:
            for day in DATES:
                ours, theirs = (at(store, programme, as_at=day, by=Split.STRAND) for store in (ledger, other))
                assert (ours.figures, ours.groups, ours.years, ours.posts) == (
                    theirs.figures,
                    theirs.groups,
                    theirs.years,
                    theirs.posts,
                ), f"{programme} as at {day}"


def test_the_import_remarks_on_gains_before_the_first_year_and_on_nothing_else(tmp_path: Path) -> None:
    """Three gains of 2004-05; a second import adds nothing."""
    with open_store(tmp_path / "ledger.db", create=True) as store:
        first = import_returns(store, WORKBOOKS, "tester")
        assert [problem.code for own in first for problem in own.findings] == ["LW902"] * 3
        assert sum(own.superseded for own in first) == 2
        again = import_returns(store, WORKBOOKS, "tester")
        assert all(own.already_imported for own in again)
        assert again[-1].head == max((own.head for own in first), key=lambda head: head.entry)
