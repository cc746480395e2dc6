"""What the checks found in plain lines, for a pipe or a file: none wider than 80 characters."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from spendreview.ledger.checks.records import Checked, Finding
from spendreview.report.lines import LAST_WORD, WIDTH, line
from spendreview.report.vfm.checked import (
    MOST_FINDINGS,
    CheckLine,
    amount_words,
    asked_words,
    by_check,
    grouped,
    groups,
    more_words,
    outcome_words,
    place_words,
    tally,
    title,
)
from spendreview.report.vfm.screen import in_columns
from spendreview.report.vfm.words import digits_for, head_words, known_words, money
from spendreview.terms import Year

LEGEND = "E keeps a claim from counting, W warns; a claim stands under each that finds it"


def checked_lines(found: Checked) -> str:
    """The summary by check, then each finding with its cell; of very many the first."""
    heading = textwrap.wrap(asked_words(found), WIDTH)
    outcome = textwrap.wrap(outcome_words(found), WIDTH)
    parts = [*heading, known_words(found), "", *outcome, *_summary(found), *_findings(grouped(found.findings))]
    return "\n".join([*parts, "", line("Ledger", [head_words(found.chain_head)], ""), LAST_WORD])


def _summary(found: Checked) -> list[str]:
    if not found.findings:
        return []
    year = tally(found.findings).year
    lines, digits = by_check(found), 0
    if year is not None:
        digits = digits_for(own.amount_k for own in lines)
    headers = ["By check", "", "findings", "claims", *(["£m"] if year is not None else [])]
    rows = [headers, *(_row(own, digits)[: len(headers)] for own in lines)]
    return ["", *in_columns(rows), *textwrap.wrap(legend(year), WIDTH)]


def legend(year: Year | None) -> str:
    """What must be known of the summary."""
    return LEGEND if year is None else f"{LEGEND}; £m of {year}"


def _row(own: CheckLine, digits: int) -> list[str]:
    claims = f"{own.claims:,}" if own.claims else ""
    return [f"{own.check} {title(own.check)}", own.level, f"{own.findings:,}", claims, money(own.amount_k, digits)]


def _findings(findings: Sequence[Finding]) -> Iterator[str]:
    for head, own in groups(findings[:MOST_FINDINGS]):
        yield ""
        yield from textwrap.wrap(head, WIDTH, subsequent_indent="  ")
        yield from (_finding(finding) for finding in own)
    if more := more_words(findings):
        yield ""
        yield more


def _finding(own: Finding) -> str:
    """Which check, where, what stands there and what is wanted."""
    parts = [place_words(own), f"found {own.found}", f"wanted {own.wanted}", amount_words(own)]
    return line(f"  {own.check} {own.level}", ["; ".join(parts)], "")
