"""What the claims of a return add up to, and whether they stand where they should: sums, years, totals beside parts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spendreview.entries import Filed
from spendreview.errors import Findings
from spendreview.ledger import words
from spendreview.ledger.handed import Handed
from spendreview.ledger.known import Known, ProgrammeFacts
from spendreview.ledger.sheets import ALL
from spendreview.ledger.tables import CLAIMS, TARGETS
from spendreview.money import millions


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
    aggregates = (code for code, own in known.initiatives.items() if own.level == words.Level.AGGREGATE)
    totals = {code for code in aggregates if known.initiatives[code].department == ALL}
    if totals.isdisjoint(handed.table(CLAIMS).columns["initiative"]):
        return
    whole: set[tuple[str, Any]] = set()
    parts: set[tuple[str, Any]] = set()
    for _, code, year in _claims(handed):
        if code in known.initiatives:
            (whole if code in totals else parts).add((known.initiatives[code].programme, year))
    for programme, year in sorted(whole & parts, key=str):
        found = f"{programme} in {year}: a total for the whole of government, and claims besides; both are counted"
        wanted = "the departments' figures in a programme of their own that is within the other"
        findings.warn("LW901", handed.table(CLAIMS).place(), found, wanted)


def _claims(handed: Handed) -> Iterator[tuple[int, str, Any]]:
    table = handed.table(CLAIMS)
    return zip(table.rows, table.columns["initiative"], table.columns["year"], strict=True)
