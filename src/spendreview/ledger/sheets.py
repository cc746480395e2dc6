"""Every sheet of the value-for-money workbook, declared once: reader, template, tables and documentation follow."""

from __future__ import annotations

from spendreview.ledger import words
from spendreview.tabular.amounts import Money, Number
from spendreview.tabular.cells import Choice, Code, Day, FinancialYear, Raw, Text, YesNo
from spendreview.tabular.schema import Column, Setting, Sheet
from spendreview.terms import Control, Status

FORMAT = 1
"""The version of the input format that this reader takes."""

ALL = "ALL"
"""The department code that stands for the whole of government."""

WIDE = Text(width=48)
NAME = Code(wanted="a short code", spaces=True)
DEPARTMENT = Code(wanted="a department's short code, or ALL for the whole of government")
YEAR = FinancialYear()
FRACTION = Number(minimum=0, maximum=1)
AMOUNT = "£ million"
A_YEAR = "£ million a year"
SOURCE = Column("source", WIDE, help="Where the figure was published, or who gave it.")
STATUS = Column("status", Choice(Status), help="published, provisional or illustrative.", example="illustrative")

RETURN = Sheet(
    title="Return",
    guidance="Whose return this is and what it speaks of: one setting a row.",
    columns=(
        Column("setting", Code(), required=True, help="The setting's name."),
        Column("value", Raw(), header=True, help="Its value."),
    ),
    settings=(
        Setting(
            "format", Number(minimum=1, whole=True), default=FORMAT, help="Version of this format.", example=FORMAT
        ),
        Setting(
            "return_id",
            Code(),
            required=True,
            help="The return's name, once for each department: a return is never handed in twice under one name.",
            example="2009-Q4",
        ),
        Setting(
            "department",
            DEPARTMENT,
            required=True,
            help="Whose return it is; ALL for one that the Treasury compiles.",
            example="HO",
        ),
        Setting(
            "as_at",
            Day(),
            required=True,
            help="The date that the return speaks of: the latest return not after a date is the position on it.",
            example="2009-03-31",
        ),
        Setting("reported_by", Text(), required=True, help="Who answers for the return.", example="Finance director"),
        Setting("period", Text(), help="The period in words.", example="2008-09 outturn"),
        Setting(
            "control_total",
            Money(),
            help="What the department says its claims add up to: costs off as its programmes take them; no forecasts.",
        ),
        Setting("source", WIDE, help="Where the return was published."),
    ),
)

PROGRAMMES = Sheet(
    title="Programmes",
    guidance="Efficiency programmes and their rules: one row a programme.",
    columns=(
        Column("programme", Code(), required=True, key=True, help="A short code, unique.", example="csr07"),
        Column("title", WIDE, required=True, help="The programme in words.", example="CSR07 value for money"),
        Column(
            "baseline_year", YEAR, required=True, help="The year that savings are measured against.", example="2007-08"
        ),
        Column("first_year", YEAR, required=True, help="The first year in which savings count.", example="2008-09"),
        Column("final_year", YEAR, required=True, help="The year of the final target.", example="2010-11"),
        Column(
            "one_off_cost",
            Choice(words.OneOff),
            default=words.OneOff.NET_IN_YEAR,
            help="net_in_year: off the saving of their year; annualise: spread evenly to the final year; exclude: left "
            "out and disclosed.",
            example="net_in_year",
        ),
        Column(
            "min_years",
            Number(minimum=0, maximum=50, whole=True),
            default=2,
            help="Full years after the first for which a saving must last.",
            example=2,
        ),
        Column("within", Code(), help="The programme whose total already contains this one.", refers_to="Programmes"),
        Column(
            "within_amount",
            Money(negative=False),
            unit=A_YEAR,
            help="How much of this programme's aggregates it contains; blank: all.",
        ),
        Column(
            "price_basis",
            Choice(words.PriceBasis),
            default=words.PriceBasis.CASH,
            help="Whether targets and claims are in cash or in real terms.",
            example="cash",
        ),
        SOURCE,
    ),
)

