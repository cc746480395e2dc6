"""What the claims of a return add up to, and whether they stand where they should: sums, years, totals beside parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from spendreview.entries import Filed
from spendreview.errors import Findings
from spendreview.ledger import words
from spendreview.ledger.handed import Handed
from spendreview.ledger.known import Known, ProgrammeFacts
from spendreview.ledger.programmes import Programme
from spendreview.ledger.sheets import ALL
from spendreview.ledger.tables import CLAIMS, TARGETS
from spendreview.money import millions

Rule = tuple[str, int]
"""What a programme does with one-off costs, and its final year."""

MOST_SUMS = 1_000_000
"""Of more sums than these not each is worked out: then a control total must only lie between the least and the most."""


def check_control_total(handed: Handed, known: Known, findings: Findings) -> None:
    """The claims, as a position reports them in their own years, add up to what is said; without forecasts."""
    said = handed.settings["control_total"]
    if said is None:
        return
    costs = list(_one_off_costs(handed))
    gross, before = _before_one_off(handed)
    reported = before - sum(charged_k(cost, year, _rule(known, code, handed.version)) for code, year, cost in costs)
    if said == reported:
        return
    place, shown = handed.setting_place("control_total"), f"£{millions(said):,.3f}m"
    as_reported = f"as reported it is £{millions(reported):,.3f}m"
    if said == gross:
        findings.warn("LW904", place, f"{shown} is the total before cost; {as_reported}")
    elif could_be_charged(before - said, costs, known):
        found = f"{shown} may be the total by rules on one-off costs of another date; {as_reported}"
        findings.warn("LW909", place, found)
    else:
        found = f"{shown}, where the claims add up to £{millions(reported):,.3f}m as they are reported"
        more = "more" if said > reported else "less"
        findings.fault("LG807", place, found, f"the same; it is £{millions(abs(said - reported)):,.3f}m {more}")


def _before_one_off(handed: Handed) -> tuple[int, int]:
    """What the claims of a return add up to: gross, and net of ongoing cost where that comes off."""
    columns = handed.table(CLAIMS).columns
    gross_total = net = 0
    rows = zip(*(columns[name] for name in ("gross", "ongoing_cost", "basis", "forecast")), strict=True)
    for gross, ongoing, basis, forecast in rows:
        if not forecast and gross is not None:
            gross_total += gross
            net += gross - (ongoing if basis == words.Basis.NET and ongoing is not None else 0)
    return gross_total, net


def _one_off_costs(handed: Handed) -> Iterator[tuple[str, int, int]]:
    """The one-off costs that may come off: on which initiative, in which year, £ thousand."""
    columns = handed.table(CLAIMS).columns
    names = ("initiative", "year", "one_off_cost", "gross", "basis", "forecast")
    for initiative, year, cost, gross, basis, forecast in zip(*(columns[name] for name in names), strict=True):
        if cost and not forecast and basis == words.Basis.NET and None not in (gross, year):
            yield initiative, year.start, cost


def _rule(known: Known, initiative: str, moment: str) -> Rule | None:
    """What the programme in which the initiative was at a version did then with one-off costs."""
    programme = known.programme_of(initiative, moment)
    return (programme.at(moment).one_off_cost, programme.at(moment).final_year) if programme is not None else None


def could_be_charged(charge: int, costs: Sequence[tuple[str, int, int]], known: Known) -> bool:
    """Whether one-off costs come to a charge by rules that ever stood: each programme by one rule for all its costs.

    What is once possible stays so, whatever is defined later: so no order of import refuses what another takes in.
    An initiative that has moved may follow any rule of any programme that it was ever in.
    """
    choices = list(_choices(costs, known))
    if not sum(map(min, choices)) <= charge <= sum(map(max, choices)):
        return False
    sums, made = {0}, 0
    for own in choices:
        made += len(sums) * len(own)
        if made > MOST_SUMS:
            return True
        sums = {total + choice for total in sums for choice in own}
    return charge in sums


def _choices(costs: Sequence[tuple[str, int, int]], known: Known) -> Iterator[set[int]]:
    """What may be charged of the costs that go by one rule together, by each rule there ever was."""
    together: dict[str | tuple[str, ...], list[tuple[int, int]]] = {}
    programmes: dict[str | tuple[str, ...], set[str]] = {}
    for code, year, cost in costs:
        among = {programme for _, programme in known.ever.get(code, ())}
        key: str | tuple[str, ...] = (code,) if len(among) > 1 else "".join(among)
        together.setdefault(key, []).append((year, cost))
        programmes[key] = among
    for key, own in together.items():
        given = (known.programmes[code].given.values() for code in programmes[key] if code in known.programmes)
        rules: set[Rule | None] = {(facts.one_off_cost, facts.final_year) for some in given for facts in some}
        yield {sum(charged_k(cost, year, rule) for year, cost in own) for rule in rules or {None}}


def charged_k(one_off_k: int, year: int, rule: Rule | None) -> int:
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


def charged_in(one_off_k: int, spent: int, year: int, programme: Programme) -> int:
    """What of a one-off cost comes off the saving of a year, £ thousand; over all years it is charged once.

    spent  the year in which it was

    >>> from spendreview.terms import Year
    >>> own = Programme("p", "", Year(2007), Year(2008), Year(2010), "annualise", None, None)
    >>> [charged_in(-1_000, 2008, year, own) for year in (2007, 2008, 2009, 2010, 2011)]
    [0, -334, -333, -333, 0]
    """
    rule, final = programme.one_off_cost, programme.final_year.start
    if rule == words.OneOff.EXCLUDE:
        return 0
    if rule != words.OneOff.ANNUALISE or spent > final:
        return one_off_k if year == spent else 0
    if not spent <= year <= final:
        return 0
    share, odd = divmod(abs(one_off_k), final - spent + 1)
    charge = share + (year - spent < odd)
    return charge if one_off_k >= 0 else -charge


def net_k(claim: Mapping[str, Any], rule: Rule | None) -> int:
    """A claim as it is reported for its own year, £ thousand: net of the costs that its programme takes there.

    claim  the fields of its row
    rule   what its programme does with one-off costs, and the programme's final year

    >>> claim = {"basis": "net", "gross_k": 100, "ongoing_cost_k": 10, "one_off_cost_k": 20, "year": 2008}
    >>> net_k(claim, ("net_in_year", 2010)), net_k(claim, ("annualise", 2010)), net_k(claim, ("exclude", 2010))
    (70, 83, 90)
    """
    gross, one_off = int(claim["gross_k"]), int(claim["one_off_cost_k"] or 0)
    if claim["basis"] not in (None, words.Basis.NET.value):
        return gross
    return gross - int(claim["ongoing_cost_k"] or 0) - charged_k(one_off, int(claim["year"]), rule)


def check_claim_years(handed: Handed, known: Known, findings: Findings) -> None:
    """A remark on claims and targets outside the years of their programme."""
    for row, own in handed.table(TARGETS).records():
        _note_year(handed, TARGETS, row, _facts(known, own["programme"]), own["year"], findings)
    if _all_within(handed, known):
        return
    for row, code, year in _claims(handed):
        initiative = known.initiatives.get(code)
        programme = _facts(known, initiative.programme) if initiative is not None else None
        _note_year(handed, CLAIMS, row, programme, year, findings)


def _all_within(handed: Handed, known: Known) -> bool:
    """Whether no claim can be outside its programme's years: most returns claim for a few years of a few programmes."""
    columns, initiatives = handed.table(CLAIMS).columns, known.initiatives
    owned = map(initiatives.get, columns["initiative"])
    claimed = {
        (own.programme, year.start)
        for own, year in zip(owned, columns["year"], strict=True)
        if own is not None and year is not None
    }
    spans = ((_facts(known, programme), start) for programme, start in claimed)
    return all(own is None or own.first_year <= start <= own.final_year for own, start in spans)


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
