"""Where the figures of each constraint family come from: the sheet and the columns of the workbook."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """One symbol of an equation, the sheet and columns that give it, and what else there is to know."""

    symbol: str
    sheet: str
    columns: tuple[str, ...]
    note: str = ""


SHARE = Source("share[b,t]", "Bids", ("min_share", "max_share", "divisible", "phasing"), "A decision, between these")
COST = Source("cost[b,c,t]", "Bids", ("{control} {year}",), "At full funding")
BASE = Source("base[d,c]", "Baselines", ("amount",), "Plus the amounts of Adjustments: the restated baseline")
ADJUSTED = Source("base[d,c]", "Adjustments", ("amount", "to"), "Added to the published baseline")
DEFLATOR = Source("D[t]", "Economy", ("series", "{year}"), "The series gdp_deflator")
STOCK = Source("stock[d,c]", "Rules", ("scope", "control", "value"), "Kind eyf")
OWN_LIMIT = Source("limit[d,c,t]", "Limits", ("{year}",), "The max limit of the department alone")
INDICATOR = ("baseline", "target", "target_year", "min_movement")

SOURCES: dict[str, tuple[Source, ...]] = {
    "spending": (
        SHARE,
        COST,
        Source("saving[d,c,t]", "Rules", ("scope", "control", "value", "years"), "Kind saving; 0 without one"),
    ),
    "block_grant": (
        BASE,
        ADJUSTED,
        Source("n", "Departments", ("devolved",), "yes"),
        Source("addition[n,c,t]", "Rules", ("scope", "control", "value", "years"), "Kind devolved_addition"),
        Source("population_share[n]", "Rules", ("scope", "value"), "Kind population_share"),
        Source("comparability[n,d,c]", "Rules", ("scope", "to", "control", "value"), "Kind barnett; 0 without one"),
    ),
    "limit": (
        Source("limit[l,t]", "Limits", ("scope", "control", "sense", "{year}"), "A blank year has no limit"),
        Source("reserve[c,t]", "Rules", ("control", "value", "years"), "Kind reserve"),
        STOCK,
        Source("fraction[d,t]", "Rules", ("scope", "value", "years"), "Kinds switch_to_capital, switch_to_resource"),
    ),
    "to_capital_cap": (
        Source("fraction[d,t]", "Rules", ("scope", "value", "years"), "Kind switch_to_capital"),
        OWN_LIMIT,
    ),
    "to_resource_cap": (
        Source("fraction[d,t]", "Rules", ("scope", "value", "years"), "Kind switch_to_resource"),
        OWN_LIMIT,
    ),
    "drawdown_stock": (STOCK,),
    "drawdown_phased": (Source("phased[d,c,t]", "Rules", ("scope", "control", "years"), "Kind eyf"),),
    "growth_floor": (
        Source("g", "Rules", ("scope", "control", "value"), "Kind real_growth_floor"),
        BASE,
        ADJUSTED,
        DEFLATOR,
    ),
    "growth_ceiling": (
        Source("g", "Rules", ("scope", "control", "value"), "Kind real_growth_ceiling"),
        BASE,
        ADJUSTED,
        DEFLATOR,
    ),
    "admin": (
        Source("r", "Rules", ("scope", "value"), "Kind admin_real_reduction"),
        BASE,
        ADJUSTED,
        DEFLATOR,
    ),
    "requires": (SHARE, Source("r", "Bids", ("requires",))),
    "option_group": (SHARE, Source("group", "Bids", ("option_group",))),
    "step": (SHARE, Source("step[b]", "Bids", ("step",))),
    "response": (
        SHARE,
        Source("effect", "Effects", ("effect",)),
        Source("attribution", "Effects", ("attribution",)),
        Source("m[k]", "Effects", ("profile",), "immediate, mid or lagged"),
        Source("goal[i], baseline[i]", "Indicators", INDICATOR),
        Source("y", "Indicators", ("target_year",), "Where it is a plan year; else the last plan year"),
    ),
    "progress_to_goal": (
        Source("goal[i], baseline[i]", "Indicators", INDICATOR),
        Source("trend_at[i]", "Indicators", ("trend",), "On the straight line from the baseline to it, in year y"),
    ),
    "priority_attainment": (
        Source("weight[i]", "Indicators", ("weight",), "Within its priority"),
        Source("i in p", "Indicators", ("priority",)),
        Source("p", "Priorities", ("weight",), "0 takes no part"),
    ),
}
"""By family: every symbol of its equation that the workbook gives."""
