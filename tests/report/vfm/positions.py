"""Positions made by hand, for the tests of what is written of them."""

import datetime as dt
from dataclasses import replace

from spendreview.ledger.records import Figures, Position, PostLine, Rating, Split, Taken, YearLine
from spendreview.store import Head
from spendreview.terms import Year

HEAD = Head(1042, "9f2c41b7" * 8)
NOTE = "Claims of aggregates cannot be tested: there are no initiatives behind them."


def figures(key, **given):
    """A line; reported is what its parts add up to, and delivery follows from the target."""
    counting, other, untested = (given.get(part) for part in ("counting_k", "other_improvement_k", "not_testable_k"))
    reported = sum(part or 0 for part in (counting, other, untested))
    target = given.get("target_k")
    delivered = counting / target if target and counting is not None else None
    line = Figures(key=key, **{"basis": "net", "reported_k": reported, "delivered": delivered, **given})
    share = line.reported_k / target if target else None
    return replace(line, delivered_reported=share, status=rating(delivered))


def rating(delivered):
    """The borders, stated again."""
    if delivered is None:
        return None
    if delivered >= 1:
        return Rating.GREEN
    return Rating.AMBER_GREEN if delivered >= 0.9 else Rating.AMBER_RED if delivered >= 0.75 else Rating.RED


def position(own, **given):
    """A position of these figures."""
    return Position(**{
        "programme": own.key, "title": own.key, "year": Year(2010), "final_year": Year(2010),
        "as_at": dt.date(2011, 3, 31), "known_at": None, "by": None, "figures": own, "final_target_k": None,
        "groups": (), "years": (), "posts": (), "notes": (), "chain_head": HEAD,
    } | given)  # fmt: skip


def post(department, measure, posts, target=None, source="HC 48", as_at=dt.date(2007, 12, 31)):
    """One count of posts."""
    return PostLine(department=department, measure=measure, as_at=as_at, posts=posts, target=target, source=source)


def gershon():
    """The programme of the 2004 review as it ended: published totals, and an audit of half."""
    own = figures(
        "gershon",
        target_k=21_500_000,
        not_testable_k=26_500_000,
        basis="unknown",
        evidenced_low_k=3_500_000,
        evidenced_high_k=10_200_000,
        evidenced_half_k=6_850_000,
        audited_k=13_300_000,
        audited_share=13_300 / 26_500,
        cash_releasing_share=0.6,
        forecast_k=26_500_000,
    )
    years = (
        YearLine(year=Year(2005), target_k=None, reported_k=6_400_000, counting_k=None, not_testable_k=6_400_000),
        YearLine(year=Year(2006), target_k=None, reported_k=15_500_000, counting_k=None, not_testable_k=15_500_000),
        YearLine(year=Year(2007), target_k=21_500_000, reported_k=26_500_000, counting_k=None,
                 not_testable_k=26_500_000),
    )  # fmt: skip
    posts = (
        post("ALL", "reduction_gross", 60_591.0, 84_150.0, "SR2004 and the 2007 PBR"),
        post("ALL", "reallocated", 9_703.0, 13_550.0),
        post("ALL", "relocated", 10_574.0, 20_000.0, "Lyons review"),
    )
    return position(
        own, title="Gershon efficiency programme (SR2004)", year=Year(2007), final_year=Year(2007),
        as_at=dt.date(2008, 3, 31), years=years, posts=posts, notes=(NOTE,),
    )  # fmt: skip


DEPARTMENTS = ("DWP", "HMRC", "HO", "MoJ", "MOD", "DCSF", "DH", "DfT", "Defra", "CLG", "FCO", "CO")


TAKEN = (
    Taken(check="VFM01", claims=41, amount_k=640_012, alone_k=200_005),
    Taken(check="VFM09", claims=12, amount_k=440_011, alone_k=0),
)


