"""The sheets Priorities, Indicators and Effects, declared."""

from spendreview.outcomes.records import DataQuality, Direction, Evidence, PriorityKind
from spendreview.tabular.amounts import Number
from spendreview.tabular.cells import Choice, Code, FinancialYear, Text
from spendreview.tabular.schema import Column, Sheet
from spendreview.terms import Profile, Status

FRACTION = Number(minimum=0, maximum=1)
YEAR = FinancialYear(calendar=True)
WIDE = Text(width=48)
NAME = Code(wanted="a short code", spaces=True)

PRIORITIES = Sheet(
    title="Priorities",
    guidance="What the money is to achieve: one row a priority; weights are relative.",
    columns=(
        Column("priority", NAME, required=True, key=True, help="A short code, unique.", example="PSA23"),
        Column("title", WIDE, required=True, help="The priority in words.", example="Make communities safer"),
        Column(
            "weight",
            Number(minimum=0, maximum=1e6),
            default=1.0,
            help="Relative weight in the score; 0 takes no part.",
            example=1,
        ),
        Column(
            "tier",
            Number(minimum=1, whole=True),
            default=1,
            help="1 comes before 2 in the objective `tiers`.",
            example=1,
        ),
        Column("theme", help="The group under which it is shown.", example="Stronger communities"),
        Column("lead_department", Code(), refers_to="Departments", help="Who leads.", example="HO"),
        Column("floor", FRACTION, help="Attainment that the objective `cheapest` must reach.", unit="fraction"),
        Column("senior_responsible_officer", help="Who answers for it."),
        Column("cabinet_committee", help="Which committee oversees it."),
        Column("kind", Choice(PriorityKind), help="What sort of objective it is.", example="psa"),
        Column("source", WIDE, help="Where the priority was published."),
    ),
)

INDICATORS = Sheet(
    title="Indicators",
    guidance="How a priority is measured, in the indicator's own unit; a blank target makes an improvement indicator.",
    columns=(
        Column("indicator", NAME, required=True, key=True, help="A short code, unique.", example="PSA23.1"),
        Column(
            "priority", NAME, required=True, refers_to="Priorities", help="The priority it measures.", example="PSA23"
        ),
        Column("title", WIDE, required=True, help="The indicator in words.", example="Most serious violent offences"),
        Column("unit", Text(width=18), required=True, help="The unit of all its values.", example="offences"),
        Column("direction", Choice(Direction), required=True, help="Which way is better.", example="down"),
        Column("baseline_year", YEAR, help="The year of the baseline; blank: the review's.", example="2007-08"),
        Column("baseline", Number(), required=True, help="The level in the baseline year.", example=19000),
        Column("target_year", YEAR, help="The year of the target; blank: the final plan year.", example="2010-11"),
        Column("target", Number(), help="The target; blank: an improvement indicator.", example=17000),
        Column("min_movement", Number(above=0), help="Movement that counts as improved; needed where target is blank."),
        Column("trend", Number(), help="Value in the final plan year if nothing is funded; blank: the baseline."),
        Column("weight", Number(above=0), default=1.0, help="Weight within its priority.", example=1),
        Column("data_quality", Choice(DataQuality), help="How far its data system can be relied on.", example="amber"),
        Column("source", WIDE, help="Where the values were published."),
        Column("status", Choice(Status), help="Where the values come from.", example="illustrative"),
    ),
)

EFFECTS = Sheet(
    title="Effects",
    guidance="What each bid does to each indicator when fully funded and mature: one row a bid and indicator.",
    columns=(
        Column("bid", NAME, required=True, refers_to="Bids", help="The bid.", example="HO-NP1"),
        Column("indicator", NAME, required=True, refers_to="Indicators", help="The indicator.", example="PSA23.1"),
        Column("effect", Number(), required=True, help="Change in the indicator's own unit and sign.", example=-250),
        Column("low", Number(), help="The same, at the low end of the range.", example=-100),
        Column("high", Number(), help="The same, at the high end of the range.", example=-400),
        Column(
            "profile",
            Choice(Profile),
            default=Profile.IMMEDIATE,
            help="How soon it follows the spending.",
            example="mid",
        ),
        Column("attribution", FRACTION, default=1.0, help="Share of the change that the bid causes.", example=0.8),
        Column("evidence", Choice(Evidence), help="How strong the evidence is.", example="moderate"),
        Column("counterfactual", WIDE, help="What would happen otherwise."),
        Column("source", WIDE, help="Where the effect was taken from."),
        Column("status", Choice(Status), help="Where the figure comes from.", example="illustrative"),
    ),
)
