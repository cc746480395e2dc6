"""Whether a workbook's rows fit together, and fit what the ledger holds: every fault by its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from spendreview.entries import Filed
from spendreview.errors import Findings, did_you_mean
from spendreview.ledger import words
from spendreview.ledger.handed import AUDIT, RETURN, Handed
from spendreview.ledger.known import Known, ProgrammeFacts
from spendreview.ledger.sheets import ALL
from spendreview.ledger.tables import (
    AUDITS,
    BINDING,
    BUDGETS,
    CLAIMS,
    FILED,
    INITIATIVES,
    POSTS,
    PRENETTED,
    PROGRAMMES,
    REVIEWS,
    TARGETS,
)
from spendreview.money import millions
from spendreview.tabular import Column

Check = Callable[[Handed, Known, Findings], None]

MOST_SUGGESTIONS = 50
"""Unknown codes for which the nearest known one is looked up."""

CHECK_CODES = tuple(f"VFM{number:02d}" for number in range(1, 29))
"""The checks on claims."""

OWNED = (TARGETS, INITIATIVES, PRENETTED, POSTS, REVIEWS, BUDGETS)
"""Sheets whose rows name the department that they are of."""


def check_fit(handed: Handed, known: Known, findings: Findings) -> None:
    """Every check on one workbook.

    known  what the ledger and the workbooks handed in with this one define
    """
    for check in CHECKS[handed.kind]:
        check(handed, known, findings)


def check_codes(handed: Handed, known: Known, findings: Findings) -> None:
    """Programmes and initiatives that rows name must be defined somewhere."""
    for filed in _given(handed):
        for column in filed.columns:
            codes = _defined(filed, column, known)
            if codes is None or set(handed.table(filed).columns[column.name]) - {None} <= codes.keys():
                continue
            for row, code in _cells(handed, filed, column.name):
                if code is not None and code not in codes:
                    near = codes if len(findings.faults) < MOST_SUGGESTIONS else ()
                    wanted = did_you_mean(
                        code, near, f"a code that the ledger has, or a row in {column.refers_to} for it"
                    )
                    place = handed.table(filed).place(row, column.name)
                    findings.fault("LG804", place, f"{code!r} is not known", wanted)


def _defined(filed: Filed, column: Column, known: Known) -> Any:
    """The codes that a column may name; None where it names none, or where not all of them could be read."""
    where = {"programme": "Programmes", "initiative": "Initiatives"}.get(column.name) if filed is AUDITS else None
    title = where or column.refers_to or ""
    if title in known.lost:
        return None
    return {"Programmes": known.programmes, "Initiatives": known.initiatives}.get(title)


def check_departments(handed: Handed, known: Known, findings: Findings) -> None:
    """A department's return speaks of that department alone; ALL is written in capitals."""
    if handed.settings_table is not None and _is_all_misspelt(handed.department):
        place = handed.setting_place("department")
        findings.fault("LG817", place, f"department {handed.department!r}", f"{ALL}, or a department's code")
        return
    for filed in _given(handed):
        if "department" not in filed.stored:
            continue
        for row, code in _cells(handed, filed, "department"):
            place = handed.table(filed).place(row, "department")
            if code is not None and _is_all_misspelt(code):
                findings.fault("LG817", place, f"department {code!r}", f"{ALL}, or a department's code")
            elif code is not None and filed in OWNED and handed.department != ALL and code != handed.department:
                found = f"a row of {code} in a return of {handed.department}"
                findings.fault("LG805", place, found, f"{handed.department}; a return of department {ALL} may hold any")


def _is_all_misspelt(code: str) -> bool:
    return code != ALL and code.casefold() == ALL.casefold()


def check_claimants(handed: Handed, known: Known, findings: Findings) -> None:
    """Claims of a department's return are on its own initiatives."""
    if handed.department == ALL:
        return
    others = {code: own.department for code, own in known.initiatives.items() if own.department}
    others = {code: department for code, department in others.items() if department != handed.department}
    if others.keys().isdisjoint(handed.table(CLAIMS).columns["initiative"]):
        return
    for row, code in _cells(handed, CLAIMS, "initiative"):
        if code in others:
            found = f"an initiative of {others[code]} in a return of {handed.department}"
            place = handed.table(CLAIMS).place(row, "initiative")
            findings.fault("LG805", place, found, f"an initiative of {handed.department}")


