"""What happens in a ledger that was drawn: a comparison tells something only of features that occur."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from .journal import ALL, Batch, Journal
from .restatement import Restated
from .sums import Line, charge, department_of

FEATURES = (
    "audit of a department",
    "audit of a programme",
    "audit of an initiative",
    "audit overtaken or spoken for",
    "backdated return",
    "basis gross",
    "basis net",
    "basis unknown",
    "cash releasing False",
    "cash releasing None",
    "cash releasing True",
    "cash share given",
    "claim newer than the forecast",
    "claim superseded",
    "claim superseded twice",
    "contained for some departments only",
    "contained in the outer total",
    "correction",
    "correction in Audits",
    "correction in Claims",
    "correction in Initiatives",
    "correction in Posts",
    "correction in Programmes",
    "correction in Targets",
    "correction of a correction",
    "cut to the amount within",
    "does not recur",
    "forecast alone",
    "forecast newer than the claim",
    "forecast without a claim",
    "handed in as workbooks",
    "held back",
    "initiatives taken from within",
    "no claims",
    "no target",
    "not testable at all",
    "not testable in part",
    "one-off cost annualise",
    "one-off cost exclude",
    "one-off cost net_in_year",
    "one-off cost spread over several years",
    "position on a basis that is gross",
    "position on a basis that is mixed",
    "position on a basis that is net",
    "position on a basis that is unknown",
    "programme within",
    "programme within one within",
    "published total",
    "published totals taken from within",
    "run rate",
    "run rate of part of a year",
    "share of an earlier year's cost",
    "spend to save below zero",
    "status None",
    "status green",
    "status red",
    "target",
    "target of the whole",
    "target phased, multiplicative",
    "target phased, simple",
    "target summed over strands",
    "two returns of one day",
    "withdrawal",
)
"""What has to occur, if the comparison is to say anything."""


def happened(batches: list[Batch], journal: Journal, now: Restated, programme: str, year: int) -> Counter[str]:
    """Every feature that shows in the position of one programme in one year, each once."""
    found = {*_entered(batches, journal), *_claimed(now, programme, year)}
    # The years of a position are compared too, in what was reported and counts.
    for each in range(now.programmes[programme]["first_year"], now.programmes[programme]["final_year"] + 1):
        found |= set(_within(now, programme, each))
    return Counter({*found, *_ahead(now, programme), *_measured(now, programme, year)})


def _entered(batches: list[Batch], journal: Journal) -> Iterator[str]:
    """How the rows came in."""
    days: list[str] = []
    for batch in batches:
        if batch["kind"] == "return":
            yield from ["backdated return"] if days and batch["as_at"] < max(days) else []
            yield from ["two returns of one day"] if batch["as_at"] in days else []
            days.append(batch["as_at"])
    versions: dict[object, set[str]] = {}
    for entry in journal.entries:
        if entry.corrects is not None:
            yield "withdrawal" if not entry.row else "correction"
            yield f"correction in {entry.sheet}"
            if journal.entries[entry.corrects].corrects is not None:
                yield "correction of a correction"
        elif entry.sheet == "Claims":
            row = entry.row
            versions.setdefault((row["initiative"], row["year"], row["forecast"]), set()).add(entry.version)
    if any(len(found) > 1 for found in versions.values()):
        yield "claim superseded"
    if any(len(found) > 2 for found in versions.values()):
        yield "claim superseded twice"


def _claimed(now: Restated, programme: str, year: int) -> Iterator[str]:
    """What the programme's own claims are like."""
    rules = now.programmes[programme]
    for name in now.of(programme):
        facts = now.initiatives[name]
        for line in now.own_lines(name, year):
            yield from _of_line(line, rules["one_off_cost"])
        claim = now.actuals.get((name, year))
        if claim is None:
            yield from ["forecast without a claim"] if (name, year) in now.forecasts else []
            continue
        row = claim.row
        yield f"basis {row['basis']}"
        yield "cash share given" if row["cash_share"] is not None else f"cash releasing {facts['cash_releasing']}"
        if row["one_off_cost"] and row["basis"] == "net":
            yield f"one-off cost {rules['one_off_cost']}"
            if charge(row["one_off_cost"], year, year, rules) not in (0, row["one_off_cost"]):
                yield "one-off cost spread over several years"
    lines = now.lines(programme, year)
    yield from [f"position on a basis that is {now.position(programme, year).basis}"] if lines else ["no claims"]
    if any(line.held for line in lines):
        yield "held back"


def _of_line(line: Line, rule: str) -> Iterator[str]:
    if line.own_year and line.reported < 0:
        yield "spend to save below zero"
    if not line.own_year and rule == "annualise":
        yield "share of an earlier year's cost"
    if line.aggregate:
        yield "published total"


def _within(now: Restated, programme: str, year: int) -> Iterator[str]:
    """What the programme takes of others."""
    for inner in now.inner(programme):
        yield "programme within"
        if now.inner(inner):
            yield "programme within one within"
        all_lines, taken = now.lines(inner, year), now.taken(inner, programme, year)
        if any(not line.aggregate for line in taken):
            yield "initiatives taken from within"
        if any(line.aggregate and line.reported for line in taken):
            yield "published totals taken from within"
        covered = now.covered(programme, year)
        lost = [line for line in all_lines if ALL in covered or line.department in covered]
        if lost:
            yield "contained in the outer total"
            yield from ["contained for some departments only"] if len(lost) < len(all_lines) else []
        whole = {line.initiative: line.reported for line in all_lines if line.aggregate}
        if any(line.aggregate and line.reported < whole[line.initiative] for line in taken):
            yield "cut to the amount within"


def _ahead(now: Restated, programme: str) -> Iterator[str]:
    """How the forecast to the final year came about."""
    final = now.programmes[programme]["final_year"]
    for name in now.of(programme):
        ahead, done = now.forecasts.get((name, final)), now.actuals.get((name, final))
        if ahead and done:
            yield "forecast newer than the claim" if ahead.version > done.version else "claim newer than the forecast"
        elif ahead:
            yield "forecast alone"
        elif not done and (years := [year for code, year in now.actuals if code == name]):
            last = now.actuals[name, max(years)].row
            yield "run rate" if now.initiatives[name]["recurring"] else "does not recur"
            if now.initiatives[name]["recurring"] and last["months"] < 12:
                yield "run rate of part of a year"


def _measured(now: Restated, programme: str, year: int) -> Iterator[str]:
    """What the position is held against."""
    figures = now.position(programme, year)
    yield f"status {figures.status}"
    yield "target" if figures.target is not None else "no target"
    mine = [row for row in now.targets if row["programme"] == programme and department_of(row) == ALL]
    whole = now.stated(programme, ALL, None, year)
    if figures.target is not None:
        yield "target of the whole" if whole is not None else "target summed over strands"
        strand = {None} if whole is not None else {row["strand"] for row in mine}
        later = [row for row in mine if row["strand"] in strand and row["year"] > year]
        if later and not any(row["year"] == year and row["strand"] in strand for row in mine):
            nearest = min((row for row in later if row["phasing"] != "given"), key=lambda row: row["year"])
            yield f"target phased, {nearest['phasing']}"
    if figures.counting is None:
        yield "not testable at all"
    elif figures.not_testable:
        yield "not testable in part"
    for row in now.evidence(programme):
        kind = "initiative" if row["initiative"] else "department" if department_of(row) != ALL else "programme"
        yield f"audit of a {kind}" if kind != "initiative" else "audit of an initiative"
    if len([row for row in now.audits if row["programme"] == programme]) > len(now.evidence(programme)) > 0:
        yield "audit overtaken or spoken for"
