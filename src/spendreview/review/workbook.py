"""From the review workbook to records: every sheet read, references resolved, all faults found in one go."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spendreview import money
from spendreview.errors import Findings, Place, did_you_mean
from spendreview.outcomes import Effect, Indicator, Priority
from spendreview.review import sheets
from spendreview.review.records import Adjustment, Assumption, Baseline, Bid, Department, Limit, Rule, Series
from spendreview.tabular import Column, Sheet, SheetTable, Workbook, open_workbook, read_settings, read_sheet
from spendreview.tabular.others import note_unknown_sheets
from spendreview.tabular.records import frozen_records
from spendreview.terms import COSTED_CONTROLS, BidKind, Control, RuleKind

Columns = Callable[[SheetTable], Sequence[Any]]
"""Makes one field of every record of a sheet."""

MOST_SUGGESTIONS = 50
"""Unknown codes for which the nearest known one is looked up."""

MONEY_RULES = frozenset({RuleKind.EYF, RuleKind.RESERVE, RuleKind.DEVOLVED_ADDITION, RuleKind.SAVING})
"""Kinds of rule whose figures are £ million, not fractions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSheets:
    """Everything that a review workbook holds, as records."""

    path: Path
    file: str
    sha256: str
    settings: Mapping[str, Any]
    years: sheets.Years
    series: tuple[Series, ...]
    departments: tuple[Department, ...]
    baselines: tuple[Baseline, ...]
    adjustments: tuple[Adjustment, ...]
    limits: tuple[Limit, ...]
    bids: tuple[Bid, ...]
    priorities: tuple[Priority, ...]
    indicators: tuple[Indicator, ...]
    effects: tuple[Effect, ...]
    rules: tuple[Rule, ...]
    assumptions: tuple[Assumption, ...]
    scenario_keys: Mapping[str, tuple[Any, Place]]
    tables: Mapping[str, SheetTable]

    def place(self, sheet: Sheet, row: int | None = None, column: str | None = None) -> Place:
        """The place of a row and column of a sheet; of the sheet itself where the row is 0 or None."""
        return self.tables[sheet.title].place(row or None, column)

    def has(self, sheet: Sheet) -> bool:
        """Whether the workbook has the sheet and its header: what names rows of a missing one is not at fault."""
        return bool(self.tables[sheet.title].letters)


def read_review_sheets(path: Path, findings: Findings) -> ReviewSheets | None:
    """The records of a workbook; None where its years could not be read, so that nothing else can be.

    raises  WorkbookError where the file as a whole cannot be read; every other fault goes to ``findings``
    """
    book = open_workbook(path)
    note_unknown_sheets(book, sheets.SHEETS, findings)
    settings, review_table = read_settings(book, sheets.REVIEW, findings)
    years = _years(settings, review_table, findings)
    if years is None:
        return None
    tables = {sheets.REVIEW.title: review_table}
    for sheet in sheets.SHEETS[1:]:
        tables[sheet.title] = read_sheet(book, sheet, years, findings)
    _check_references(tables, findings)
    return _records(book, settings, years, tables)


def _records(
    book: Workbook, settings: dict[str, Any], years: sheets.Years, tables: dict[str, SheetTable]
) -> ReviewSheets:
    def rows(sheet: Sheet, record: type[Any], *leave: str, **more: Columns) -> tuple[Any, ...]:
        table = tables[sheet.title]
        columns = {name: values for name, values in table.columns.items() if name not in leave}
        columns |= {name: make(table) for name, make in more.items()}
        return _whole_rows(sheet, table, record, columns)

    scenario = tables[sheets.SCENARIO.title]
    all_years, plan_years = sheets.all_years(years), sheets.plan_years(years)
    amount = {"amount_k": lambda table: table.columns["amount"]}
    return ReviewSheets(
        path=book.path,
        file=book.file,
        sha256=book.sha256,
        settings=settings,
        years=years,
        series=rows(sheets.ECONOMY, Series, *all_years, values=lambda table: _together(table, all_years)),
        departments=rows(sheets.DEPARTMENTS, Department),
        baselines=rows(sheets.BASELINES, Baseline, "amount", **amount),
        adjustments=rows(sheets.ADJUSTMENTS, Adjustment, "amount", **amount),
        limits=rows(sheets.LIMITS, Limit, *plan_years, amounts_k=lambda table: _together(table, plan_years)),
        bids=rows(
            sheets.BIDS,
            Bid,
            *sheets.cost_columns(years),
            min_share=_least_shares,
            costs_k=lambda table: _costs(table, years),
        ),
        priorities=rows(sheets.PRIORITIES, Priority),
        indicators=rows(sheets.INDICATORS, Indicator),
        effects=rows(sheets.EFFECTS, Effect),
        rules=rows(sheets.RULES, Rule, "note", value=_rule_values, years=_rule_years),
        assumptions=rows(sheets.ASSUMPTIONS, Assumption),
        scenario_keys={
            record["key"]: (record["value"], scenario.place(row, "value"))
            for row, record in scenario.records()
            if record["key"] and record["value"] is not None
        },
        tables=tables,
    )