TARGETS = Sheet(
    title="Targets",
    guidance="What a programme is to save, £ million a year: one row a department, strand and year.",
    columns=(
        Column(
            "programme", Code(), required=True, refers_to="Programmes", help="The programme's code.", example="csr07"
        ),
        Column("department", DEPARTMENT, default=ALL, help="A department's code; ALL or blank: all.", example="HO"),
        Column("strand", NAME, help="A strand of the programme; blank: all of it."),
        Column("year", YEAR, required=True, help="The year of the target.", example="2010-11"),
        Column("amount", Money(), required=True, unit=A_YEAR, help="The annual saving to be reached.", example=1700),
        Column(
            "phasing",
            Choice(words.TargetPhasing),
            default=words.TargetPhasing.GIVEN,
            help="given: only the years that have a row; simple: in equal steps from the first year; multiplicative: "
            "growing by the rate.",
            example="simple",
        ),
        Column(
            "rate",
            Number(above=0, maximum=1),
            unit="fraction a year",
            help="The rate of growth; only with multiplicative, and needed there.",
        ),
        SOURCE,
        STATUS,
    ),
)

INITIATIVES = Sheet(
    title="Initiatives",
    guidance="What is done to save money: one row an initiative, or a published total (aggregate).",
    columns=(
        Column("initiative", NAME, required=True, key=True, help="A short code, unique.", example="HO-PROC-01"),
        Column("programme", Code(), required=True, refers_to="Programmes", help="Its programme.", example="csr07"),
        Column("department", DEPARTMENT, required=True, help="Its department; ALL: all of them.", example="HO"),
        Column("strand", NAME, required=True, help="Its strand or workstream.", example="procurement"),
        Column(
            "title", WIDE, required=True, help="The initiative in words.", example="One contract for police uniforms"
        ),
        Column(
            "level",
            Choice(words.Level),
            default=words.Level.INITIATIVE,
            help="aggregate: a total without initiatives behind it, which cannot be tested.",
            example="initiative",
        ),
        Column("owner", Text(), help="Who answers for it.", example="Commercial director"),
        Column("baseline", Money(), unit=AMOUNT, help="What was spent in the baseline year.", example=240),
        Column("baseline_year", YEAR, help="The year of that baseline.", example="2007-08"),
        Column("baseline_as_at", Day(), help="When the baseline was last brought up to date."),
        Column(
            "baseline_restated",
            YesNo(),
            help="yes: restated for machinery-of-government changes; no: not yet; blank: there were none.",
        ),
        Column("addressable", Money(), unit=AMOUNT, help="How much of the baseline can be influenced.", example=120),
        Column("started", Day(), help="When it began to save.", example="2008-10-01"),
        Column("kind", Choice(words.Efficiency), help="technical or allocative.", example="technical"),
        Column("saving_type", Choice(words.SavingType), help="What kind of saving it is.", example="price"),
        Column("delivered_by", Choice(words.DeliveredBy), help="Who makes the saving.", example="local"),
        Column("validated_by", Text(), help="Who validated the return of a body at arm's length or a local one."),
        Column("cash_releasing", YesNo(), help="Whether it frees money to be spent elsewhere.", example="yes"),
        Column("recurring", YesNo(), help="Whether it is saved again every later year.", example="yes"),
        Column("carried_over", YesNo(), help="Whether it carries over from an earlier programme.", example="no"),
        Column("contract", NAME, help="A key shared by initiatives that touch one contract, post or asset."),
        Column("quality_measure", WIDE, help="What shows that quality is kept."),
        Column("quality_baseline", Number(), help="Its level before."),
        Column("quality_latest", Number(), help="Its level now."),
        Column("quality_direction", Choice(words.Better), help="Which way is better: up or down."),
        Column("quality_tolerance", Number(minimum=0), help="How far it may fall short of its level before."),
        Column(
            "output_change", Number(), unit="fraction", help="Change of output since the baseline: -0.02 is a fall."
        ),
        Column("input_change", Number(), unit="fraction", help="Change of input since the baseline."),
        Column("posts_reduced", Number(minimum=0), unit="posts", help="Posts that it does away with."),
        Column("posts_relocated", Number(minimum=0), unit="posts", help="Posts that it moves."),
        Column("bears_cost", Text(), help="Who else bears a cost of it."),
        Column("indicator", NAME, help="The indicator of a PSA or a departmental objective that it supports."),
    ),
)

