"""CSR07 value for money and, within it, the Operational Efficiency Programme: a return for each date."""

from .published import table
from .vfm import ALL, DEPARTMENTS, Book, Figure, aggregate, book, define, figure, initiative, target
from .write import Row

TREASURY = "HM Treasury"
RULE = "https://publications.parliament.uk/pa/cm201011/cmselect/cmpubacc/440/44003.htm"
YEARS = {"baseline_year": "2007-08", "first_year": "2008-09", "final_year": "2010-11"}
PROGRAMME: Row = {
    "programme": "csr07",
    "title": "Value for money programme of the Comprehensive Spending Review 2007",
    **YEARS,
    "source": f"Committee of Public Accounts, HC 440 2010-11: sustainable, cash-releasing, one-offs ruled out; {RULE}",
}
BY_DEPARTMENT: Row = {
    "programme": "csr07_depts",
    "title": "CSR07 by department: targets overlap, never added up",
    **YEARS,
    "within": "csr07",
    "within_amount": 0,
    "source": "A few departments only. The totals of CSR07 hold all of it: nothing of it is added to them.",
}
WITHIN = figure("oep_pvp", "saving_gbp_bn", strand="ALL strands in CSR07 period")
OEP: Row = {
    "programme": "oep",
    "title": "Operational Efficiency Programme",
    "baseline_year": "2007-08",
    "first_year": "2008-09",
    "final_year": "2013-14",
    "within": "csr07",
    "within_amount": WITHIN.amount * 1000,
    "source": f"Final report, April 2009: measured against 2007-08; nearly £6bn a year by 2010-11 is within "
    f"the £35bn of CSR07; {WITHIN.source}",
}
# By the programme's rule a saving releases cash, is net of its costs and lasts: what is reported under it says so.
SAYS = {"cash_releasing": "yes", "recurring": "yes"}
ALL_OF_IT = initiative("CSR07-ALL", "csr07", "Savings reported by departments and local authorities", **SAYS)
ESTIMATE = "Advisers' estimate"
CLOSED = "stands in 2009-10, the last year that had ended"
STRANDS = {
    "Back office operations": "back office",
    "Collaborative procurement": "collaborative procurement",
    "Property running costs": "property",
}


def books() -> dict[str, Book]:
    """Every return, by the name of its workbook."""
    return {
        "csr07-2007-10": _target("csr07-2007-10", "2007-10-09", "2010-11 (CSR07 Oct 2007)"),
        "csr07-2008-11": _target("csr07-2008-11", "2008-11-24", "2010-11 (raised PBR 2008)"),
        "csr07-2009-03": _first_year(),
        "oep-2009-04": _oep(),
        "csr07-2009-11": _revenue_and_customs(),
        "csr07-2010-07": _july_2010(),
        "csr07-2010-11": _november_2010(),
    }


def _found(department: str, as_at: str, measure: str = "reported_gbp_m") -> Figure:
    return figure("csr07_vfm", "value", department=department, measure=measure, as_at=as_at)


def _of(department: str, **more: object) -> Row:
    code = DEPARTMENTS[department]
    return initiative(f"CSR07-{code}", "csr07_depts", f"Savings reported by {department}", code, **SAYS, **more)


def _target(return_id: str, as_at: str, printed: str) -> Book:
    found = _found(ALL, printed, "target_gbp_m")
    made = book(return_id, as_at, TREASURY, found.source, period="2008-09 to 2010-11")
    define(made, PROGRAMME)
    target(made, "csr07", found, "2010-11")
    return made


def _first_year() -> Book:
    made = book("csr07-2009-03", "2009-03-31", TREASURY, "Departments' own reports of 2008-09", period="2008-09")
    define(made, PROGRAMME, BY_DEPARTMENT)
    for name in ("Innovation, Universities and Skills", "Home Office"):
        found = _found(name, "2010-11", "target_gbp_m")
        target(made, "csr07_depts", found, "2010-11", DEPARTMENTS[name])
    home = _found("Home Office", "2008-09")
    old = initiative(
        "CSR07-HO-CARRIED",
        "csr07_depts",
        "Home Office: what the police saved beyond their target by 2007-08, carried over",
        "HO",
        **SAYS,
        carried_over="yes",
    )
    new = {**_of("Home Office", carried_over="no"), "title": "Home Office: new savings"}
    part = f"Part of the {home.amount:g} reported"
    aggregate(made, new, home.noted("404"), "2008-09", part, basis="net")
    aggregate(made, old, home.noted("140"), "2008-09", part, basis="net")
    for name in ("Transport", "Defence"):
        aggregate(made, _of(name), _found(name, "2008-09"), "2008-09", basis="net")
    return made


