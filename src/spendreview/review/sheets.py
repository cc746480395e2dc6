"""Every sheet of the review workbook, declared once: reader, template and documentation follow from here."""

from __future__ import annotations

from dataclasses import dataclass

from spendreview.outcomes.sheets import EFFECTS, FRACTION, INDICATORS, NAME, PRIORITIES, WIDE
from spendreview.review.records import AdjustmentKind
from spendreview.tabular.amounts import Money, Number
from spendreview.tabular.cells import Choice, Code, Day, FinancialYear, ListOf, Raw, Text, YesNo
from spendreview.tabular.schema import Column, Family, Setting, Sheet
from spendreview.terms import COSTED_CONTROLS, BidKind, Control, Phasing, RuleKind, Sense, Status, Year

FORMAT = 1
"""The version of the input format that this reader takes."""


@dataclass(frozen=True, slots=True)
class Years:
    """What the year columns depend on: the baseline year and the plan years."""

    baseline: Year
    plan: tuple[Year, ...]


def plan_years(years: Years) -> tuple[str, ...]:
    """A header for each plan year."""
    return tuple(str(year) for year in years.plan)


def all_years(years: Years) -> tuple[str, ...]:
    """A header for the baseline year and each plan year."""
    return (str(years.baseline), *plan_years(years))


def cost_columns(years: Years) -> tuple[str, ...]:
    """A header for each control and plan year: ``RDEL 2008-09``."""
    return tuple(f"{control} {year}" for control in COSTED_CONTROLS for year in years.plan)


SOURCE = Column("source", WIDE, help="Where the figure was published, or who gave it.")
STATUS = Column("status", Choice(Status), help="published, provisional or illustrative.", example="illustrative")
MONEY = "£ million, cash"
GIVEN = Choice(Control, without=(Control.TDEL,))
"""The controls in which money is given: Total DEL is derived."""

REVIEW = Sheet(
    title="Review",
    guidance="The review as a whole: one setting a row.",
    required=True,
    columns=(
        Column("setting", Code(), required=True, help="The setting's name."),
        Column("value", Raw(), header=True, help="Its value."),
        SOURCE,
    ),
    settings=(
        Setting(
            "format", Number(minimum=1, whole=True), default=FORMAT, help="Version of this format.", example=FORMAT
        ),
        Setting(
            "name", WIDE, required=True, help="What the review is called.", example="Comprehensive Spending Review"
        ),
        Setting("baseline_year", FinancialYear(), required=True, help="The year before the plan.", example="2007-08"),
        Setting(
            "plan_years",
            ListOf(FinancialYear(), ","),
            required=True,
            help="One to five consecutive years, the first right after the baseline year.",
            example="2008-09, 2009-10, 2010-11",
        ),
        Setting(
            "rdel_includes_depreciation",
            YesNo(),
            required=True,
            help="yes: Total DEL = RDEL + CDEL - DEPRECIATION; no: Total DEL = RDEL + CDEL.",
            example="yes",
        ),
        Setting(
            "fill_baseline",
            YesNo(),
            default=False,
            help="yes: a department without a baseline bid gets one, committed, flat in cash.",
            example="yes",
        ),
        Setting(
            "price_base_year", FinancialYear(), help="Prices in which real terms are shown; blank: the baseline year."
        ),
        Setting("as_at", Day(), help="The date of the figures."),
        Setting("marking", Text(), help="Protective marking, shown on every output.", example="OFFICIAL-SENSITIVE"),
        Setting("owner", Text(), help="Who answers for the workbook."),
    ),
)

SCENARIO = Sheet(
    title="Scenario",
    guidance="For teams that write no YAML: scenario keys such as objective, link_strength or limits.total-RDEL.add.",
    columns=(
        Column("key", NAME, required=True, key=True, help="A scenario key; parts joined by dots."),
        Column("value", Raw(), header=True, help="Its value."),
        Column("why", WIDE, help="The reason."),
    ),
)

ECONOMY = Sheet(
    title="Economy",
    guidance="Economic series, a figure a year: gdp_deflator an index, money_gdp, tme, ame and receipts £ million.",
    columns=(
        Column(
            "series",
            Code(),
            required=True,
            key=True,
            help="gdp_deflator, money_gdp, tme, ame or receipts.",
            example="gdp_deflator",
        ),
        SOURCE,
        Column("as_at", Day(), help="The vintage: the date of publication."),
        Family(
            "{year}",
            all_years,
            Number(minimum=0),
            header=True,
            help="The figure of that year.",
            unit="index, or £ million",
            example=100,
        ),
    ),
)