def csr07():
    """Twelve departments with initiatives, some of which do not count; one reports less than nothing."""
    groups = tuple(
        figures(
            code,
            target_k=700_000 + 91_300 * number if number % 5 else None,
            counting_k=-12_345 if code == "FCO" else 650_123 + 77_777 * number,
            other_improvement_k=40_001 * (number % 4),
            basis=("net", "net", "gross", "mixed")[number % 4],
            evidenced_low_k=120_000 + 1_000 * number if number % 3 == 0 else None,
            evidenced_high_k=310_000 + 1_000 * number if number % 3 == 0 else None,
            evidenced_half_k=215_000 + 1_000 * number if number % 3 == 0 else None,
            audited_k=330_000 + 1_500 * number if number % 3 == 0 else None,
            audited_share=0.5 if number % 3 == 0 else None,
            cash_releasing_share=None if number == 4 else 0.9 - 0.05 * number,
            one_off_to_date_k=12_500 * number,
            forecast_k=800_000 + 60_000 * number,
            within_k=5_000 * number,
        )
        for number, code in enumerate(DEPARTMENTS)
    )
    own = whole(
        "csr07", groups, target_k=11_300_000, evidenced_low_k=1_064_000, evidenced_high_k=2_296_000,
        evidenced_half_k=1_680_000, audited_k=2_800_000, audited_share=2_800_000 / 11_000_000,
        cash_releasing_share=0.82,
    )  # fmt: skip
    years = tuple(
        YearLine(year=Year(2008 + n), target_k=11_300_000 * (n + 1) // 3, reported_k=own.reported_k * (n + 1) // 3,
                 counting_k=own.counting_k * (n + 1) // 3)
        for n in range(3)
    )  # fmt: skip
    posts = tuple(
        post(code, measure, 100.0 * number + add, 120.0 * number if number else None)
        for number, code in enumerate(DEPARTMENTS)
        for measure, add in (("reduction_gross", 900), ("reallocated", 35), ("relocated", 60))
        if number != 3 or measure != "reallocated"
    )
    return position(
        own, title="CSR07 value for money programme", by=Split.DEPARTMENT, groups=groups, years=years, posts=posts,
        known_at="2011-06-30T12:00:00Z", taken=TAKEN,
        notes=("Departments' targets overlap, and are not added up.", NOTE),
    )  # fmt: skip


def whole(key, groups, **given):
    """What groups add up to."""
    tested = [line.counting_k for line in groups if line.counting_k is not None]
    sums = {
        name: sum(getattr(line, name) for line in groups)
        for name in ("other_improvement_k", "not_testable_k", "one_off_to_date_k", "forecast_k", "within_k")
    }
    return figures(key, counting_k=sum(tested) if tested else None, **{"basis": "mixed"} | sums | given)


def long_one():
    """Two hundred initiatives; every tenth a published total."""
    groups = tuple(
        figures(
            f"HO-PROC-{number:03d}" + (" Shared services and estates rationalisation" if number % 40 == 7 else ""),
            counting_k=None if number % 10 == 0 else 1_000 * number - 3_500,
            not_testable_k=25_000 if number % 10 == 0 else 0,
            other_improvement_k=1_234 if number % 7 == 0 else 0,
            one_off_to_date_k=10 * number,
            forecast_k=1_100 * number,
        )
        for number in range(200)
    )
    return position(whole("ho", groups, target_k=20_000_000), title="Home Office initiatives", by=Split.INITIATIVE,
                    groups=groups, final_target_k=21_000_000, final_year=Year(2011))  # fmt: skip


def nothing():
    """A programme of which nothing is known."""
    own = Figures(key="sr2025")
    years = tuple(YearLine(year=Year(2026 + n), target_k=None, reported_k=None, counting_k=None) for n in range(3))
    return position(own, title="SR2025 efficiency plans", year=Year(2028), final_year=Year(2028), years=years,
                    notes=(NOTE,))  # fmt: skip


def below_nil():
    """A spend-to-save year: everything nets below zero, and the evidenced range crosses it."""
    own = figures(
        "oep", target_k=-3_000, counting_k=-12_500, other_improvement_k=-250, not_testable_k=1_000,
        evidenced_low_k=-5_000, evidenced_high_k=2_500, evidenced_half_k=-1_250, audited_k=4_700, audited_share=0.4,
        cash_releasing_share=-0.25, one_off_to_date_k=40_000, forecast_k=-1_000,
    )  # fmt: skip
    years = (
        YearLine(year=Year(2009), target_k=None, reported_k=-5_000, counting_k=-4_000),
        YearLine(year=Year(2010), target_k=-3_000, reported_k=-11_750, counting_k=-12_500, not_testable_k=1_000),
    )  # fmt: skip
    return position(own, title="Operational Efficiency Programme", years=years)


ALL = {make.__name__: make for make in (gershon, csr07, long_one, nothing, below_nil)}
