"""Whether a workbook's rows fit together, and fit what the ledger holds: every fault by its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from spendreview.entries import Filed
from spendreview.errors import Findings, did_you_mean
from spendreview.ledger import words
from spendreview.ledger.circles import check_depth, check_kept_years, check_within
from spendreview.ledger.doubtful import check_costs, check_posts
from spendreview.ledger.handed import AUDIT, RETURN, Handed
from spendreview.ledger.known import Known, others_claimed
from spendreview.ledger.sheets import ALL
from spendreview.ledger.sums import check_claim_years, check_control_total, check_totals_beside_parts
from spendreview.ledger.tables import (
    AUDITS,
    BINDING,
    BUDGETS,
    CLAIMS,
    FILED,
    INITIATIVES,
    OUTTURN,
    POSTS,
    PRENETTED,
    PROGRAMMES,
    RESOLUTIONS,
    REVIEWS,
    TARGETS,
    THEMES,
)
from spendreview.money import millions
from spendreview.tabular import Column

Check = Callable[[Handed, Known, Findings], None]

MOST_SUGGESTIONS = 50
"""Unknown codes for which the nearest known one is looked up."""

CHECK_CODES = tuple(f"VFM{number:02d}" for number in range(1, 29))
"""The checks on claims."""

MOST_YEARS = 60
"""From a programme's baseline year to its final one: more is a slip of the pen."""

OWNED = (TARGETS, INITIATIVES, PRENETTED, POSTS, REVIEWS, BUDGETS, OUTTURN, THEMES)
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
                        code, near, f"a code that the ledger has, or a row in {_defining(filed, column)} for it"
                    )
                    place = handed.table(filed).place(row, column.name)
                    findings.fault("LG804", place, f"{code!r} is not known", wanted)


def _defined(filed: Filed, column: Column, known: Known) -> Any:
    """The codes that a column may name; None where it names none, or where not all of them could be read."""
    title = _defining(filed, column)
    if title in known.lost:
        return None
    return {"Programmes": known.programmes, "Initiatives": known.initiatives}.get(title)


def _defining(filed: Filed, column: Column) -> str:
    """The sheet that defines what a column names; Audits, in a workbook of its own, refers to no other."""
    where = {"programme": "Programmes", "initiative": "Initiatives"}.get(column.name) if filed is AUDITS else None
    return where or column.refers_to or ""


def check_departments(handed: Handed, known: Known, findings: Findings) -> None:
    """A department's return speaks of that department alone; ALL is written in capitals."""
    if handed.settings_table is not None and (_is_all_misspelt(handed.department) or "/" in handed.department):
        place = handed.setting_place("department")
        # Between department and name of a return stands a stroke: A/B with C would be filed as A with B/C.
        wanted = f"{ALL}, or a department's code" if "/" not in handed.department else "a department's code without /"
        findings.fault("LG817", place, f"department {handed.department!r}", wanted)
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
    """Claims of a department's return are on initiatives that are its own, or were: one that moved is remarked on."""
    others = others_claimed(handed, known.initiatives)
    remarked: set[str] = set()
    for row, code in _cells(handed, CLAIMS, "initiative") if others else ():
        if code not in others:
            continue
        place, owner = handed.table(CLAIMS).place(row, "initiative"), known.initiatives[code].department
        if handed.department not in {department for department, _ in known.ever.get(code, ())}:
            found = f"an initiative of {owner} in a return of {handed.department}"
            findings.fault("LG805", place, found, f"an initiative of {handed.department}")
        elif code not in remarked:
            remarked.add(code)
            findings.warn("LW908", place, f"{code!r} is an initiative of {owner} now, and its claims count there")


def check_takeovers(handed: Handed, known: Known, findings: Findings) -> None:
    """A remark on each initiative of another department that a return defines as its own."""
    for row, code in _cells(handed, INITIATIVES, "initiative") if known.taken else ():
        other = known.taken.get((handed.version, code))
        if other is not None:
            place = handed.table(INITIATIVES).place(row, "department")
            found = f"{code!r} is defined as an initiative of {other} too: it counts for one of them at a time"
            findings.warn("LW910", place, found, "a code of its own, unless the initiative has moved")


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


def check_years(handed: Handed, known: Known, findings: Findings) -> None:
    """A programme's years follow each other, and are no more than a programme may have."""
    for row, own in handed.table(PROGRAMMES).records():
        baseline, first, final = own["baseline_year"], own["first_year"], own["final_year"]
        if None in (baseline, first, final):
            continue
        table, found = handed.table(PROGRAMMES), f"baseline year {baseline}, first year {first}, final year {final}"
        if not baseline < first:
            findings.fault("LG808", table.place(row, "first_year"), found, "a first year after the baseline year")
        elif not first <= final:
            findings.fault("LG808", table.place(row, "final_year"), found, "a final year not before the first")
        elif final - baseline > MOST_YEARS:
            wanted = f"a final year at most {MOST_YEARS} years after the baseline year"
            findings.fault("LG808", table.place(row, "final_year"), found, wanted)


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
    table = handed.table(BINDING)
    if table.rows and handed.department != ALL:
        found = f"{handed.department} says what checks do in a programme, for every department"
        findings.warn("LW912", table.place(table.rows[0], "check"), found)


def check_rulings(handed: Handed, known: Known, findings: Findings) -> None:
    """What counts of two duplicates the Treasury decides, not one of the departments that claim it."""
    table = handed.table(RESOLUTIONS)
    if table.rows and handed.department != ALL:
        found = f"a decision on a duplicate in a return of {handed.department}"
        wanted = f"a return of department {ALL}, or `spendreview vfm resolve`"
        findings.fault("LG823", table.place(table.rows[0], "initiative"), found, wanted)


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
        check_takeovers,
        check_said_once,
        check_control_total,
        check_years,
        check_kept_years,
        check_within,
        check_depth,
        check_phasing,
        check_binding,
        check_rulings,
        check_claim_years,
        check_totals_beside_parts,
        check_costs,
        check_posts,
    ),
    AUDIT: (check_codes, check_departments, check_said_once, check_grades),
}
"""The checks on a return, and on an auditor's report."""
