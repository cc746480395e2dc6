"""Sheets of a workbook that nobody declared: they are not read, and that is said."""

from __future__ import annotations

from collections.abc import Sequence

from spendreview.errors import Findings, Place, did_you_mean
from spendreview.tabular.opened import Workbook
from spendreview.tabular.schema import Sheet


def note_unknown_sheets(book: Workbook, sheets: Sequence[Sheet], findings: Findings) -> None:
    """A warning for each sheet that is none of those declared, with the name that may be meant."""
    titles = [sheet.title for sheet in sheets]
    known = {title.casefold() for title in titles}
    for title in book.sheets:
        if title.strip().casefold() not in known:
            place = Place(file=book.file, sheet=title)
            findings.warn("WW205", place, f"sheet {title!r} was not read", did_you_mean(title, titles, ""))
