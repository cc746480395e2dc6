"""What the National Audit Office made of reported savings: a workbook for each of its reports, with Audits alone."""

import datetime as dt

from .published import table
from .vfm import ALL, DEPARTMENTS, Book
from .write import Row

DATES = {"NAO Feb 2007": "2007-02-28", "NAO Dec 2009": "2009-12-16", "NAO Jul 2010": "2010-07-20"}
GRADES = ("green", "amber", "red")
Line = dict[str, str]


def books() -> dict[str, Book]:
    """Each report, by the name of its workbook."""
    return {
        "nao-2007-02": {"Audits": [_audit("NAO Feb 2007", ALL, "gershon")]},
        "nao-2009-12": {
            "Audits": [_audit("NAO Dec 2009", name, "csr07_depts") for name in ("Transport", "Home Office")]
        },
        "nao-2010-07": {
            "Audits": [
                _audit("NAO Jul 2010", ALL, "csr07"),
                *(_audit("NAO Jul 2010", name, "csr07_depts") for name in ("HM Revenue and Customs", "Defence")),
            ]
        },
    }


def _audit(report: str, department: str, programme: str) -> Row:
    """A report's grades of one department's savings.

    An amount is as printed, else the printed share of what was examined; of two that lack, or of one that lacks beside
    a rounded share, the last is what is left, so that the three make up the whole.
    """
    lines = _graded(report, department)
    scope = float(next(iter(lines.values()))["reviewed_gbp_m_or_count"])
    amounts, said = _amounts(lines, scope)
    return {
        "report": report,
        "programme": programme,
        "department": DEPARTMENTS[department],
        "scope": scope,
        **amounts,
        "auditor": "National Audit Office",
        "date": dt.date.fromisoformat(DATES[report]),
        "source": "; ".join([*dict.fromkeys(line["source_url"] for line in lines.values()), *said]),
    }


def _graded(report: str, department: str) -> dict[str, Line]:
    """The printed rows by grade."""
    rows = [row for row in table("nao_vfm_quality") if (row["review"], row["department"]) == (report, department)]
    return {row["rating"].replace("(", ":").split(":")[0].strip(): row for row in rows}


def _amounts(lines: dict[str, Line], scope: float) -> tuple[dict[str, float], list[str]]:
    """The three amounts, £ million, and how those that are not printed were worked out."""
    amounts = {grade: float(line["amount_gbp_m"]) for grade, line in lines.items() if line["amount_gbp_m"]}
    printed, said = len(amounts), []
    for grade in GRADES:
        if grade not in amounts and grade in lines and (len(amounts) < 2 or not printed):
            share = lines[grade]["share_pct"]
            amounts[grade] = round(scope * float(share) / 100, 3)
            said.append(f"{grade} is {share} % of £{scope:g}m")
    for grade in GRADES:
        if grade not in amounts:
            amounts[grade] = round(scope - sum(amounts.values()), 3)
            said.append(f"{grade} is what is left of £{scope:g}m")
    if round(sum(amounts.values()), 3) != scope:
        raise ValueError(f"the grades of {amounts} do not make up £{scope:g}m")
    return {grade: amounts[grade] for grade in GRADES}, [f"derived: {', '.join(said)}"] if said else []