def _revenue_and_customs() -> Book:
    found = _found("HM Revenue and Customs", "Autumn 2009")
    made = book("csr07-2009-11", "2009-11-30", "HM Revenue and Customs", found.source, period="autumn 2009")
    define(made, PROGRAMME, BY_DEPARTMENT)
    evidence = "Reported in autumn 2009: stands in the year of the report"
    aggregate(made, _of("HM Revenue and Customs"), found, "2009-10", evidence, basis="net")
    return made


def _july_2010() -> Book:
    total = _found(ALL, "Jul 2010 (NAO)")
    made = book("csr07-2010-07", "2010-07-20", TREASURY, total.source, period="as the NAO quoted it, 20 July 2010")
    define(made, PROGRAMME, BY_DEPARTMENT)
    quoted = f"As quoted on 20 July 2010: {CLOSED}"
    aggregate(made, ALL_OF_IT, total, "2009-10", quoted, basis="net")
    aggregate(made, _of("Defence"), _found("Defence", "2010 (NAO Jul 2010)"), "2009-10", quoted, basis="net")
    schools = _found("Children, Schools and Families", "2007 to 2009")
    evidence = "Published as between 2007 and 2009: stands in 2008-09"
    aggregate(made, _of("Children, Schools and Families"), schools, "2008-09", evidence, basis="net")
    return made


def _november_2010() -> Book:
    found = _found(ALL, "Mar 2010 (PAC)")
    made = book(
        "csr07-2010-11", "2010-11-04", TREASURY, found.source, period="by March 2010, as printed in November 2010"
    )
    define(made, PROGRAMME)
    aggregate(made, ALL_OF_IT, found, "2009-10", "Reported by March 2010; printed on 4 November 2010", basis="net")
    return made


def _oep() -> Book:
    made = book("oep-2009-04", "2009-04-21", TREASURY, f"Final report, 21 April 2009: {WITHIN.source}")
    define(made, PROGRAMME, OEP)
    near = Figure(WITHIN.amount * 1000, WITHIN.source, WITHIN.note)
    target(made, "oep", near, "2010-11", say="nearly £6bn of all strands, towards the £35bn of CSR07")
    early = initiative("OEP-BY-2010-11", "oep", "All strands by 2010-11, within CSR07")
    aggregate(made, early, near, "2010-11", ESTIMATE, forecast="yes")
    for printed, strand in STRANDS.items():
        found = _strand(printed)
        target(made, "oep", found, "2013-14", strand=strand)
        _expect(made, f"OEP-{strand.upper().replace(' ', '-')}", printed, strand, found)
    _information_technology(made)
    return made


def _information_technology(made: Book) -> None:
    """IT holds the £1.6bn of IT that is bought collaboratively; the £6.1bn of procurement does not."""
    found, bought = _strand("IT"), 1600.0
    if "plus 1.6bn on IT already inside the IT figure" not in _row("Collaborative procurement")["unit_and_year"]:
        raise LookupError("oep_pvp.csv no longer says that 1.6bn of IT procurement is inside the IT figure")
    target(made, "oep", found, "2013-14", strand="IT", say="£1.6bn of IT procurement is in it, not in procurement")
    inside = Figure(bought, f"{_strand('Collaborative procurement').source}; so it is in IT, not in procurement", "")
    rest = Figure(found.amount - bought, f"{found.source}; derived: £3.2bn less the £1.6bn of IT procurement", "")
    _expect(made, "OEP-IT-PROCUREMENT", "IT, bought collaboratively", "IT", inside)
    _expect(made, "OEP-IT-OTHER", "IT, without what is bought collaboratively", "IT", rest)


def _expect(made: Book, code: str, title: str, strand: str, found: Figure) -> None:
    """What the advisers estimated: a forecast, never delivery."""
    aggregate(made, initiative(code, "oep", title, ALL, strand), found, "2013-14", ESTIMATE, forecast="yes")


def _row(strand: str) -> dict[str, str]:
    return next(row for row in table("oep_pvp") if (row["programme"], row["strand"]) == ("OEP", strand))


def _strand(strand: str) -> Figure:
    """What a strand is to save, £ million, with how the source words it."""
    found = figure("oep_pvp", "saving_gbp_bn", programme="OEP", strand=strand)
    wording = _row(strand)["unit_and_year"].replace("GBP bn", f"£{found.amount:g}bn")
    return Figure(round(found.amount * 1000, 3), f"{found.source}; {wording}", found.note)
