"""Published cases: what was claimed, what auditors or the programme's own rules said of it, and what counts.

Totals are published (published/csr07_vfm.csv, nao_vfm_quality.csv, oep_pvp.csv). How the £58m that was graded red
parts among the findings is not: the parts are ours, and add up to it.
"""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from spendreview.ledger.checks.ask import checks
from spendreview.ledger.checks.judged import binding
from spendreview.ledger.records import Split
from tests.ledger.conftest import Fresh
from tests.ledger.filing import Filing
from tests.ledger.holding import asked
from tests.ledger.journal import ALL, Batch, Row
from tests.ledger.small import given_by, programme

from .clean import judged, shown, sound

DAY = "2009-12-31"


def whole(code: str, year: int, gross: int, **changes: Any) -> Row:
    """A claim of a full year."""
    return shown(code, year, gross, **changes)


def big(code: str, department: str = "HO", **changes: Any) -> Row:
    """An initiative with a baseline of £90bn, so that no claim is too much for it."""
    return sound(code, department=department, baseline=90_000_000, started="2008-04-01") | changes


# ---- Home Office 2008-09: £544m is £404m new and £140m carried over; £58m of it was found wanting

RED = {
    "VFM05": ("red-once", {"recurring": False}, 20_000),
    "VFM06": ("red-old", {"started": "2006-10-01"}, 18_000),
    "VFM07": ("red-resisted", {"saving_type": "avoided_cost"}, 12_000),
    "VFM08": ("red-time", {"cash_releasing": False}, 8_000),
}
"""The kinds of fault that the review of the Home Office found, with our parts of £58m."""


def home_office() -> list[Batch]:
    rows = [big(code, baseline_year=2007, **changes) for code, changes, _ in RED.values()]
    carried = big("carried", started="2006-04-01", carried_over=True)
    claims = [whole(code, 2008, gross) for code, _, gross in RED.values()]
    claims += [whole("new", 2008, 404_000 - 58_000), whole("carried", 2008, 140_000)]
    setup = given_by(ALL, "set-up", "2008-04-01", Programmes=[programme()])
    return [setup, given_by("HO", "2008-09", DAY, Initiatives=[*rows, big("new"), carried], Claims=claims)]


def test_the_home_office(fresh: Fresh) -> None:
    with fresh() as store:
        Filing(store).file_all(home_office())
        found = judged(store, 2008, as_at=DAY)
        assert (found.figures.reported_k, found.figures.counting_k) == (544_000, 544_000 - 58_000)
        assert found.figures.other_improvement_k == 58_000
        assert {own.check: own.amount_k for own in found.taken} == {check: gross for check, (*_, gross) in RED.items()}
        assert all(own.alone_k == own.amount_k for own in found.taken)
        parts = {own.key: own for own in asked(store, "csr07", 2008, DAY, "initiative", None, binding).groups}
        assert parts["carried"].counting_k == 140_000
        assert sum(own.reported_k for key, own in parts.items() if key != "carried") == 404_000


