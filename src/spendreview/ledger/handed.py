"""A VfM workbook as it was handed in: a department's return, or an auditor's report, read and typed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from spendreview.entries import Filed, filed_fields
from spendreview.errors import Findings, Place, nearest
from spendreview.ledger import sheets
from spendreview.ledger.tables import ADDED, AUDITS, FILED
from spendreview.store import canonical
from spendreview.tabular import SheetTable, Workbook, open_workbook, read_settings, read_sheet
from spendreview.tabular.others import note_unknown_sheets

RETURN = "return"
AUDIT = "audit"
"""The two kinds of workbook that the ledger takes."""


@dataclass(frozen=True)
class Handed:
    """One workbook.

    kind      return or audit
    settings  of the sheet Return; empty for an auditor's report
    tables    the sheets as read, by title
    """

    kind: str
    file: str
    sha256: str
    settings: Mapping[str, Any]
    settings_table: SheetTable | None
    tables: Mapping[str, SheetTable]
    _stored: dict[str, dict[str, Sequence[Any]]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def department(self) -> str:
        """Whose return it is; an auditor's report is of the whole of government."""
        return str(self.settings["department"]) if self.kind == RETURN else sheets.ALL

    @cached_property
    def as_at(self) -> dt.date:
        """The date that it speaks of; of an auditor's report the latest of its dates."""
        if self.kind == RETURN:
            day: dt.date = self.settings["as_at"]
            return day
        last: dt.date = max(self.table(AUDITS).columns["date"])
        return last

    @property
    def return_id(self) -> str:
        """Its name: that of the return, or those of the reports."""
        if self.kind == RETURN:
            return str(self.settings["return_id"])
        return "; ".join(dict.fromkeys(self.table(AUDITS).columns["report"]))

    @property
    def key(self) -> str:
        """The name under which it is filed: never twice with different content."""
        return f"{self.department}/{self.return_id}" if self.kind == RETURN else f"{self.return_id} {self.content[:16]}"

    @property
    def version(self) -> str:
        """When and by whom it was said; of two statements on one thing the greater stands."""
        return f"{self.as_at.isoformat()} {self.department}/{self.return_id}"

    def table(self, filed: Filed) -> SheetTable:
        """One of its sheets."""
        return self.tables[filed.sheet.title]

    def stored(self, filed: Filed) -> Mapping[str, Sequence[Any]]:
        """The columns of a sheet as they are stored, worked out once."""
        if filed.name not in self._stored:
            self._stored[filed.name] = filed.values(self.table(filed).columns)
        return self._stored[filed.name]

    def rows(self, filed: Filed) -> list[tuple[Any, ...]]:
        """The rows of a sheet as the store takes them."""
        table = self.table(filed)
        if filed is not AUDITS:
            return filed.rows(table, self.version, self.stored(filed))
        pairs = zip(table.columns["date"], table.columns["report"], strict=True)
        return filed.rows(table, [f"{day.isoformat()} {report}" for day, report in pairs])

    @cached_property
    def content(self) -> str:
        """The hash of what it says, whatever the order of its rows and columns and the look of its cells."""
        told = hashlib.sha256()
        for filed in FILED:
            table = self.tables.get(filed.sheet.title)
            if table is None or (filed in ADDED and not table.rows):
                continue
            stored = self.stored(filed)
            rows = list(zip(*(stored[name] for name in filed_fields(filed)), strict=True))
            told.update("\n".join([filed.name, *sorted(canonical(rows))]).encode("ascii"))
        plain = {name: str(value) for name, value in self.settings.items()}
        told.update(json.dumps(plain, sort_keys=True).encode("ascii"))
        return told.hexdigest()

    @property
    def details(self) -> str:
        """The letter of each column of each sheet, so that an entry leads back to its cell."""
        letters = {title: dict(table.letters) for title, table in self.tables.items() if table.rows}
        return json.dumps({"columns": letters}, sort_keys=True, separators=(",", ":"))

    def setting_place(self, name: str) -> Place:
        """The cell of a setting's value."""
        assert self.settings_table is not None
        row = next((row for row, own in self.settings_table.records() if own["setting"] == name), None)
        return self.settings_table.place(row, "value")


