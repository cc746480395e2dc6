"""What the checks found, in words and rows: the same on a terminal, in a pipe, as JSON and in a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from spendreview.codes.checks import CHECKS
from spendreview.ledger.checks.records import Checked, Finding
from spendreview.ledger.saying import pounds
from spendreview.ledger.words import Force
from spendreview.terms import Year

MOST_FINDINGS = 50
"""How many findings a screen or a pipe is given."""

LEVEL_WORDS = {Force.E: "keeps from counting", Force.W: "warns", Force.OFF: "says nothing"}
"""What a check does, in words: a letter alone is easily overlooked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """What one check found at one level.

    claims    of which it found it, each once
    amount_k  what they report, £ thousand; None where they are of several years, which are not added up
    """

    check: str
    level: Force
    findings: int
    claims: int
    amount_k: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many claims are kept from counting, and how many more are warned about and no worse.

    year      of all claims that are kept from counting; None where they are of several, or there are none
    held_k    what they report, £ thousand; None without such a year
    """

    held: int
    warned: int
    year: Year | None
    held_k: int | None


def title(check: str) -> str:
    """What a check is called."""
    return CHECKS[check].title


def tally(findings: Sequence[Finding]) -> Tally:
    """What all findings together come to, each claim once."""
    held = [own for own in findings if own.level is Force.E]
    claims = {entry for own in held for entry in own.claims}
    warned = {entry for own in findings for entry in own.claims} - claims
    years = {year for own in held for year in own.years}
    year = years.pop() if len(years) == 1 else None
    return Tally(held=len(claims), warned=len(warned), year=year, held_k=None if year is None else _amount(held))


def _amount(held: Iterable[Finding]) -> int:
    """What claims of one year report: each finding speaks of one of them, and several may speak of the same."""
    return sum({own.claims: own.amount_k or 0 for own in held}.values())


def by_check(found: Checked) -> list[CheckLine]:
    """A line for each check and level at which it found something, in the order of the checks."""
    summed = tally(found.findings).year is not None
    ordered = sorted(found.findings, key=lambda own: (own.check, own.level is not Force.E))
    lines = []
    for (check, level), each in groupby(ordered, key=lambda own: (own.check, own.level)):
        own = list(each)
        amount = _amount(own) if summed and level is Force.E else None
        claims = len({entry for finding in own for entry in finding.claims})
        lines.append(CheckLine(check=check, level=level, findings=len(own), claims=claims, amount_k=amount))
    return lines


def grouped(findings: Iterable[Finding]) -> list[Finding]:
    """Findings as departments act on them: by department, there by programme and initiative."""
    return sorted(findings, key=lambda own: (own.department, own.order))


def groups(findings: Sequence[Finding]) -> Iterator[tuple[str, list[Finding]]]:
    """Findings in their order, by what each group of them is of."""
    for head, own in groupby(findings, key=group_words):
        yield head, list(own)


def group_words(own: Finding) -> str:
    """The department and its initiative; or the department alone, or its programme, where a finding is on sums."""
    if own.initiative is None:
        return ", ".join(part for part in (own.department, own.programme) if part)
    about = [own.programme, own.strand, "published total" if own.total else None]
    return f"{own.department}, {own.initiative}: {own.title} ({', '.join(part for part in about if part)})"


def asked_words(found: Checked) -> str:
    """What was asked for."""
    level = None if found.level is None else f"level {found.level}, which {LEVEL_WORDS[found.level]}"
    parts = [part for part in (found.programme, found.department, level) if part is not None]
    return f"Checks: {', '.join(parts) or 'all programmes and departments'}"


def outcome_words(found: Checked) -> str:
    """How many claims were looked at, and what came of it, in a sentence or two."""
    looked = f"{count(found.claims, 'claim')} looked at"
    if not found.findings:
        nothing = {None: "Nothing found", Force.E: "Nothing found that keeps a claim from counting"}
        return f"{nothing.get(found.level, 'Nothing found that is warned about')}: {looked}."
    own, parts = tally(found.findings), []
    if found.level is not Force.W:
        parts.append(f"{f'{own.held:,}' if own.held else 'none'} kept from counting{_held_words(own)}")
    if found.level is Force.W or (found.level is None and own.warned):
        parts.append(f"{own.warned:,} {'with a warning' if found.level else 'more with a warning'}")
    return f"{looked}: {', '.join(parts)}; {count(len(found.findings), 'finding')}."


def _held_words(own: Tally) -> str:
    return "" if own.year is None or own.held_k is None else f" ({pounds(own.held_k)} in {own.year})"


def count(number: int, noun: str) -> str:
    """A number of things.

    >>> count(1, "claim"), count(1200, "finding")
    ('1 claim', '1,200 findings')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def years_words(years: Sequence[Year]) -> str:
    """Years in few words: a run of them by its ends.

    >>> years_words([Year(2008), Year(2009), Year(2010)]), years_words([Year(2008), Year(2010)])
    ('2008-09 to 2010-11', '2008-09, 2010-11')
    """
    starts = [year.start for year in years]
    if len(starts) > 2 and starts == list(range(starts[0], starts[-1] + 1)):
        return f"{years[0]} to {years[-1]}"
    return ", ".join(map(str, years))


def amount_words(own: Finding) -> str:
    """The years that a finding speaks of, and what is reported in the latest of them."""
    years = years_words(own.years)
    if own.amount_k is None:
        return years
    single = len(own.years) < 2
    return f"{pounds(own.amount_k)} in {years}" if single else f"{years}, {pounds(own.amount_k)} in {own.years[-1]}"


def place_words(own: Finding) -> str:
    """The file and the cell; of a correction its entry."""
    if not own.cell:
        return f"entry {own.entry}, a correction"
    return f"{own.file} › {own.cell}"


def more_words(findings: Sequence[Finding]) -> str:
    """How many findings are not shown, and what shows them; empty where all are."""
    more = len(findings) - MOST_FINDINGS
    return "" if more <= 0 else f"And {more:,} more: -o OUT.xlsx or --json gives all {len(findings):,} findings."
