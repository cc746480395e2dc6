"""The Efficiency Programme of Spending Review 2004 (Gershon): what was published of it, a return for each date."""

from .vfm import ALL, DEPARTMENTS, Book, Figure, aggregate, book, define, figure, initiative, posts, target
from .write import Row

TREASURY = "HM Treasury"
PERIOD = "three years of Spending Review 2004, 2005-06 to 2007-08"
YEARS = {"baseline_year": "2004-05", "first_year": "2005-06", "final_year": "2007-08"}
PROGRAMME: Row = {
    "programme": "gershon",
    "title": "Efficiency Programme of Spending Review 2004 (Gershon)",
    **YEARS,
    "source": "Treasury Committee, HC 279 2006-07, paragraphs 60 to 62: 2.5 % a year over the three years of the "
    "Spending Review; https://publications.parliament.uk/pa/cm200607/cmselect/cmtreasy/279/27908.htm",
}
BY_DEPARTMENT: Row = {
    "programme": "gershon_depts",
    "title": "Gershon by department: targets overlap, never added up",
    **YEARS,
    "within": "gershon",
    "within_amount": 0,
    "source": "What councils save counts in several departments' targets. The totals of Gershon hold all of it: "
    "nothing of it is added to them.",
}
ALL_OF_IT = initiative("GERSHON-ALL", "gershon", "Gains reported by all departments")
HEALTH = "https://hansard.parliament.uk/debates/GetDebateAsText/08060393000035"
WORKSTREAMS = ("procurement", "productive time", "other", "policy", "corporate services", "transactions")
HEALTH_WORKSTREAMS = (
    "Public funding and regulation",
    "Productive time",
    "Procurement",
    "Social care",
    "Corporate services",
    "Central budgets",
)
ANSWER_OF_FEBRUARY = (
    "Education and Skills",
    "Health",
    "Home Office",
    "Ministry of Justice (formerly DCA)",
    "Defence",
    "Culture, Media and Sport",
    "Work and Pensions",
    "Chancellor's Departments",
    "Cabinet Office",
    "Communities and Local Government",
    "Crown Prosecution Service",
    "Environment, Food and Rural Affairs",
    "Foreign and Commonwealth Office",
    "International Development",
    "Northern Ireland Office",
    "Trade and Industry",
    "Transport",
)
ANSWER_OF_APRIL = (
    "Cabinet Office",
    "Transport",
    "Foreign and Commonwealth Office",
    "HM Revenue and Customs",
    "Office for National Statistics (UKSA)",
)


def books() -> dict[str, Book]:
    """Every return, by the name of its workbook."""
    return {
        "gershon-2004-07": _settlement(),
        "gershon-2005-03": _councils("gershon-2005-03", "2005-03-31", "2004-05"),
        "gershon-2005-04": _april_2005(),
        "gershon-2005-09": _september_2005(),
        "gershon-2005-12": _headcount("gershon-2005-12", "2005-12-31", "Dec 2005", "5,700"),
        "gershon-2006-03": _councils("gershon-2006-03", "2006-03-31", "2005-06"),
        "gershon-dh-2006-03": _health("gershon-dh-2006-03", "2006-03-31", "2005-06", "2005-06"),
        "gershon-2006-09": _september_2006(),
        "gershon-2006-11": _relocated_2006(),
        "gershon-2006-12": _headcount("gershon-2006-12", "2006-12-31", "Dec 2006", "9,703"),
        "gershon-dh-2007-03": _health("gershon-dh-2007-03", "2007-03-31", "2006-07", "2006-07"),
        "gershon-dh-2007-12": _health("gershon-dh-2007-12", "2007-12-31", "2007-08", "2007-08 Q3"),
        "gershon-2008-03": _march_2008(),
        "gershon-2009-06": _relocated_2009(),
        "gershon-2009-12": _relocated_2010(),
    }


def _found(department: str, measure: str, as_at: str) -> Figure:
    return figure("gershon", "value", department=department, measure=measure, as_at=as_at)


