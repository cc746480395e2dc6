"""Savings for a review: as an overlay with a rule for each department and control, in lines, and for machines."""

from __future__ import annotations

import json
import os
import textwrap
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from spendreview.ledger.checks.say import per_cent
from spendreview.ledger.savings import SavingLine, Savings
from spendreview.report.documents import SCHEMA, dumped, number
from spendreview.report.lines import LAST_WORD, WIDTH, line
from spendreview.report.vfm.as_json import millions
from spendreview.report.vfm.words import digits_for, head_words, money
from spendreview.tabular.files import atomic_path

LONGEST = 15_000
"""Characters that the entries of either kind may take in a rule: a cell of Excel holds twice as many."""

NAME = "savings from the ledger"


def overlay(found: Savings, workbook: str = "") -> str:
    """A scenario whose rules are the savings, as YAML; the same ledger makes the same bytes."""
    why = f"What counts and frees cash, less what was taken out of DEL already, as at {found.as_at.isoformat()}"
    lines = ["schema: 1", f"name: {NAME}", f"why: {json.dumps(why)}"]
    lines += [f"workbook: {json.dumps(workbook, ensure_ascii=False)}"] if workbook else []
    rules = [(department, control, list(own)) for (department, control), own in groupby(found.lines, key=_of)]
    lines += ["rules:" if rules else "rules: {}"]
    for department, control, own in rules:
        lines += [
            f"  {json.dumps(f'vfm-{department}-{control}', ensure_ascii=False)}:",
            "    kind: saving",
            f"    scope: {json.dumps(department, ensure_ascii=False)}",
            f"    control: {control}",
            "    years:",
            *(f"      {saving.year}: {number(saving.offered_k / 1000, 3)}" for saving in own),
            f"    source: {json.dumps(source(own, found), ensure_ascii=False)}",
        ]
    return "\n".join([*(f"# {text}" for text in _comments(found)), *lines, ""])


def _of(saving: SavingLine) -> tuple[str, str]:
    return saving.department, saving.control.value


def _comments(found: Savings) -> list[str]:
    """What must be known of the figures, at the head of the file."""
    told = [
        "£ million: over-delivery that may be recycled, or below nil a shortfall, for which the settlement pays.",
        f"Of over-delivery {per_cent(float(found.recycle))} is offered.",
        *_open(found),
        *found.remarks,
        LAST_WORD,
    ]
    return [part for text in told for part in textwrap.wrap(text, WIDTH)]


def source(lines: Sequence[SavingLine], found: Savings) -> str:
    """The entries that some lines rest on, and the head of the chain that holds them."""
    claims = ranges({entry for own in lines for entry in own.claims})
    netted = ranges({entry for own in lines for entry in own.netted})
    counted = f"{_cut(claims)} (claims that count)" if claims else "no claim that counts"
    return f"ledger entries {counted}, {_cut(netted)} (taken out of DEL); head {found.chain_head.short}"


def ranges(entries: Iterable[int]) -> list[str]:
    """Numbers in order, those that follow each other as one.

    >>> ranges({7, 3, 4, 5, 9, 10})
    ['3-5', '7', '9-10']
    """
    found: list[list[int]] = []
    for entry in sorted(entries):
        if found and entry == found[-1][-1] + 1:
            found[-1][-1:] = [entry] if len(found[-1]) > 1 else [found[-1][0], entry]
        else:
            found.append([entry])
    return ["-".join(map(str, own)) for own in found]


def _cut(parts: Sequence[str]) -> str:
    text = ", ".join(parts)
    if len(text) <= LONGEST:
        return text
    kept = text[:LONGEST].rsplit(", ", 1)[0]
    return f"{kept} and {len(parts) - kept.count(', ') - 1:,} more, which `vfm savings --json` names"


def write_overlay(found: Savings, path: Path, workbook: Path | None = None) -> None:
    """Write the overlay, whole or not at all.

    workbook  the review that it is laid over; it is named by its way from the overlay's own folder
    raises    OutputError where the file cannot be written
    """
    with atomic_path(path) as part:
        part.write_text(overlay(found, _way(path, workbook)), encoding="utf-8", newline="\n")


def _way(path: Path, workbook: Path | None) -> str:
    if workbook is None:
        return ""
    try:
        return Path(os.path.relpath(workbook, path.absolute().parent)).as_posix()
    except ValueError:  # another drive of Windows
        return workbook.absolute().as_posix()


def savings_lines(found: Savings) -> str:
    """Lines of 80 characters: each department, control and year, and what could not be said."""
    heading = [
        f"Savings for a review, as at {found.as_at.isoformat()}",
        f"Of over-delivery {per_cent(float(found.recycle))} is offered; of a shortfall all of it.",
        "",
    ]
    notes = [*_open(found), *found.remarks]
    wrapped = [
        part for note in notes for part in textwrap.wrap(note, WIDTH, initial_indent="- ", subsequent_indent="  ")
    ]
    noted = ["", "What must be known beside it", *wrapped] if notes else []
    return "\n".join(
        [*heading, *_table(found), *noted, "", line("Ledger", [head_words(found.chain_head)], ""), LAST_WORD]
    )


HEADERS = ("£m a year", "year", "counts", "taken out", "less it", "offered")


def _table(found: Savings) -> list[str]:
    if not found.lines:
        return ["Nothing that was taken out of DEL can be held against claims."]
    digits = digits_for(amount for own in found.lines for amount in (own.counting_k, own.netted_k, own.offered_k))
    rows = [HEADERS, *(_cells(own, digits) for own in found.lines)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADERS))]
    return [
        "  ".join(
            [f"{row[0]:<{widths[0]}}", *(f"{cell:>{own}}" for cell, own in zip(row[1:], widths[1:], strict=True))]
        ).rstrip()
        for row in rows
    ]


def _cells(own: SavingLine, digits: int) -> tuple[str, ...]:
    amounts = (money(own.counting_k, digits), money(own.netted_k, digits))
    signed = (money(own.difference_k, digits, sign=True), money(own.offered_k, digits, sign=True))
    return (f"{own.department} {own.control}", str(own.year), *amounts, *signed)


def _open(found: Savings) -> list[str]:
    """What must be known of years that are not over, where there are any."""
    years = sorted({own.year for own in found.lines if not own.over})
    said = ", ".join(map(str, years))
    are = "is" if len(years) == 1 else "are"
    return [f"{said} {are} not over: shown is what counts now, if it goes on."] if years else []


def savings_json(found: Savings) -> str:
    """Every line with its entries."""
    lines = [
        {
            "department": own.department,
            "control": own.control.value,
            "year": str(own.year),
            "year_is_over": own.over,
            "counting_m": millions(own.counting_k),
            "prenetted_m": millions(own.netted_k),
            "difference_m": millions(own.difference_k),
            "offered_m": millions(own.offered_k),
            "claims": list(own.claims),
            "prenetted": list(own.netted),
        }
        for own in found.lines
    ]
    return dumped(
        {
            "schema": SCHEMA,
            "as_at": found.as_at.isoformat(),
            "known_at": found.known_at,
            "recycle": number(float(found.recycle), 9),
            "savings": lines,
            "remarks": list(found.remarks),
            "chain_head": str(found.chain_head),
        }
    )
