"""Excel, and nothing of the domain: sheets declared as data, read, written as templates, and result books."""

from spendreview.tabular.read import SheetTable, Workbook, open_workbook, read_sheet
from spendreview.tabular.schema import Column, Family, Setting, Sheet
from spendreview.tabular.settings import read_settings

__all__ = [
    "Column",
    "Family",
    "Setting",
    "Sheet",
    "SheetTable",
    "Workbook",
    "open_workbook",
    "read_settings",
    "read_sheet",
]
