"""Every way in which a check finds something, planted alone in the clean ledger; and what lies just inside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.ledger.journal import ALL, Batch, Row
from tests.ledger.small import claim, given_by, initiative, programme

from .clean import DAY, Change, shown, sound

A, B = 0, 1
"""Rows of the Home Office's initiatives a and b."""
A08, A09, B08, B09 = 0, 1, 3, 4
"""Rows of its claims, without forecasts."""


@dataclass(frozen=True)
class Case:
    """One thing planted.

    wheres   the cells at which the check finds it: ``Claims gross 1``; none: it lies just inside
    held     rows of the Home Office's claims that do not count for it; of other, department -> rows
    """

    name: str
    check: str
    level: str
    wheres: tuple[str, ...]
    changes: tuple[Change, ...]
    held: tuple[int, ...] = ()
    before: tuple[Batch, ...] = ()
    after: tuple[Batch, ...] = ()


def of_a(name: str, check: str, level: str, column: str, **values: Any) -> Case:
    """Initiative a said otherwise: found at one of its cells, and all its claims held."""
    held = (A08, A09) if level == "E" else ()
    return Case(name, check, level, (f"Initiatives {column} 0",), (("HO", "Initiatives", A, values),), held)


def of_2009(name: str, check: str, level: str, column: str, **values: Any) -> Case:
    """The claim on a of 2009-10 said otherwise: found at one of its cells, and it alone held."""
    held = (A09,) if level == "E" else ()
    return Case(name, check, level, (f"Claims {column} 1",), (("HO", "Claims", A09, values),), held)


def inside(name: str, check: str, *changes: Change, **more: Any) -> Case:
    """What the check says nothing of."""
    return Case(name, check, "", (), changes, **more)


def a(**values: Any) -> Change:
    return ("HO", "Initiatives", A, values)


def c09(**values: Any) -> Change:
    return ("HO", "Claims", A09, values)


def contract(index: int, code: str) -> Change:
    return ("HO", "Initiatives", index, {"contract": code})


def ruled(code: str, ruling: str = "held_back") -> Batch:
    """A ruling of the Treasury's."""
    return given_by(
        ALL,
        "rulings",
        DAY,
        Resolutions=[{"initiative": code, "ruling": ruling, "why": "Looked at", "first_claim": None}],
    )


def since(code: str) -> Batch:
    """When an initiative was claimed on first, before there was a ledger."""
    told = {"initiative": code, "ruling": "open", "why": "As reported at the time", "first_claim": "2008-06-30"}
    return given_by(ALL, "since", DAY, Resolutions=[told])


ONCE_OUT: Change = (ALL, "Programmes", 0, {"one_off_cost": "exclude"})
SISTER = {"strand": "fleet", "baseline": 100_000}
BOTH = ("Claims cash_share 0", "Claims cash_share 1")
EARLIER = given_by(
    ALL,
    "gershon",
    "2008-04-01",
    Programmes=[programme("gershon", first_year=2005, baseline_year=2004, final_year=2007, min_years=2)],
    Initiatives=[initiative("g", programme="gershon", contract="K-g")],
)
"""The programme before, with an initiative and no claims."""
WAS_DH = given_by("DH", "R0", "2009-06-30", Initiatives=[sound("a", department="DH")])
AUDIT: Batch = {
    "name": "NAO",
    "kind": "audit",
    "rows": {
        "Audits": [
            {"report": "NAO", "programme": "csr07", "department": "HO", "initiative": "a", "scope": 3, "green": 1}
            | {"amber": 1, "red": 1, "auditor": "NAO", "date": DAY}
        ]
    },
}


CUT: Row = {"department": "HO", "control": "CDEL", "year": 2009, "amount": 900}


def netted(code: str) -> Change:
    return ("HO", "Prenetted", None, CUT | {"programme": code})


def third(gross: int) -> Change:
    """The claim of 2010-11."""
    return ("HO", "Claims", None, shown("a", 2010, gross))


def inner(code: str = "o", **changes: Any) -> Batch:
    """A programme within csr07, with a sound initiative of the Health department in it and its claim of 2009-10."""
    row: Row = sound(code, programme="oep", department="DH", strand="logistics", baseline=70_000) | changes
    claims = [shown(code, 2009, 2_000)]
    return given_by(
        ALL,
        "oep",
        "2010-06-29",
        Programmes=[programme("oep", within="csr07", min_years=2)],
        Initiatives=[row],
        Claims=claims,
    )