@pytest.mark.parametrize(
    ("department", "scope", "shares"),
    [("HO", 338_000, (59, 24, 17)), ("DfT", 892_000, (43, 22, 35)), ("HMRC", 288_000, (42, 45, 13))],
)
def test_audited_shares(fresh_sqlite: Fresh, department: str, scope: int, shares: tuple[int, int, int]) -> None:
    """What was examined stands beside what counts, and takes nothing from it."""
    green, amber = (scope * share // 100 for share in shares[:2])
    audit = {"report": "NAO", "programme": "csr07", "department": department, "initiative": None, "auditor": "NAO"}
    row = audit | {"scope": scope, "green": green, "amber": amber, "red": scope - green - amber, "date": DAY}
    made = given_by(
        department,
        "2008-09",
        DAY,
        Initiatives=[big("new", department)],
        Claims=[whole("new", 2008, scope)],
    )
    with fresh_sqlite() as store:
        setup = given_by(ALL, "set-up", "2008-04-01", Programmes=[programme()])
        Filing(store).file_all([setup, made, {"name": "NAO", "kind": "audit", "rows": {"Audits": [row]}}])
        own = judged(store, 2008, as_at=DAY).figures
    assert (own.counting_k, own.evidenced_low_k, own.audited_share) == (scope, green, 1)
    assert own.evidenced_high_k == green + amber
    assert [round(100 * part / scope) for part in (green, amber, scope - green - amber)] == list(shares)


# ---- OEP: nearly £6bn of it lies within CSR07's £35bn; £1.6bn of IT procurement lies within IT

STRANDS = {"back office": 1_600_000, "IT": 1_400_000, "collaborative procurement": 2_400_000, "property": 600_000}
"""Our parts of the £6bn."""


def oep(*returns: Batch) -> list[Batch]:
    inner = programme("oep", first_year=2008, final_year=2010, within="csr07")
    return [given_by(ALL, "set-up", "2008-04-01", Programmes=[programme(), inner]), *returns]


def strands_and_departments() -> list[Batch]:
    """The Treasury's OEP return by strand, and departments' own returns, in which the same savings are."""
    ours = [big(f"oep-{name}", ALL, programme="oep", strand=name, contract=f"K {name}") for name in STRANDS]
    theirs = [big(f"dept-{name}", "HO", strand="departments", contract=f"K {name}") for name in STRANDS]
    return oep(
        given_by(
            ALL,
            "strands",
            DAY,
            Initiatives=ours,
            Claims=[whole(f"oep-{name}", 2009, gross) for name, gross in STRANDS.items()],
        ),
        given_by(
            "HO",
            "own",
            "2010-03-31",
            Initiatives=[*theirs, big("rest", "HO", strand="departments", contract="rest")],
            Claims=[
                *(whole(f"dept-{name}", 2009, gross) for name, gross in STRANDS.items()),
                whole("rest", 2009, 29_000_000),
            ],
        ),
    )


def test_what_oep_saves_within_csr07_counts_once(fresh: Fresh) -> None:
    setup, *returns = strands_and_departments()
    for order in itertools.permutations(returns):
        with fresh() as store:
            Filing(store).file_all([setup, *order])
            outer = judged(store, 2009, as_at="2010-03-31")
            inner = judged(store, 2009, "oep", "2010-03-31")
            found = checks(store, level=None).findings
            told = {(own.initiative, own.other) for own in found if own.check == "VFM12"}
        assert sum(STRANDS.values()) == 6_000_000
        assert (outer.figures.reported_k, outer.figures.counting_k) == (41_000_000, 35_000_000)
        assert [(own.check, own.amount_k) for own in outer.taken] == [("VFM12", 6_000_000)]
        assert inner.figures.counting_k == 6_000_000
        assert told == {(f"dept-{name}", f"oep-{name}") for name in STRANDS}


def test_it_procurement_counts_in_the_strand_for_it(fresh: Fresh) -> None:
    """£14.8bn by strand, with £1.6bn of IT procurement a second time: whoever hands it in first."""
    amounts = {"back office": 4_000_000, "IT": 1_600_000, "collaborative procurement": 6_100_000, "property": 1_500_000}
    rows = [big(name, ALL, programme="oep", strand=name, contract=name) for name in amounts]
    claims = [whole(name, 2009, gross) for name, gross in amounts.items()]
    bought = [
        big(f"bought by {name}", ALL, programme="oep", strand=name, contract="IT procurement")
        for name in ("IT", "collaborative procurement")
    ]
    once, twice = (
        given_by(ALL, row["strand"], day, Initiatives=[row], Claims=[whole(row["initiative"], 2009, 1_600_000)])
        for row, day in zip(bought, ("2009-12-31", "2009-06-30"), strict=True)
    )
    with fresh() as store:
        strands = given_by(ALL, "strands", DAY, Initiatives=rows, Claims=claims)
        Filing(store).file_all(oep(strands, once, twice))
        found = asked(store, "oep", 2009, DAY, Split.STRAND.value, None, binding)
        told = [own for own in checks(store).findings if own.level.value == "E"]
    assert (found.figures.reported_k, found.figures.counting_k) == (16_400_000, 14_800_000)
    parts = {own.key: (own.counting_k, own.other_improvement_k) for own in found.groups}
    assert parts["IT"] == (3_200_000, 0)
    assert parts["collaborative procurement"] == (6_100_000, 1_600_000)
    assert [(own.check, own.initiative) for own in told] == [("VFM13", "bought by collaborative procurement")]


# ---- Gershon's gains could be gross of cost and need not all release cash; CSR07's could not


@pytest.mark.parametrize(("code", "counts"), [("gershon", True), ("csr07", False)])
def test_gross_gains_count_under_gershon_alone(fresh: Fresh, code: str, counts: bool) -> None:
    own = programme(code, baseline_year=2003, first_year=2005, final_year=2009)
    rows = [big(name, programme=code, strand=name, baseline_year=2003, started="2005-04-01") for name in ("g", "n")]
    claims = [whole("g", 2007, 1_000_000, basis="gross"), whole("n", 2007, 600_000, cash_share="0")]
    made = given_by("HO", "gains", "2008-03-31", Initiatives=rows, Claims=claims)
    with fresh() as store:
        Filing(store).file_all([given_by(ALL, "set-up", "2005-04-01", Programmes=[own]), made])
        figures = judged(store, 2007, code, "2008-03-31").figures
        found = {(own.check, own.level.value) for own in checks(store).findings if own.check != "VFM26"}
    assert (figures.counting_k, figures.other_improvement_k) == ((1_600_000, 0) if counts else (0, 1_600_000))
    assert found == ({("VFM04", "W")} if counts else {("VFM04", "E"), ("VFM08", "E")})
