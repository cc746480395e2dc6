"""What binds where: a cell of the matrix changes its own findings and no others, by date and programme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from spendreview.ledger.checks.ask import checks
from spendreview.store import Store
from tests.ledger.conftest import Fresh
from tests.ledger.filing import Filing
from tests.ledger.journal import ALL, Batch, Row
from tests.ledger.small import given_by, programme

from .cases import EARLIER, inner, netted
from .clean import bound, changed, found, judged, shown, sound

CODES = [f"VFM{number:02}" for number in range(1, 29)]
ON_SUMS = {"VFM20", "VFM26"}
"""They warn, whatever the matrix says."""

WRONG: Row = {
    "baseline": -1,
    "baseline_restated": False,
    "baseline_as_at": "2008-03-31",
    "recurring": False,
    "started": "2008-03-31",
    "saving_type": "avoided_cost",
    "cash_releasing": None,
    "quality_measure": None,
    "output_change": -0.06,
    "contract": "K-c",
    "strand": "procurement",
    "owner": None,
    "indicator": None,
    "delivered_by": "local",
    "bears_cost": "Councils",
}


def all_amiss() -> list[Batch]:
    """A ledger on which every check finds something, and one claim of the Home Office that nothing holds."""
    posts = {"saving_type": "non_cash", "contract": "K-o", "posts_reduced": 101.0, "posts_relocated": 101.0}
    claimed = {"basis": "gross", "price_basis": "real", "stage": "final", "data_maturity": "likely"}
    late = sound("d", strand="estate", saving_type="asset_sale", carried_over=True, baseline=90_000)
    years = [shown("d", 2008, 1_000, months=7), shown("d", 2009, 2_000), shown("d", 2010, 3_000), shown("e", 2009, 100)]
    setup, *returns = changed(
        ("HO", "Initiatives", 0, WRONG),
        ("HO", "Initiatives", 1, posts),
        ("DH", "Initiatives", 0, {"strand": "IT"}),
        ("HO", "Claims", 1, claimed),
        ("HO", "Initiatives", None, late),
        ("HO", "Initiatives", None, sound("e", strand="law", baseline=70_000)),
        *(("HO", "Claims", None, row) for row in years),
        ("HO", "Outturn", 1, {"near_cash": 2_000_000}),
        (ALL, "Targets", 0, {"amount": 900_000}),
        netted("gershon"),
    )
    return [setup, EARLIER, *returns, inner()]


def hard(store: Store) -> Iterator[tuple[str, str, str, bool]]:
    """Every finding, and whether it can keep a claim from counting: it does where its check is an E."""
    matrix = {(own.programme, own.check): own.level.value for own in checks(store).matrix}
    for own in checks(store).findings:
        level = matrix.get((own.programme, own.check), "W")
        yield own.check, own.level.value, own.cell, own.level.value == level and own.check not in ON_SUMS


@pytest.fixture
def amiss(fresh_sqlite: Fresh) -> Iterator[Filing]:
    """The ledger above, every check an E in it."""
    with fresh_sqlite() as store:
        yield Filing(store).file_all([*all_amiss(), *(bound(code, "E") for code in CODES)])


def test_a_cell_of_the_matrix_changes_its_own_findings_alone(amiss: Filing) -> None:
    before = list(hard(amiss.store))
    assert {check for check, *_ in before} == set(CODES)
    assert {check for check, level, _, _ in before if level == "E"} == set(CODES) - ON_SUMS
    for number, code in enumerate(CODES, start=1):
        for month, level in ((5, "W"), (6, "off"), (7, "E")):
            amiss.file(bound(code, level, day=f"2008-{month:02}-{number:02}"))
            wanted = [(c, level if c == code and can else own, cell) for c, own, cell, can in before]
            if level == "off":
                wanted = [one for one in wanted if one[0] != code]
            assert sorted(found(amiss.store)) == sorted(wanted), (code, level)


def test_a_level_holds_from_its_day_on(fresh_sqlite: Fresh) -> None:
    with fresh_sqlite() as store:
        Filing(store).file_all(
            [*changed(("HO", "Initiatives", 0, {"owner": None})), bound("VFM25", "W", day="2010-09-30")]
        )
        assert [level for _, level, _ in found(store, "2010-09-29")] == ["E"]
        assert [level for _, level, _ in found(store, "2010-09-30")] == ["W"]
        assert judged(store, 2009, as_at="2010-09-29").figures.other_improvement_k == 9_500
        assert judged(store, 2009, as_at="2010-09-30").figures.other_improvement_k == 0
        assert checks(store, as_at=dt.date(2010, 9, 30)).matrix != checks(store, as_at=dt.date(2010, 9, 29)).matrix


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ((), "E"),
        ((("csr07", "W"),), "W"),
        ((("csr07", "W"), ("oep", "E")), "E"),
        ((("csr07", "E"), ("oep", "W")), "W"),
        ((("csr07", "E"), ("oep", "off")), None),
    ],
    ids=["shipped", "of the outer one", "of its own before", "its own warns", "its own is off"],
)
def test_a_programme_within_is_as_the_one_around_it(
    fresh_sqlite: Fresh, said: tuple[tuple[str, str], ...], level: str | None
) -> None:
    rows = [bound("VFM25", own, code, "2010-06-30") for code, own in said]
    with fresh_sqlite() as store:
        Filing(store).file_all([*changed(), inner(owner=None), *rows])
        assert [own for _, own, _ in found(store)] == ([level] if level else [])


def test_gains_of_gershon_may_be_gross_and_free_no_cash(fresh_sqlite: Fresh) -> None:
    """They count there, and not in CSR07: as shipped, from the day that each programme was set up."""
    old = programme("gershon", baseline_year=2003, first_year=2004, final_year=2010, min_years=2)
    own = sound("g", programme="gershon", baseline_year=2003, baseline=70_000, cash_releasing=False)
    gains = [shown("g", 2009, 900, basis="gross")]
    csr = [sound("n", strand="law", cash_releasing=False)]
    new = [shown("n", 2009, 700, basis="gross")]
    with fresh_sqlite() as store:
        before = given_by(ALL, "gershon", "2008-04-01", Programmes=[old])
        both = given_by("HO", "R2", "2010-06-30", Initiatives=[own, *csr], Claims=[*gains, *new])
        Filing(store).file_all([*changed(), before, both])
        assert [(check, level) for check, level, _ in found(store)] == [("VFM04", "E"), ("VFM08", "E"), ("VFM04", "W")]
        assert judged(store, 2009, "gershon").figures.counting_k == 900
        assert judged(store, 2009).figures.other_improvement_k == 700