def check_said_once(handed: Handed, known: Known, findings: Findings) -> None:
    """No two rows of a sheet speak of the same thing; single keys are held by the reader."""
    for filed in _given(handed):
        if len(filed.key) == 1:
            continue
        columns = [handed.table(filed).columns[name] for name in filed.key]
        keys = list(zip(*columns, strict=True))
        if len(set(keys)) == len(keys):
            continue
        first: dict[Any, int] = {}
        for row, key in zip(handed.table(filed).rows, keys, strict=True):
            if first.setdefault(key, row) != row and key[0] is not None:
                named = ", ".join(f"{name} {_shown(value)}" for name, value in zip(filed.key, key, strict=True))
                place = handed.table(filed).place(row, filed.key[0])
                findings.fault("LG806", place, f"{named}: again, after row {first[key]}", "one row for each")


def _shown(value: object) -> str:
    if value is None:
        return "blank"
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def check_control_total(handed: Handed, known: Known, findings: Findings) -> None:
    """The claims add up to what the department says they do: net, without forecasts."""
    said = handed.settings["control_total"]
    if said is None:
        return
    gross, net = _totals(handed, known)
    place = handed.setting_place("control_total")
    if said == net:
        return
    if said == gross:
        findings.warn(
            "LW904", place, f"£{millions(said):,.3f}m is the total before cost; net it is £{millions(net):,.3f}m"
        )
        return
    found = f"£{millions(said):,.3f}m, where the claims add up to £{millions(net):,.3f}m net"
    more = "more" if said > net else "less"
    findings.fault("LG807", place, found, f"the same; it is £{millions(abs(said - net)):,.3f}m {more}")


def _totals(handed: Handed, known: Known) -> tuple[int, int]:
    """What the claims of a return add up to, gross and net of the costs that their programmes take."""
    columns = handed.table(CLAIMS).columns
    names = ("initiative", "gross", "ongoing_cost", "one_off_cost", "basis", "forecast")
    gross_total = net_total = 0
    for initiative, gross, ongoing, one_off, basis, forecast in zip(*(columns[name] for name in names), strict=True):
        if forecast or gross is None:
            continue
        gross_total += gross
        own = known.initiatives.get(initiative)
        programme = known.programmes.get(own.programme) if own is not None else None
        excluded = programme is not None and programme.one_off_cost == words.OneOff.EXCLUDE
        net_total += gross if basis != words.Basis.NET else gross - ongoing - (0 if excluded else one_off)
    return gross_total, net_total


def check_years(handed: Handed, known: Known, findings: Findings) -> None:
    """A programme's years follow each other."""
    for row, own in handed.table(PROGRAMMES).records():
        baseline, first, final = own["baseline_year"], own["first_year"], own["final_year"]
        if None in (baseline, first, final):
            continue
        if not baseline < first <= final:
            place = handed.table(PROGRAMMES).place(row, "first_year" if not baseline < first else "final_year")
            found = f"baseline year {baseline}, first year {first}, final year {final}"
            findings.fault(
                "LG808", place, found, "the first year after the baseline year, and the final one not before it"
            )


def check_within(handed: Handed, known: Known, findings: Findings) -> None:
    """No programme is within itself."""
    for row, own in handed.table(PROGRAMMES).records():
        code, outer = own["programme"], own["within"]
        if outer is not None and code in _containing(code, known.programmes):
            place = handed.table(PROGRAMMES).place(row, "within")
            found = f"{code!r} is within {outer!r}, which is within it"
            findings.fault("LG809", place, found, "the smaller programme within the larger one")


def _containing(code: str | None, programmes: Any) -> list[str]:
    """The programmes that contain one, from the inside out; each once."""
    found: list[str] = []
    own: ProgrammeFacts | None = programmes.get(code)
    while own is not None and own.within is not None and own.within not in found:
        found.append(own.within)
        own = programmes.get(own.within)
    return found


def check_phasing(handed: Handed, known: Known, findings: Findings) -> None:
    """A rate goes with a multiplicative target, and with no other."""
    for row, own in handed.table(TARGETS).records():
        multiplicative = own["phasing"] is words.TargetPhasing.MULTIPLICATIVE
        if multiplicative != (own["rate"] is not None):
            found = (
                "a multiplicative target without a rate" if multiplicative else f"a rate with {own['phasing']} phasing"
            )
            findings.fault(
                "LG810", handed.table(TARGETS).place(row, "rate"), found, "a rate where phasing is multiplicative"
            )