CLAIMS = Sheet(
    title="Claims",
    guidance="What each initiative saves in a year, £ million: annual values, never added up over years.",
    columns=(
        Column(
            "initiative",
            NAME,
            required=True,
            refers_to="Initiatives",
            help="The initiative's code.",
            example="HO-PROC-01",
        ),
        Column("year", YEAR, required=True, help="The year of the saving.", example="2008-09"),
        Column("gross", Money(), required=True, unit=A_YEAR, help="The saving before any cost.", example=12.5),
        Column(
            "ongoing_cost",
            Money(),
            default=0,
            blank_zero=True,
            unit=A_YEAR,
            help="What it costs every year.",
            example=1.2,
        ),
        Column(
            "one_off_cost",
            Money(),
            default=0,
            blank_zero=True,
            unit=AMOUNT,
            help="What it cost once, in this year.",
            example=0.8,
        ),
        Column(
            "basis",
            Choice(words.Basis),
            default=words.Basis.NET,
            help="net: costs come off; gross or unknown: reported as it stands, and said so.",
            example="net",
        ),
        Column(
            "cash_share",
            FRACTION,
            unit="fraction",
            help="The part that frees cash; blank: all if cash releasing, else 0.",
        ),
        Column(
            "months",
            Number(minimum=1, maximum=12, whole=True),
            default=12,
            help="For how many months of the year it saved.",
            example=12,
        ),
        Column("price_basis", Choice(words.PriceBasis), help="cash or real; blank: the programme's."),
        Column("stage", Choice(words.Stage), help="preliminary, interim or final.", example="interim"),
        Column("method_agreed", YesNo(), help="Whether the way of measuring was agreed.", example="yes"),
        Column("data_maturity", Choice(words.Maturity), help="Whether the data will change.", example="may"),
        Column("assurance", Choice(words.Assurance), help="How far the data system is assured.", example="substantial"),
        Column("forecast", YesNo(), default=False, help="yes: what is expected; it never counts.", example="no"),
        Column("evidence", WIDE, help="Where the evidence is.", example="Contract register, 31 March 2009"),
        Column("signed_off_by", Text(), help="Who signed it off.", example="Finance director"),
        SOURCE,
    ),
)

AUDITS = Sheet(
    title="Audits",
    guidance="What auditors made of reported savings, £ million: a workbook of its own, never part of a return.",
    columns=(
        Column("report", NAME, required=True, help="The report's name.", example="NAO Jul 2010"),
        Column("programme", Code(), required=True, help="The programme's code.", example="csr07"),
        Column("department", DEPARTMENT, default=ALL, help="A department's code; blank or ALL: all.", example="HO"),
        Column("initiative", NAME, help="An initiative's code; blank: all."),
        Column("scope", Money(), required=True, unit=AMOUNT, help="How much was examined.", example=338),
        Column("green", Money(), required=True, unit=AMOUNT, help="Fairly represents savings made.", example=199.4),
        Column("amber", Money(), required=True, unit=AMOUNT, help="May, with uncertainty.", example=80.6),
        Column("red", Money(), required=True, unit=AMOUNT, help="Does not, or overstates them.", example=58),
        Column("auditor", Text(), required=True, help="Who audited.", example="NAO"),
        Column("date", Day(), required=True, help="The date of the report.", example="2010-07-20"),
        SOURCE,
    ),
)

PRENETTED = Sheet(
    title="Prenetted",
    guidance="Savings already taken out of DEL at the settlement, £ million a year.",
    columns=(
        Column("department", DEPARTMENT, required=True, help="The department's code.", example="HO"),
        Column(
            "control", Choice(Control, without=(Control.TDEL,)), required=True, help="Out of which.", example="RDEL"
        ),
        Column("year", YEAR, required=True, help="The year.", example="2010-11"),
        Column("amount", Money(), required=True, unit=A_YEAR, help="How much was taken out.", example=500),
        Column(
            "programme", Code(), refers_to="Programmes", help="The programme it was taken out for.", example="csr07"
        ),
        SOURCE,
    ),
)

POSTS = Sheet(
    title="Posts",
    guidance="Headcount and relocation: counts of posts, beside the money and never added to it.",
    columns=(
        Column("department", DEPARTMENT, required=True, help="The department's code, or ALL.", example="HO"),
        Column("measure", Choice(words.PostMeasure), required=True, help="What is counted.", example="relocated"),
        Column("as_at", Day(), required=True, help="The date of the count.", example="2009-06-30"),
        Column("posts", Number(minimum=0, maximum=1e7), required=True, unit="posts", help="How many.", example=3140),
        Column("target", Number(minimum=0, maximum=1e7), unit="posts", help="How many there are to be."),
        Column("programme", Code(), refers_to="Programmes", help="The programme it belongs to.", example="csr07"),
        SOURCE,
    ),
)

