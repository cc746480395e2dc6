"""Whether a settlement workbook that is handed in is of this review: its years, its bids, what it was made from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from spendreview.errors import Findings, Place
from spendreview.review.records import Bid
from spendreview.review.shares import AS_RUN, RECORD, SHARES, WORKBOOK_NAME, WORKBOOK_SHA256
from spendreview.review.sheets import Years
from spendreview.review.workbook import ReviewSheets
from spendreview.tabular import Workbook, read_sheet
from spendreview.tabular.header import HEADER_WITHIN
from spendreview.tabular.read import SheetTable, addresses
from spendreview.tabular.schema import Sheet

MOST_NAMED = 6
YEAR = r"\s+(\d{4}-\d{2})"
HEADERS = {
    SHARES.title: re.compile("share" + YEAR, re.IGNORECASE),
    AS_RUN.title: re.compile("share as run" + YEAR, re.IGNORECASE),
}

Tables = tuple[SheetTable, SheetTable]
"""The shares, and what the run gave."""


def read_shares(book: Workbook, years: Years, findings: Findings) -> Tables | None:
    """The two sheets of shares; None, with one fault, where they are of other plan years than the review's."""
    own = Findings()
    tables = read_sheet(book, SHARES, years, own), read_sheet(book, AS_RUN, years, own)
    found = [_years_of(book, *pair) for pair in zip((SHARES, AS_RUN), tables, strict=True)]
    given, plan = list(found[0]), list(map(str, years.plan))
    # A column that is gone from one of the two sheets alone was taken out by hand: the reader has said so.
    lost = [year for year in plan if all(year not in seen for seen in found)]
    others = [year for year in given if year not in plan]
    if given and (lost or others):
        place = Place(file=book.file, sheet=tables[0].sheet, cell=found[0][others[0] if others else given[0]])
        wanted = f"one of the review's own: {', '.join(plan)}; run the review again, and edit that"
        findings.fault("SC027", place, f"a settlement of the plan years {', '.join(given)}", wanted)
        return None
    findings.faults += own.faults
    findings.warnings += own.warnings
    return tables


def _years_of(book: Workbook, sheet: Sheet, table: SheetTable) -> dict[str, str]:
    """The years that a sheet has shares of, each with the cell of its header."""
    headers = dict(table.headers)
    if not headers and (titles := book.titles(sheet.title)):
        # No header was found, for a column is not there: each row that could be one is looked at.
        grid = book.cells(titles[0]).grid[:HEADER_WITHIN]
        headers = {at: cell for row in range(len(grid)) for at, cell in addresses(grid, row).items()}
    texts = {at: HEADERS[sheet.title].fullmatch(cell.strip()) for at, cell in headers.items() if isinstance(cell, str)}
    return {match[1]: at for at, match in texts.items() if match}


def is_of_review(book: Workbook, table: SheetTable, bids: Mapping[str, Bid], findings: Findings) -> bool:
    """Whether any bid of a settlement is in the review; a fault where none is. Bids that are filled in tell nothing."""
    named = [code for code in table.columns["Bid"] if code is not None]
    if all(code in bids for code in named) or any(code in bids and bids[code].row for code in named):
        return True
    made = _made_from(book)[0]
    found = f"not one of its {len(named)} bids is in the review"
    wanted = "a settlement of this review" + (f": this one was made from {made}" if made else "")
    findings.fault("SC028", table.place(), found, wanted)
    return False


def note_other_workbook(book: Workbook, records: ReviewSheets, findings: Findings) -> None:
    """A warning where the settlement was made from another workbook than the review's, as far as its record says."""
    name, sha256 = _made_from(book)
    if sha256 is None or sha256.casefold() == records.sha256.casefold():
        return
    if name is None or name.casefold() == records.file.casefold():
        found = f"it was made from an earlier {records.file}: the review has changed since"
    else:
        found = f"it was made from {name}, not from {records.file} as it is now"
    findings.warn("RW424", Place(file=book.file), found)


def _made_from(book: Workbook) -> tuple[str | None, str | None]:
    """The name and hash of the workbook that a settlement was made from; None where its record does not say."""
    table = read_sheet(book, RECORD, None, Findings())
    items = dict(zip(table.columns["Item"], table.columns["Value"], strict=True))
    name, sha256 = items.get(WORKBOOK_NAME), items.get(WORKBOOK_SHA256)
    return (name if isinstance(name, str) else None, sha256 if isinstance(sha256, str) else None)


def few(names: Sequence[str]) -> str:
    """The first names of a list, and how many more there are."""
    more = f" and {len(names) - MOST_NAMED} more" if names[MOST_NAMED:] else ""
    return ", ".join(names[:MOST_NAMED]) + more