def check_binding(handed: Handed, known: Known, findings: Findings) -> None:
    """What binds, warns or is off is one of the checks that there are."""
    for row, code in _cells(handed, BINDING, "check"):
        if code is not None and code not in CHECK_CODES:
            place = handed.table(BINDING).place(row, "check")
            findings.fault("LG820", place, f"{code!r} is not a check", f"{CHECK_CODES[0]} to {CHECK_CODES[-1]}")


def check_grades(handed: Handed, known: Known, findings: Findings) -> None:
    """Green, amber and red add up to what was examined."""
    for row, own in handed.table(AUDITS).records():
        grades = [own[name] for name in ("green", "amber", "red")]
        if None in (*grades, own["scope"]):
            continue
        if sum(grades) != own["scope"] or min(grades) < 0:
            shown = " + ".join(f"{millions(grade):,.3f}" for grade in grades)
            found = f"{shown}, and a scope of {millions(own['scope']):,.3f}"
            wanted = "three grades, none below zero, that add up to the scope"
            findings.fault("LG811", handed.table(AUDITS).place(row, "scope"), found, wanted)


def check_claim_years(handed: Handed, known: Known, findings: Findings) -> None:
    """A remark on claims and targets outside the years of their programme."""
    for row, own in handed.table(TARGETS).records():
        _note_year(handed, TARGETS, row, known.programmes.get(own["programme"]), own["year"], findings)
    for row, code, year in _claims(handed):
        initiative = known.initiatives.get(code)
        programme = known.programmes.get(initiative.programme) if initiative is not None else None
        if (
            programme is not None
            and year is not None
            and not programme.first_year <= year.start <= programme.final_year
        ):
            _note_year(handed, CLAIMS, row, programme, year, findings)


def _note_year(
    handed: Handed, filed: Filed, row: int, programme: ProgrammeFacts | None, year: Any, findings: Findings
) -> None:
    if programme is None or year is None or programme.first_year <= year.start <= programme.final_year:
        return
    place = handed.table(filed).place(row, "year")
    span = f"{type(year)(programme.first_year)} to {type(year)(programme.final_year)}"
    findings.warn("LW902", place, f"{year} is outside the programme's years, {span}", "a year of the programme")


def check_totals_beside_parts(handed: Handed, known: Known, findings: Findings) -> None:
    """A remark where a return claims for the whole of government and for departments, in one programme and year."""
    whole: set[tuple[str, Any]] = set()
    parts: set[tuple[str, Any]] = set()
    for _, code, year in _claims(handed):
        own = known.initiatives.get(code)
        if own is not None:
            (whole if own.department == ALL and own.level == words.Level.AGGREGATE else parts).add(
                (own.programme, year)
            )
    for programme, year in sorted(whole & parts, key=str):
        found = f"{programme} in {year}: a total for the whole of government, and claims besides; both are counted"
        wanted = "the departments' figures in a programme of their own that is within the other"
        findings.warn("LW901", handed.table(CLAIMS).place(), found, wanted)


def _claims(handed: Handed) -> Iterator[tuple[int, str, Any]]:
    table = handed.table(CLAIMS)
    return zip(table.rows, table.columns["initiative"], table.columns["year"], strict=True)


def _given(handed: Handed) -> list[Filed]:
    """Sheets that the workbook has rows in."""
    return [filed for filed in FILED if filed.sheet.title in handed.tables and handed.table(filed).rows]


def _cells(handed: Handed, filed: Filed, column: str) -> Iterator[tuple[int, Any]]:
    table = handed.table(filed)
    return zip(table.rows, table.columns[column], strict=True)


CHECKS: dict[str, tuple[Check, ...]] = {
    RETURN: (
        check_codes,
        check_departments,
        check_claimants,
        check_said_once,
        check_control_total,
        check_years,
        check_within,
        check_phasing,
        check_binding,
        check_claim_years,
        check_totals_beside_parts,
    ),
    AUDIT: (check_codes, check_departments, check_said_once, check_grades),
}
"""The checks on a return, and on an auditor's report."""