SERIES = ("gdp_deflator", "money_gdp", "tme", "ame", "receipts")
"""The series that the sheet Economy takes."""

DEPARTMENTS = Sheet(
    title="Departments",
    guidance="One row a department.",
    required=True,
    columns=(
        Column("department", Code(), required=True, key=True, help="A short code, unique, no spaces.", example="HO"),
        Column("name", WIDE, required=True, help="The name in words.", example="Home Office"),
        Column("group", Text(), help="For limits with the scope group:NAME.", example="Security"),
        Column("spending_team", Text(), help="The Treasury team that looks after it."),
        Column(
            "devolved",
            YesNo(),
            default=False,
            help="yes: no bids; its block grant follows from the rules.",
            example="no",
        ),
        SOURCE,
    ),
)

BASELINES = Sheet(
    title="Baselines",
    guidance="The baseline year's published figures, £ million, cash: one row a department and control.",
    columns=(
        Column("department", Code(), required=True, refers_to="Departments", help="The department.", example="HO"),
        Column(
            "control",
            GIVEN,
            required=True,
            help="RDEL, CDEL, ADMIN, NEAR_CASH, DEPRECIATION or AME.",
            example="RDEL",
        ),
        Column("amount", Money(), required=True, unit=MONEY, help="The published figure.", example=8700),
        SOURCE,
        STATUS,
    ),
)

ADJUSTMENTS = Sheet(
    title="Adjustments",
    guidance="From the published to the restated baseline, £ million in the baseline year: one line a reason.",
    columns=(
        Column("adjustment", NAME, required=True, key=True, help="A short code, unique.", example="ADJ1"),
        Column(
            "department",
            Code(),
            required=True,
            refers_to="Departments",
            help="Whose baseline it is added to.",
            example="HO",
        ),
        Column("control", GIVEN, required=True, help="The control.", example="RDEL"),
        Column("kind", Choice(AdjustmentKind), required=True, help="Why it is made.", example="mog"),
        Column("amount", Money(), required=True, unit=MONEY, help="Added to the baseline.", example=-120),
        Column(
            "to",
            Code(),
            refers_to="Departments",
            help="The other side of a mog or transfer: gets the opposite.",
            example="MOJ",
        ),
        Column("reason", WIDE, required=True, help="In words.", example="Function moved"),
        Column("reference", Text(), help="The letter or statement."),
        SOURCE,
    ),
)

LIMITS = Sheet(
    title="Limits",
    guidance="Limits, £ million, cash, a plan year; a blank year has no limit.",
    columns=(
        Column("limit", NAME, required=True, key=True, help="A short code, unique.", example="HO-RDEL"),
        Column(
            "scope",
            Code(wanted="total, a department, group:NAME, programme:NAME, tag:NAME or bid:ID", spaces=True),
            required=True,
            help="total, a department, group:NAME, programme:NAME, tag:NAME or bid:ID.",
            example="HO",
        ),
        Column("control", Choice(Control), required=True, help="The control, or TDEL.", example="RDEL"),
        Column("sense", Choice(Sense), required=True, help="max, min or equal.", example="max"),
        Family("{year}", plan_years, Money(), header=True, unit=MONEY, help="The limit in that year.", example=9000),
        SOURCE,
        STATUS,
    ),
)