def total(**values: Any) -> Batch:
    """A published total of another programme, of which nothing else is said, in two years."""
    own = initiative("t", programme="pvp", department="DH", level="aggregate", cash_releasing=None)
    claims = [claim("t", 2008, 700), claim("t", 2009, 800), claim("t", 2010, 900) | values]
    return given_by(
        ALL, "pvp", "2010-06-29", Programmes=[programme("pvp", min_years=2)], Initiatives=[own], Claims=claims
    )


POSTS = ("HO", "Initiatives", B)
IT, BUYS = {"strand": "IT"}, {"strand": "procurement"}

CASES: tuple[Case, ...] = (
    of_a("no baseline", "VFM01", "E", "baseline", baseline=None),
    of_a("a baseline of nil", "VFM01", "E", "baseline", baseline=0, addressable=60_000),
    of_a("a baseline below nil", "VFM01", "E", "baseline", baseline=-1, addressable=60_000),
    inside("a baseline of a thousand pounds", "VFM01", a(baseline=1, addressable=60_000)),
    of_a("a baseline of no year", "VFM02", "E", "baseline_year", baseline_year=None),
    of_a("a baseline of the year before", "VFM02", "E", "baseline_year", baseline_year=2006),
    of_a("a baseline not restated", "VFM02", "E", "baseline_restated", baseline_restated=False),
    Case("moved, and nothing said of it", "VFM02", "E", ("Initiatives baseline_restated 0",), (), (A08, A09), (WAS_DH,)),
    inside("moved, and restated", "VFM02", a(baseline_restated=True), before=(WAS_DH,)),
    of_a("a baseline as of the last day of its year", "VFM03", "W", "baseline_as_at", baseline_as_at="2008-03-31"),
    inside("a baseline as of the day after", "VFM03", a(baseline_as_at="2008-04-01")),
    inside("a baseline as of no day", "VFM03", a(baseline_as_at=None)),
    of_2009("gross", "VFM04", "E", "basis", basis="gross"),
    of_2009("of a basis that nobody knows", "VFM04", "E", "basis", basis="unknown"),
    of_a("saved once", "VFM05", "E", "recurring", recurring=False),
    Case("nothing the year after", "VFM05", "E", ("Initiatives recurring 0",), (c09(gross=0, ongoing_cost=0),), (A08, A09)),
    Case("less than nothing", "VFM05", "E", ("Initiatives recurring 0",), (c09(gross=-9, ongoing_cost=0),), (A08, A09)),
    inside("nothing after the years that it has to last", "VFM05", (ALL, "Programmes", 0, {"min_years": 1}), third(0), ("HO", "Claims", 5, {"gross": 30_000})),
    inside("saved once, where it need not last", "VFM05", (ALL, "Programmes", 0, {"min_years": 0}), a(recurring=False)),
    inside("nobody says whether it lasts", "VFM05", a(recurring=None)),
    of_a("begun on the last day before", "VFM06", "E", "started", started="2008-03-31", carried_over=False),
    of_a("begun before, and nothing said of it", "VFM06", "E", "started", started="2008-03-31", carried_over=None),
    inside("begun before, and carried over", "VFM06", a(started="2008-03-31", carried_over=True)),
    inside("begun on the first day", "VFM06", a(started="2008-04-01")),
    of_a("avoided, and no budget", "VFM07", "E", "addressable", saving_type="avoided_cost"),
    inside("avoided, with a budget", "VFM07", a(saving_type="avoided_cost", addressable=90_000)),
    of_2009("half of it is cash", "VFM08", "E", "cash_share", cash_share="0.5"),
    Case("it frees none", "VFM08", "E", BOTH, (a(cash_releasing=False),), (A08, A09)),
    Case("nobody says that it frees any", "VFM08", "E", BOTH, (a(cash_releasing=None),), (A08, A09)),
    inside("a share of all goes before", "VFM08", a(cash_releasing=False), *(("HO", "Claims", n, {"cash_share": "1"}) for n in (A08, A09))),
    of_a("no measure", "VFM09", "E", "quality_measure", quality_measure=None),
    of_a("no level before", "VFM09", "E", "quality_latest", quality_baseline=None),
    of_a("no level now", "VFM09", "E", "quality_latest", quality_latest=None),
    of_a("worse, where up is better", "VFM09", "E", "quality_latest", quality_latest=9.9),
    of_a("worse, where down is better", "VFM09", "E", "quality_latest", quality_latest=10.1, quality_direction="down"),
    of_a("worse beyond the tolerance", "VFM09", "E", "quality_latest", quality_latest=8.9, quality_tolerance=1.0),
    of_a("changed, and nobody says which way is better", "VFM09", "E", "quality_latest", quality_latest=10.1, quality_direction=None),
    inside("worse by the tolerance", "VFM09", a(quality_baseline=0.3, quality_latest=0.1, quality_tolerance=0.2)),
    inside("better", "VFM09", a(quality_latest=10.1)),
    inside("changed within the tolerance", "VFM09", a(quality_latest=10.1, quality_direction=None, quality_tolerance=0.2)),
    of_a("output fell as input did", "VFM10", "E", "output_change", output_change=-0.05),
    of_a("output fell by more", "VFM10", "E", "output_change", output_change=-0.06),
    inside("output fell by less", "VFM10", a(output_change=-0.04)),
    inside("output kept, whatever the input", "VFM10", a(input_change=0.5)),
    inside("nobody says what became of input", "VFM10", a(output_change=-0.5, input_change=None)),
    Case("a contract of another department", "VFM11", "E", ("Claims gross 0", "Claims gross 1"), (contract(A, "K-c"),), (A08, A09), (), (since("c"),)),
    inside("a contract on which nothing is claimed in the year", "VFM11", contract(A, "K-n"), after=(given_by("DH", "n", DAY, Initiatives=[sound("n", department="DH", baseline=60_001)], Claims=[shown("n", 2010, 60)]),)),
    Case("as many posts moved as done away with", "VFM11", "E", ("Initiatives posts_reduced 1",), ((*POSTS, {"posts_relocated": 40.0}),), (B08, B09)),
    Case("some posts moved", "VFM11", "W", ("Initiatives posts_reduced 1",), ((*POSTS, {"posts_relocated": 30.0}),)),
    inside("posts moved and none done away with", "VFM11", (*POSTS, {"posts_relocated": 30.0, "posts_reduced": None})),
    Case("a sister", "VFM11", "W", ("Initiatives baseline 1",), ((*POSTS, SISTER),)),
    Case("a sister held back", "VFM11", "E", ("Initiatives initiative 1",), ((*POSTS, SISTER),), (B08, B09), (), (ruled("b"),)),
    Case("a sister held back, though it came first", "VFM11", "E", ("Initiatives initiative 0",), ((*POSTS, SISTER),), (A08, A09), (), (ruled("a"),)),
    inside("a sister that counts", "VFM11", (*POSTS, SISTER), after=(ruled("b", "counts"),)),
    Case("some posts moved, and held back", "VFM11", "E", ("Initiatives initiative 1",), ((*POSTS, {"posts_relocated": 30.0}),), (B08, B09), (), (ruled("b"),)),
    inside("the same baseline in another strand", "VFM11", (*POSTS, {"baseline": 100_000})),
    Case("a contract of the programme within", "VFM12", "E", ("Claims gross 1",), (contract(A, "K-o"),), (A09,), (), (inner(),)),
    Case("procurement beside IT, though it came first", "VFM13", "E", ("Claims gross 0", "Claims gross 1"), (a(**BUYS, contract="K-b"), (*POSTS, IT)), (A08, A09)),
    inside("procurement and IT, each with a contract of its own", "VFM13", a(**BUYS), (*POSTS, IT)),
    of_a("a sale", "VFM14", "E", "saving_type", saving_type="asset_sale"),
    of_a("capital", "VFM14", "E", "saving_type", saving_type="capital"),
    Case("what the years before come to", "VFM15", "W", ("Claims gross 6",), (third(15_000),)),
    inside("a thousand pounds more than those", "VFM15", third(15_001)),
    inside("what the one year before came to", "VFM15", c09(gross=5_000)),
    Case("a month too many", "VFM16", "W", ("Claims months 0",), (("HO", "Claims", A08, {"months": 7}),)),
    inside("to the end of the year", "VFM16", a(started="2008-10-31")),
    of_2009("other prices", "VFM17", "E", "price_basis", price_basis="real"),
    inside("the programme's prices", "VFM17", c09(price_basis="cash")),
    of_a("a transfer", "VFM18", "E", "saving_type", saving_type="transfer"),
    Case("a cost that another bears", "VFM18", "E", ("Claims ongoing_cost 0",), (a(bears_cost="Councils"),), (A08,)),
    Case("a cost that leaves nothing", "VFM18", "E", ("Claims ongoing_cost 1",), (a(bears_cost="Councils"), ("HO", "Claims", A08, {"ongoing_cost": 1}), c09(ongoing_cost=10_000)), (A09,)),
    Case("a cost of once where those are left out", "VFM18", "E", ("Claims ongoing_cost 0",), (a(bears_cost="Councils"), ONCE_OUT, ("HO", "Claims", A08, {"one_off_cost": 1})), (A08,)),
    inside("a cost of once where those are taken off", "VFM18", a(bears_cost="Councils"), ("HO", "Claims", A08, {"one_off_cost": 1})),
    inside("a cost that leaves something", "VFM18", a(bears_cost="Councils"), ("HO", "Claims", A08, {"ongoing_cost": 1}), c09(ongoing_cost=9_999)),
    Case("no cash that is said to be cash", "VFM19", "E", BOTH, (a(saving_type="non_cash"),), (A08, A09)),
    Case("more claimed than is missing", "VFM20", "W", ("Budgets near_cash 1",), (("HO", "Outturn", 1, {"near_cash": 985_501}),)),
    inside("as much claimed as is missing", "VFM20", ("HO", "Outturn", 1, {"near_cash": 985_500})),
    of_2009("more than was spent", "VFM21", "E", "gross", gross=100_001),
    of_2009("all that was spent", "VFM21", "W", "gross", gross=100_000),
    of_2009("a little more than a quarter", "VFM21", "W", "gross", gross=25_001),
    inside("a quarter", "VFM21", c09(gross=25_000)),
    Case("more than can be influenced", "VFM21", "E", ("Claims gross 1",), (a(addressable=20_000), c09(gross=20_001)), (A09,)),
    of_a("made locally", "VFM22", "W", "validated_by", delivered_by="local"),
    of_a("made at arm's length", "VFM22", "W", "validated_by", delivered_by="arms_length"),
    inside("validated", "VFM22", a(delivered_by="local", validated_by="Audit Commission")),
    of_2009("final too soon", "VFM23", "E", "stage", stage="final", data_maturity="likely"),
    inside("final, with data that may change", "VFM23", c09(stage="final")),
    inside("interim, with data that will", "VFM23", c09(data_maturity="likely")),
    Case("fewer posts than counted", "VFM24", "W", ("Initiatives posts_reduced 1",), (("HO", "Posts", 0, {"posts": 39.0}),)),
    Case("posts of another programme", "VFM24", "W", ("Initiatives posts_reduced 1",), (("HO", "Posts", 0, {"programme": "gershon"}),), (), (EARLIER,)),
    inside("as many posts", "VFM24", ("HO", "Posts", 0, {"posts": 40.0})),
    of_a("no owner", "VFM25", "E", "owner", owner=None),
    of_2009("not signed off", "VFM25", "E", "signed_off_by", signed_off_by=None),
    of_2009("no evidence", "VFM25", "E", "evidence", evidence=None),
    inside("no evidence, and an auditor's finding", "VFM25", c09(evidence=None), after=(AUDIT,)),
    Case("the whole without a fifth more", "VFM26", "W", ("Targets amount 0",), ((ALL, "Targets", 0, {"amount": 33_334}),)),
    inside("the whole with a fifth more", "VFM26", (ALL, "Targets", 0, {"amount": 33_333})),
    Case("a department without a fifth more", "VFM26", "W", ("Targets amount 0",), (("HO", "Targets", 0, {"amount": 26_667}),)),
    inside("a department with a fifth more", "VFM26", ("HO", "Targets", 0, {"amount": 26_666})),
    Case("carried over, and taken out", "VFM27", "E", ("Claims gross 1",), (a(carried_over=True), netted("gershon")), (A09,), (EARLIER,)),
    Case("claimed before, and taken out", "VFM27", "E", ("Claims gross 1",), (contract(A, "K-g"), netted("gershon")), (A09,), (EARLIER,)),
    inside("taken out of AME", "VFM27", a(carried_over=True), ("HO", "Prenetted", None, CUT | {"control": "AME", "programme": "gershon"}), before=(EARLIER,)),
    inside("taken out, and new", "VFM27", netted("gershon"), before=(EARLIER,)),
    inside("taken out for itself", "VFM27", a(carried_over=True)),
    of_a("no indicator", "VFM28", "W", "indicator", indicator=None),
    Case("a total of the years before", "VFM15", "W", ("Claims gross 2",), (), (), (), (total(gross=1_500),)),
    Case("a total in other prices", "VFM17", "E", ("Claims price_basis 2",), (), (), (), (total(price_basis="real"),)),
    inside("a total of which nothing is said", "VFM01", after=(total(),)),
)  # fmt: skip