def _whole_rows(
    sheet: Sheet, table: SheetTable, record: type[Any], columns: Mapping[str, Sequence[Any]]
) -> tuple[Any, ...]:
    """Rows in which nothing required is missing: a row that lacks it has its fault noted already."""
    required = [
        table.columns[column.name] for column in sheet.columns if isinstance(column, Column) and column.required
    ]
    records = frozen_records(record, len(table.rows), {"row": table.rows, **columns})
    # Texts are true: only where one is not can a value be missing.
    if all(all(values) or None not in values for values in required):
        return tuple(records)
    return tuple(own for own, *values in zip(records, *required, strict=True) if None not in values)


def _years(settings: dict[str, Any], table: SheetTable, findings: Findings) -> sheets.Years | None:
    """The baseline year and the plan years, one to five of them, consecutive, the first right after the baseline."""
    baseline, plan = settings["baseline_year"], settings["plan_years"]
    rows = {record["setting"]: row for row, record in table.records()}
    version = settings["format"]
    if version != sheets.FORMAT:
        place = table.place(rows.get("format"), "value")
        findings.fault("WB016", place, f"format {version}", f"format {sheets.FORMAT}, which this program reads")
    if baseline is None or not plan:
        return None
    wanted = tuple(baseline + ahead for ahead in range(1, len(plan) + 1))
    if plan != wanted or len(plan) > 5:
        place = table.place(rows.get("plan_years"), "value")
        found = f"plan years {', '.join(map(str, plan))} after baseline year {baseline}"
        findings.fault("WB017", place, found, f"one to five consecutive years from {baseline + 1}")
        return None
    return sheets.Years(baseline, plan)


def _check_references(tables: Mapping[str, SheetTable], findings: Findings) -> None:
    """Every code that refers to another sheet must stand there; the nearest one is suggested."""
    codes = {
        sheet.title: set(tables[sheet.title].columns[sheet.columns[0].name]) - {None}
        for sheet in sheets.SHEETS
        if isinstance(sheet.columns[0], Column)
    }
    # A sheet that is missing or has no header has a fault of its own; what refers to it is not at fault.
    headless = {fault.place.sheet for fault in findings.faults if fault.code == "WB011"}
    required = {sheet.title for sheet in sheets.SHEETS if sheet.required}
    unread = {title for title, table in tables.items() if not table.letters and title in headless | required}
    for sheet in sheets.SHEETS[1:]:
        table = tables[sheet.title]
        for column in sheet.columns:
            if not isinstance(column, Column) or column.refers_to is None or column.name not in table.letters:
                continue
            if column.refers_to in unread:
                continue
            known = codes[column.refers_to]
            if not _named(table.columns[column.name]) - known:
                continue
            for row, value in zip(table.rows, table.columns[column.name], strict=True):
                for code in value if isinstance(value, tuple) else (value,):
                    if code is not None and code not in known:
                        # Looking for the nearest of thousands, thousands of times, would keep the user waiting.
                        near = known if len(findings.faults) < MOST_SUGGESTIONS else ()
                        wanted = did_you_mean(code, near, f"a code of the sheet {column.refers_to}")
                        if isinstance(value, tuple) and not known.isdisjoint(map(str.strip, code.split(","))):
                            wanted = f"; between several, not a comma: {re.sub(', *', '; ', code)!r}"
                        place = table.place(row, column.name)
                        findings.fault("WB112", place, f"{code!r} is not in {column.refers_to}", wanted)


def _named(values: Sequence[Any]) -> set[Any]:
    """Every code that a column names, alone or in a list."""
    distinct = set(values)
    distinct.discard(None)
    if not any(isinstance(value, tuple) for value in distinct):
        return distinct
    return {code for value in distinct for code in (value if isinstance(value, tuple) else (value,))}


def _together(table: SheetTable, names: Sequence[str]) -> Sequence[tuple[Any, ...]]:
    """The cells of several columns side by side, a tuple a row."""
    return list(zip(*(table.columns[name] for name in names), strict=True))


def _least_shares(table: SheetTable) -> Sequence[float]:
    """min_share, with its default where it is blank."""
    given, kinds = table.columns["min_share"], table.columns["kind"]
    if None not in given:
        return given
    return [
        share if share is not None else 1.0 if kind is BidKind.BASELINE else 0.0
        for share, kind in zip(given, kinds, strict=True)
    ]


def _costs(table: SheetTable, years: sheets.Years) -> Sequence[Mapping[Control, tuple[int, ...]]]:
    """Each bid's costs by control; a control whose columns are absent has no entry."""
    headers = {control: [f"{control} {year}" for year in years.plan] for control in COSTED_CONTROLS}
    given = {control: names for control, names in headers.items() if not table.letters.keys().isdisjoint(names)}
    costs = zip(*(_together(table, names) for names in given.values()), strict=True)
    return [dict(zip(given, own, strict=True)) for own in costs] if given else [{} for _ in table.rows]


def _rule_values(table: SheetTable) -> Sequence[float | None]:
    """Figures of rules; amounts of money are kept to the £ thousand."""
    return [
        float(money.thousands(value)) if value is not None and kind in MONEY_RULES else value
        for kind, value in zip(table.columns["kind"], table.columns["value"], strict=True)
    ]


def _rule_years(table: SheetTable) -> Sequence[tuple[float, ...] | None]:
    """The same for figures of the plan years."""
    return [
        tuple(float(money.thousands(figure)) for figure in figures)
        if figures is not None and kind in MONEY_RULES
        else figures
        for kind, figures in zip(table.columns["kind"], table.columns["years"], strict=True)
    ]