BIDS = Sheet(
    title="Bids",
    guidance="One row a bid; £ million, cash, by control and year, at full funding, as levels and not changes.",
    required=True,
    columns=(
        Column("bid", NAME, required=True, key=True, help="A short code, unique.", example="HO-NP1"),
        Column("department", Code(), required=True, refers_to="Departments", help="Whose bid it is.", example="HO"),
        Column(
            "programme",
            Code(wanted="a programme", spaces=True, width=22),
            required=True,
            help="The programme.",
            example="Policing",
        ),
        Column("title", WIDE, required=True, help="The bid in words.", example="Neighbourhood policing: first tranche"),
        Column("kind", Choice(BidKind), required=True, help="What sort of bid it is.", example="new"),
        Column("divisible", YesNo(), required=True, help="no: all or nothing.", example="yes"),
        Column(
            "phasing",
            Choice(Phasing),
            default=Phasing.PROFILE,
            help="annual: a share for each year.",
            example="profile",
        ),
        Column(
            "step", FRACTION, help="Annual bids: the most that the share may change from year to year.", unit="fraction"
        ),
        Column(
            "min_share",
            Number(minimum=0, maximum=10),
            help="Default 1 for kind baseline, 0 otherwise.",
            unit="fraction",
        ),
        Column(
            "max_share",
            Number(minimum=0, maximum=10),
            default=1.0,
            help="The most that may be funded.",
            unit="fraction",
        ),
        Column("option_group", NAME, help="Bids of one group are options: their shares sum to 1 at most."),
        Column(
            "requires", ListOf(NAME), default=(), refers_to="Bids", help="Bids that must be funded at least as far."
        ),
        Column("tags", ListOf(NAME, asks_of_commas=True), default=(), help="For limits with the scope tag:NAME."),
        Column("npsv", Number(), help="Net present social value, real, discounted.", unit="£ million"),
        SOURCE,
        STATUS,
        Family(
            "{control} {year}",
            cost_columns,
            Money(),
            default=0,
            blank_zero=True,
            unit=MONEY,
            help="At full funding.",
            example=25,
        ),
    ),
)

RULES = Sheet(
    title="Rules",
    guidance="Rules of the review; amounts in £ million, rates as fractions. years is a;b;c, one figure a plan year.",
    columns=(
        Column("rule", NAME, required=True, key=True, help="A short code, unique.", example="admin"),
        Column("kind", Choice(RuleKind), required=True, help="What the rule does.", example="admin_real_reduction"),
        Column("scope", NAME, help="A department, total or group:NAME, as the kind allows.", example="total"),
        Column("control", Choice(Control), help="The control, where the kind has one.", example="ADMIN"),
        Column("value", Number(), help="A fraction, or £ million.", example=0.05),
        Column("to", Code(), refers_to="Departments", help="barnett: the English department."),
        Column("years", ListOf(Number()), help="One figure a plan year; replaces value."),
        SOURCE,
        Column("note", WIDE, help="Anything a reader should know."),
    ),
)

ASSUMPTIONS = Sheet(
    title="Assumptions",
    guidance="The assumptions log: carried into every result.",
    columns=(
        Column("assumption", NAME, required=True, key=True, help="A short code, unique.", example="A1"),
        Column(
            "statement",
            Text(width=64),
            required=True,
            help="The assumption in words.",
            example="Pay rises by 2 % a year",
        ),
        Column("owner", help="Who answers for it."),
        Column("date", Day(), help="When it was last reviewed."),
        Column(
            "quality", Number(minimum=1, maximum=5, whole=True), help="How well founded: 1 poor to 5 strong.", example=3
        ),
        Column(
            "impact",
            Number(minimum=1, maximum=5, whole=True),
            help="How much hangs on it: 1 little to 5 much.",
            example=4,
        ),
        Column("low", help="The low case."),
        Column("central", help="The central case."),
        Column("high", help="The high case."),
        SOURCE,
    ),
)

SHEETS: tuple[Sheet, ...] = (
    REVIEW,
    SCENARIO,
    ECONOMY,
    DEPARTMENTS,
    BASELINES,
    ADJUSTMENTS,
    LIMITS,
    BIDS,
    PRIORITIES,
    INDICATORS,
    EFFECTS,
    RULES,
    ASSUMPTIONS,
)
"""The review workbook, in the order of its sheets."""

__all__ = [
    "ADJUSTMENTS",
    "ASSUMPTIONS",
    "BASELINES",
    "BIDS",
    "DEPARTMENTS",
    "ECONOMY",
    "EFFECTS",
    "FORMAT",
    "GIVEN",
    "INDICATORS",
    "LIMITS",
    "MONEY",
    "PRIORITIES",
    "REVIEW",
    "RULES",
    "SCENARIO",
    "SERIES",
    "SHEETS",
    "SOURCE",
    "STATUS",
    "Years",
    "all_years",
    "cost_columns",
    "plan_years",
]
