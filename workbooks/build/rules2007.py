"""Rules of the Comprehensive Spending Review 2007: growth, administration, switching, end-year flexibility, reserve, Barnett."""

from . import barnett, baselines2007 as baselines

SHARES = {"SCOT": 0.1008, "WALES": 0.0584, "NI": 0.0343}
SHARES_SOURCE = "Computed from ONS mid-2006 populations: 5116.9, 2965.9 and 1741.6 thousand over England's 50762.9"
SHARES_NOTE = "To be checked against the Statement of Funding Policy of October 2007"
COMPARABILITY_NOTE = "Illustrative: health and schools wholly, defence and social security not at all; the factors of 2007 were not found"
Row = dict[str, object]

# rule, kind, scope, control, value, years, source, note
OWN = (
    ("education-floor", "real_growth_floor", "group:Education", "RDEL", 0.025, None, "published/macro.csv: early settlement, 2.5 per cent a year real (Treasury Committee HC 279)", "Published for all education spending in the United Kingdom; here on resource of the Education group"),
    ("law-officers-ceiling", "real_growth_ceiling", "LOD", "RDEL", -0.035, None, "published/macro.csv: early settlement of the Attorney-General's departments, -3.5 per cent a year real (Budget 2007)", "Here on resource"),
    ("health-floor", "real_growth_floor", "DH", "RDEL", 0.03, None, "Illustrative", "A floor under the limit, so that the health budget is not the only one that gives way"),
    ("admin", "admin_real_reduction", "total", "ADMIN", 0.05, None, "Five per cent a year real, confirmed in the Home Office value-for-money report", "Holds in every year and department"),
    ("switch-to-capital", "switch_to_capital", "total", "RDEL", 0.03, None, "Illustrative", "Resource may move to capital"),
    ("switch-to-resource", "switch_to_resource", "total", "CDEL", 0, None, "Barred in this period; the text of the rule is to be checked", None),
    ("eyf-defra", "eyf", "DEFRA", "RDEL", 120, "65;50;5", "Illustrative: the stock and phasing follow a case reported in 2006-07, moved to these years", None),
    ("eyf-mod", "eyf", "MOD", "CDEL", 300, "150;100;50", "Illustrative", None),
    ("reserve-RDEL", "reserve", "total", "RDEL", None, "1200;1600;2000", "Illustrative", "For the genuinely unforeseeable"),
    ("reserve-CDEL", "reserve", "total", "CDEL", None, "200;300;400", "Illustrative", "For the genuinely unforeseeable"),
)
_COLUMNS = ("rule", "kind", "scope", "control", "value", "to", "years", "source", "note")


def rules() -> list[Row]:
    """The Rules sheet."""
    own = [dict(zip(_COLUMNS, (*line[:5], None, *line[5:]), strict=True)) for line in OWN]
    factors = barnett.comparability("csr2007")
    return own + barnett.population_rules(SHARES, SHARES_SOURCE, SHARES_NOTE) + barnett.comparability_rules(factors, COMPARABILITY_NOTE, baselines.rows())
