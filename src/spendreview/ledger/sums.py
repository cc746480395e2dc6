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
    """The claims, as a position reports them in their own years, add up to what is said; without forecasts."""
    said = handed.settings["control_total"]
    if said is None:
        return
    gross, reported = _totals(handed, known, handed.version)
    if said == reported:
        return
    place, shown = handed.setting_place("control_total"), f"£{millions(said):,.3f}m"
    as_reported = f"as reported it is £{millions(reported):,.3f}m"
    if said == gross:
        findings.warn("LW904", place, f"{shown} is the total before cost; {as_reported}")
        return
    once = next((moment for moment in known.moments() if _totals(handed, known, moment)[1] == said), None)
    if once is not None:
        found = f"{shown} is the total by what programmes did with one-off costs as at {once[:10]}; {as_reported}"
        findings.warn("LW909", place, found)
        return
    found = f"{shown}, where the claims add up to £{millions(reported):,.3f}m as they are reported"
    more = "more" if said > reported else "less"
    findings.fault("LG807", place, found, f"the same; it is £{millions(abs(said - reported)):,.3f}m {more}")


def _totals(handed: Handed, known: Known, moment: str) -> tuple[int, int]:
    """What the claims of a return add up to: gross, and net of what their programmes take of costs in that year.

    moment  the version at which the programmes' rules stand
    """
    columns = handed.table(CLAIMS).columns
    names = ("initiative", "year", "gross", "ongoing_cost", "one_off_cost", "basis", "forecast")
    rules = {code: (own.at(moment).one_off_cost, own.at(moment).final_year) for code, own in known.programmes.items()}
    gross_total = reported = 0
    rows = zip(*(columns[name] for name in names), strict=True)
    for initiative, year, gross, ongoing, one_off, basis, forecast in rows:
        if forecast or gross is None:
            continue
        gross_total += gross
        if basis != words.Basis.NET or None in (year, ongoing, one_off):
            reported += gross
            continue
        own = known.initiatives.get(initiative)
        rule = rules.get(own.programme) if own is not None else None
        reported += gross - ongoing - charged_k(one_off, year.start, rule)
    return gross_total, reported


def charged_k(one_off_k: int, year: int, rule: tuple[str, int] | None) -> int:
    """What of a one-off cost comes off the saving of its own year, £ thousand.

    year  in which it was spent
    rule  what its programme does with one-off costs, and the programme's final year; None: all of it is taken

    >>> [charged_k(-1_000, 2008, (kind, 2010)) for kind in ("net_in_year", "annualise", "exclude")]
    [-1000, -334, 0]
    """
    kind, final_year = rule if rule is not None else (words.OneOff.NET_IN_YEAR.value, year)
    if kind == words.OneOff.EXCLUDE:
        return 0
    if kind != words.OneOff.ANNUALISE:
        return one_off_k
    # Spread evenly to the final year: the first years take the odd thousands.
    share = -(-abs(one_off_k) // max(final_year - year + 1, 1))
    return share if one_off_k >= 0 else -share


def check_claim_years(handed: Handed, known: Known, findings: Findings) -> None:
    """A remark on claims and targets outside the years of their programme."""
    for row, own in handed.table(TARGETS).records():
        _note_year(handed, TARGETS, row, _facts(known, own["programme"]), own["year"], findings)
    for row, code, year in _claims(handed):
        initiative = known.initiatives.get(code)
        programme = _facts(known, initiative.programme) if initiative is not None else None
        if (
            programme is not None
            and year is not None
            and not programme.first_year <= year.start <= programme.final_year
        ):
            _note_year(handed, CLAIMS, row, programme, year, findings)


def _facts(known: Known, code: str | None) -> ProgrammeFacts | None:
    """A programme as it stands now."""
    return known.programmes[code].last if code is not None and code in known.programmes else None


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