def _of(department: str) -> Row:
    code = DEPARTMENTS[department]
    return initiative(f"GERSHON-{code}", "gershon_depts", f"Gains reported by {department}", code)


def _settlement() -> Book:
    source = "Spending Review 2004, 12 July 2004: the targets set in it, as the sources of the rows print them"
    made = book("gershon-2004-07", "2004-07-12", TREASURY, source, period=PERIOD)
    define(made, PROGRAMME, BY_DEPARTMENT)
    target(made, "gershon", _found(ALL, "target", "2007-08"), "2007-08")
    education = _found("Education and Skills", "target", "2007-08")
    profile = {"2005-06": "1,450", "2006-07": "2,900", "2007-08": "4,350"}
    for year, words in profile.items():
        target(made, "gershon_depts", education.noted(words), year, "DFES")
    for name in ("Health", "Trade and Industry", "Local Government", "Environment, Food and Rural Affairs"):
        target(made, "gershon_depts", _found(name, "target", "2007-08"), "2007-08", DEPARTMENTS[name])
    for name, year in (
        ("Work and Pensions", "2007-08"),
        ("Culture, Media and Sport", "Mar 2008"),
        ("Transport", "2007-08"),
    ):
        target(made, "gershon_depts", _found(name, "target", year), "2007-08", DEPARTMENTS[name])
    share = _found("Local Government (councils own 3bn share)", "target", "2007-08")
    target(made, "gershon_depts", share, "2007-08", "LG", strand="councils", say="part of the £6,450m")
    return made


def _councils(return_id: str, as_at: str, year: str) -> Book:
    name = "Local Government (councils own 3bn share)"
    gain = _found(name, "annual_gain", year)
    made = book(return_id, as_at, "Communities and Local Government", gain.source, period=year)
    define(made, PROGRAMME, BY_DEPARTMENT)
    councils = initiative(
        "GERSHON-LG-COUNCILS", "gershon_depts", "Gains reported by councils", "LG", "councils", delivered_by="local"
    )
    more: dict[str, object] = {}
    if year == "2005-06":
        cashable = _found(name, "cashable_gain", year)
        more = {"cash_share": cashable.amount / gain.amount, "evidence": f"Cashable: £{cashable.amount}m"}
    aggregate(made, councils, gain, year, **more)
    return made


def _april_2005() -> Book:
    everywhere, home = (_found(name, "reported_gain", "Apr 2005") for name in (ALL, "Home Office"))
    made = book("gershon-2005-04", "2005-04-30", TREASURY, everywhere.source, period="by April 2005")
    define(made, PROGRAMME, BY_DEPARTMENT)
    evidence = "Reported at April 2005: stands in 2004-05, the year that had just ended"
    aggregate(made, ALL_OF_IT, everywhere, "2004-05", evidence)
    aggregate(made, _of("Home Office"), home, "2004-05", evidence)
    return made


def _september_2005() -> Book:
    total = _found(ALL, "reported_gain", "Sep 2005 (PBR Dec 2005)")
    made = book("gershon-2005-09", "2005-09-30", TREASURY, total.source, period="by September 2005")
    define(made, PROGRAMME, BY_DEPARTMENT)
    for strand in WORKSTREAMS:
        code = f"GERSHON-{strand.upper().replace(' ', '-')}"
        part = _found(ALL, f"reported_gain_workstream:{strand}", "Dec 2005")
        evidence = "Printed in December 2005, of the £4,700m reported at September 2005"
        aggregate(made, initiative(code, "gershon", f"Gains: {strand}", ALL, strand), part, "2005-06", evidence)
    for name in ("Health", "Home Office"):
        aggregate(made, _of(name), _found(name, "reported_gain", "Sep 2005"), "2005-06", "At September 2005")
    return made