def read_handed(path: Path, findings: Findings) -> Handed | None:
    """A VfM workbook, typed; None where it is neither a return nor an auditor's report, or its settings are at fault.

    raises  WorkbookError where the file as a whole cannot be read; every other fault goes to ``findings``
    """
    book = open_workbook(path)
    has_return, has_audits = bool(book.titles(sheets.RETURN.title)), bool(book.titles(sheets.AUDITS.title))
    if not has_return and not has_audits:
        found, wanted = _not_ours(book)
        findings.fault("LG801", Place(file=book.file), found, wanted)
        return None
    note_unknown_sheets(book, sheets.SHEETS, findings)
    handed = _return(book, findings) if has_return else _report(book, findings)
    _refuse_far_cells(findings)
    return handed


FAR = "LG822"
"""Cells that lie too far out to be read."""


def _refuse_far_cells(findings: Findings) -> None:
    """What was not read would be left out without a word in the ledger: here it is a fault, not a remark."""
    far = [remark for remark in findings.warnings if remark.code == "WW206"]
    findings.warnings = [remark for remark in findings.warnings if remark.code != "WW206"]
    for remark in far:
        wanted = "the return split in two, under two names; or a stray cell there cleared"
        findings.fault(FAR, remark.place, remark.found, wanted)


OTHERS = (
    ("Allocation by bid", "a settlement workbook", "`spendreview check --shares` reads it, with its review"),
    ("Departments", "a review workbook", "`spendreview check` reads it"),
)
"""Sheets by which workbooks are known that other commands read: what they are, and which command that is."""


def _not_ours(book: Workbook) -> tuple[str, str]:
    """What a workbook is that the ledger does not take, and what to do."""
    for title, what, reads in OTHERS:
        if book.titles(title):
            return f"{what}, with no sheet 'Return'", f"a VfM workbook; {reads}"
    near = next((title for title in book.sheets if nearest(title.strip(), ["Return", "Audits"])), None)
    found = f"no sheet 'Return', but one called {near!r}" if near else "no sheet 'Return'"
    return found, "a VfM workbook: `spendreview template vfm` writes a blank one"


def _return(book: Workbook, findings: Findings) -> Handed | None:
    before = len(findings.faults)
    settings, table = read_settings(book, sheets.RETURN, findings)
    _check_format(settings, table, findings)
    whole = len(findings.faults) == before
    tables = {filed.sheet.title: read_sheet(book, filed.sheet, None, findings) for filed in FILED}
    audits = tables[sheets.AUDITS.title]
    if audits.rows:
        wanted = "a workbook of its own for the sheet Audits: auditors grade, departments report"
        findings.fault("LG802", audits.place(audits.rows[0], "report"), "an auditor's finding in a return", wanted)
    return Handed(RETURN, book.file, book.sha256, settings, table, tables) if whole else None


def _report(book: Workbook, findings: Findings) -> Handed | None:
    """An auditor's report; sheets of a return in it, without Return, are a return that lost its first sheet."""
    for filed in FILED:
        if filed is not AUDITS and book.titles(filed.sheet.title):
            place = Place(file=book.file, sheet=filed.sheet.title)
            wanted = "the sheet Return beside it, and the sheet Audits in a workbook of its own"
            findings.fault("LG802", place, f"the sheet {filed.sheet.title} in an auditor's report", wanted)
    before = len(findings.faults)
    table = read_sheet(book, sheets.AUDITS, None, findings)
    if len(findings.faults) > before and (not table.rows or None in (*table.columns["date"], *table.columns["report"])):
        return None
    if not table.rows:
        findings.fault("LG801", table.place(), "no finding in the sheet Audits", "a row for each finding")
        return None
    return Handed(AUDIT, book.file, book.sha256, {}, None, {sheets.AUDITS.title: table})


def _check_format(settings: Mapping[str, Any], table: SheetTable, findings: Findings) -> None:
    if settings["format"] != sheets.FORMAT:
        row = next((row for row, own in table.records() if own["setting"] == "format"), None)
        found, wanted = f"format {settings['format']}", f"format {sheets.FORMAT}, which this program reads"
        findings.fault("WB016", table.place(row, "value"), found, wanted)