REVIEWS = Sheet(
    title="Reviews",
    guidance="The register of Public Value Programme reviews, £ million.",
    columns=(
        Column("review", NAME, required=True, key=True, help="A short code, unique.", example="PVP-HO-1"),
        Column("department", DEPARTMENT, required=True, help="The department's code.", example="HO"),
        Column("area", WIDE, required=True, help="What is reviewed.", example="Police procurement"),
        Column("budget_covered", Money(), required=True, unit=AMOUNT, help="The budget under review.", example=900),
        Column("size_of_prize", Money(), unit=A_YEAR, help="What it may release.", example=60),
        Column("status", Text(), help="How far it has come.", example="reported"),
        SOURCE,
    ),
)

BUDGETS = Sheet(
    title="Budgets",
    guidance="Near-cash budgets, £ million: what reviews are held against.",
    columns=(
        Column("department", DEPARTMENT, required=True, help="The department's code.", example="HO"),
        Column("year", YEAR, required=True, help="The year.", example="2008-09"),
        Column("near_cash", Money(), required=True, unit=AMOUNT, help="The near-cash budget.", example=9000),
        SOURCE,
    ),
)

BINDING = Sheet(
    title="Binding",
    guidance="Which checks bind in a programme, where it differs from what is shipped: each with its reason.",
    columns=(
        Column(
            "programme", Code(), required=True, refers_to="Programmes", help="The programme's code.", example="csr07"
        ),
        Column("check", Code(), required=True, help="The check's code, VFM01 to VFM28.", example="VFM08"),
        Column("level", Choice(words.Force), required=True, help="E keeps from counting, W warns, off.", example="W"),
        Column("why", WIDE, required=True, help="The reason.", example="Agreed with the department, 3 March"),
    ),
)

OUTTURN = Sheet(
    title="Outturn",
    guidance="What departments spent near-cash, £ million: what claimed savings are reconciled with from the top.",
    columns=(
        Column("department", DEPARTMENT, required=True, help="The department's code.", example="HO"),
        Column("year", YEAR, required=True, help="The year.", example="2008-09"),
        Column("near_cash", Money(), required=True, unit=AMOUNT, help="What was spent near-cash.", example=8600),
        SOURCE,
    ),
)

THEMES = Sheet(
    title="Themes",
    guidance="How far the themes of the Operational Efficiency Programme are in place: one row a theme.",
    columns=(
        Column("programme", Code(), required=True, refers_to="Programmes", help="The programme's code.", example="oep"),
        Column("theme", Choice(words.Theme), required=True, help="The theme.", example="comparable_data"),
        Column("department", DEPARTMENT, default=ALL, help="A department's code; ALL or blank: all.", example="HO"),
        Column("strand", NAME, help="A strand of the programme; blank: all of it."),
        Column("in_place", Choice(words.InPlace), required=True, help="yes, partly or no.", example="partly"),
        Column("evidence", WIDE, help="What shows it.", example="Back-office benchmarks, July 2009"),
        SOURCE,
    ),
)

RESOLUTIONS = Sheet(
    title="Resolutions",
    guidance="What was decided on initiatives that look like duplicates; only in a return of department ALL.",
    columns=(
        Column(
            "initiative", NAME, required=True, key=True, refers_to="Initiatives", help="Its code.", example="HO-PROC-01"
        ),
        Column(
            "ruling",
            Choice(words.Ruling),
            required=True,
            help="counts, held_back, or open: as the rule has it.",
            example="counts",
        ),
        Column("why", WIDE, required=True, help="The reason.", example="Two lots of one contract, each its own saving"),
        Column(
            "first_claim",
            Day(),
            help="The day of the first claim on it, where that is not in the ledger: of two the first counts.",
        ),
    ),
)

SHEETS: tuple[Sheet, ...] = (
    RETURN,
    PROGRAMMES,
    TARGETS,
    INITIATIVES,
    CLAIMS,
    PRENETTED,
    POSTS,
    REVIEWS,
    BUDGETS,
    OUTTURN,
    THEMES,
    BINDING,
    RESOLUTIONS,
    AUDITS,
)
"""The VfM workbook, in the order of its sheets; Audits comes in a workbook of its own."""