def _health(return_id: str, as_at: str, year: str, printed: str) -> Book:
    """Health's answer by workstream; its printed total is the control total that the workstreams are held to."""
    total = _found("Health", "reported_gain", printed).amount
    source = f"{HEALTH} (written answer of 3 June 2008)"
    made = book(return_id, as_at, "Department of Health", source, "DH", period=printed, control_total=total)
    define(made, PROGRAMME, BY_DEPARTMENT)
    for strand in HEALTH_WORKSTREAMS:
        row = initiative(
            f"GERSHON-DH-{strand.upper().replace(' ', '-')}", "gershon_depts", f"Health: {strand}", "DH", strand.lower()
        )
        gain = _found("Health", f"reported_gain_workstream:{strand}", printed)
        aggregate(made, row, gain, year, f"Annual gain reached in {printed}")
    if year == "2005-06":
        nothing = Figure(0, f"Takes the place of £1,700m at September 2005; by workstream: {source}", "")
        aggregate(made, _of("Health"), nothing, year, "Not a figure: from here on the total is given by workstream")
    return made


def _headcount(return_id: str, as_at: str, printed: str, reallocated: str) -> Book:
    gross = _found(ALL, "headcount_reduction_gross", printed)
    made = book(return_id, as_at, TREASURY, gross.source, period=f"by {as_at}")
    define(made, PROGRAMME)
    posts(made, "reduction_gross", as_at, gross, "gershon", goal=_found(ALL, "headcount_target_gross", "Apr 2008"))
    posts(made, "reallocated", as_at, gross.noted(reallocated), "gershon")
    return made


def _september_2006() -> Book:
    made = _headcount("gershon-2006-09", "2006-09-30", "Sep 2006", "9,412")
    aggregate(made, ALL_OF_IT, _found(ALL, "reported_gain", "Sep 2006 (PBR Dec 2006)"), "2006-07", "At September 2006")
    return made


def _relocated_2006() -> Book:
    moved = _found(ALL, "relocation_achieved", "Nov 2006")
    made = book("gershon-2006-11", "2006-11-30", TREASURY, moved.source, period="by November 2006")
    define(made, PROGRAMME)
    posts(made, "relocated", "2006-11-30", moved, "gershon", goal=_found(ALL, "relocation_target", "2010"))
    return made


def _march_2008() -> Book:
    final = _found(ALL, "reported_gain", "Mar 2008 final")
    made = book("gershon-2008-03", "2008-03-31", TREASURY, final.source, period="by March 2008, final")
    define(made, PROGRAMME)
    aggregate(made, ALL_OF_IT, final, "2007-08", "Final report, November 2008", stage="final")
    return made


def _relocated_2009() -> Book:
    total = _found(ALL, "relocation_achieved", "Jun 2009")
    made = book("gershon-2009-06", "2009-06-30", TREASURY, f"Written answer of 5 February 2010: {total.source}")
    define(made, PROGRAMME, BY_DEPARTMENT)
    raised = _found(ALL, "relocation_target", "Mar 2010 (raised Budget 2009)")
    posts(made, "relocated", "2009-06-30", total, "gershon", goal=raised)
    goals = ("Education and Skills", "Trade and Industry")
    for name in ANSWER_OF_FEBRUARY:
        moved = _found(name, "relocation_achieved", "Jun 2009")
        goal = _found(name, "relocation_target", "2010") if name in goals else None
        posts(made, "relocated", "2009-06-30", moved, "gershon_depts", DEPARTMENTS[name], goal)
    return made


def _relocated_2010() -> Book:
    total = _found(ALL, "relocation_achieved", "Dec 2009")
    made = book("gershon-2009-12", "2009-12-31", TREASURY, f"Written answer of 8 April 2010: {total.source}")
    define(made, PROGRAMME, BY_DEPARTMENT)
    raised = _found(ALL, "relocation_target", "Mar 2010 (raised Budget 2009)")
    posts(made, "relocated", "2009-12-31", total, "gershon", goal=raised)
    for name in ANSWER_OF_APRIL:
        moved = _found(name, "relocation_achieved", "30 Jun 2009")
        goal = _found(name, "relocation_target", "2010")
        posts(made, "relocated", "2009-06-30", moved, "gershon_depts", DEPARTMENTS[name], goal)
    return made
