"""Read a sheet of names and values, such as Review and Scenario."""

from __future__ import annotations

from typing import Any

from spendreview.errors import Findings, Place, did_you_mean
from spendreview.tabular.raw import CellFault, as_text
from spendreview.tabular.read import SheetTable, Workbook, is_blank, read_sheet
from spendreview.tabular.schema import Setting, Sheet


def read_settings(book: Workbook, sheet: Sheet, findings: Findings) -> tuple[dict[str, Any], SheetTable]:
    """A sheet of names and values: each declared setting's value (its default where absent), and the table as read."""
    table = read_sheet(book, sheet, None, findings)
    known = {setting.name.casefold(): setting for setting in sheet.settings}
    values = {setting.name: setting.default for setting in sheet.settings}
    given: dict[str, int] = {}
    faulty = {fault.place for fault in findings.faults}
    name_column, value_column = list(table.columns)[:2]
    for row, record in table.records():
        name, raw = as_text(record[name_column] or ""), record[value_column]
        setting = known.get(name.casefold())
        if setting is None:
            if not name.startswith(("#", "note")):
                wanted = did_you_mean(name, [item.name for item in sheet.settings], "a setting of this sheet")
                findings.fault("WB014", table.place(row, name_column), f"unknown setting {name!r}", wanted)
            continue
        if setting.name in given:
            findings.fault("WB111", table.place(row, name_column), f"{name!r} again", "each setting once")
            continue
        given[setting.name] = row
        place = table.place(row, value_column)
        if place not in faulty:  # an Excel error reads as blank, and has its fault
            values[setting.name] = _setting(setting, raw, place, findings)
    for setting in sheet.settings:
        if setting.required and setting.name not in given and table.letters:
            findings.fault("WB015", table.place(), f"no setting {setting.name!r}", setting.kind.wanted)
    return values, table


def _setting(setting: Setting, raw: Any, place: Place, findings: Findings) -> Any:
    def note(code: str, sentence: str) -> None:
        findings.warn(code, place, sentence)

    try:
        if is_blank(raw):
            if setting.required:
                raise CellFault("WB101", "a blank cell", setting.kind.wanted)
            return setting.default
        return setting.kind.parse(raw, note)
    except CellFault as fault:
        findings.fault(fault.code, place, fault.found, fault.wanted)
        return setting.default
