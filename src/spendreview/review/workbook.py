"""From the review workbook to records: every sheet read, references resolved, all faults found in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spendreview import money
from spendreview.errors import Findings, Place, did_you_mean
from spendreview.outcomes import Effect, Indicator, Priority
from spendreview.review import sheets
from spendreview.review.records import Adjustment, Assumption, Baseline, Bid, Department, Limit, Rule, Series
from spendreview.tabular import Column, Sheet, SheetTable, Workbook, open_workbook, read_settings, read_sheet
from spendreview.terms import COSTED_CONTROLS, BidKind, RuleKind

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
    _note_unknown_sheets(book, findings)
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
    def rows(sheet: Sheet, make: Callable[..., Any]) -> tuple[Any, ...]:
        return tuple(make(row, record) for row, record in _whole_rows(sheet, tables[sheet.title]))

    scenario = tables[sheets.SCENARIO.title]
    return ReviewSheets(
        path=book.path,
        file=book.file,
        sha256=book.sha256,
        settings=settings,
        years=years,
        series=rows(sheets.ECONOMY, lambda row, record: _series(row, record, years)),
        departments=rows(sheets.DEPARTMENTS, lambda row, record: Department(row=row, **record)),
        baselines=rows(sheets.BASELINES, lambda row, record: Baseline(row=row, **_renamed(record, amount="amount_k"))),
        adjustments=rows(
            sheets.ADJUSTMENTS, lambda row, record: Adjustment(row=row, **_renamed(record, amount="amount_k"))
        ),
        limits=rows(sheets.LIMITS, lambda row, record: _limit(row, record, years)),
        bids=_bids(tables[sheets.BIDS.title], years),
        priorities=rows(sheets.PRIORITIES, lambda row, record: Priority(row=row, **record)),
        indicators=rows(sheets.INDICATORS, lambda row, record: Indicator(row=row, **record)),
        effects=rows(sheets.EFFECTS, lambda row, record: Effect(row=row, **record)),
        rules=rows(sheets.RULES, _rule),
        assumptions=rows(sheets.ASSUMPTIONS, lambda row, record: Assumption(row=row, **record)),
        scenario_keys={
            record["key"]: (record["value"], scenario.place(row, "value"))
            for row, record in scenario.records()
            if record["key"] and record["value"] is not None
        },
        tables=tables,
    )


def _whole_rows(sheet: Sheet, table: SheetTable) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rows in which nothing required is missing: a row that lacks it has its fault noted already."""
    required = _required(sheet)
    for row, record in table.records():
        if all(record[name] is not None for name in required):
            yield row, record


def _required(sheet: Sheet) -> tuple[str, ...]:
    return tuple(column.name for column in sheet.columns if isinstance(column, Column) and column.required)


def _renamed(record: dict[str, Any], **names: str) -> dict[str, Any]:
    return {names.get(name, name): value for name, value in record.items()}


def _note_unknown_sheets(book: Workbook, findings: Findings) -> None:
    known = {sheet.title.casefold() for sheet in sheets.SHEETS}
    for title in book.grids:
        if title.strip().casefold() not in known:
            wanted = did_you_mean(title, [sheet.title for sheet in sheets.SHEETS], "")
            findings.warn("WW205", Place(file=book.file, sheet=title), f"sheet {title!r} was not read", wanted)


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
            for row, value in zip(table.rows, table.columns[column.name], strict=True):
                for code in value if isinstance(value, tuple) else (value,):
                    if code is not None and code not in known:
                        # Looking for the nearest of thousands, thousands of times, would keep the user waiting.
                        near = known if len(findings.faults) < MOST_SUGGESTIONS else ()
                        wanted = did_you_mean(code, near, f"a code of the sheet {column.refers_to}")
                        place = table.place(row, column.name)
                        findings.fault("WB112", place, f"{code!r} is not in {column.refers_to}", wanted)


def _series(row: int, record: dict[str, Any], years: sheets.Years) -> Series:
    values = tuple(record[name] for name in sheets.all_years(years))
    return Series(row=row, series=record["series"], source=record["source"], as_at=record["as_at"], values=values)


def _limit(row: int, record: dict[str, Any], years: sheets.Years) -> Limit:
    amounts = tuple(record.pop(name) for name in sheets.plan_years(years))
    return Limit(row=row, amounts_k=amounts, **record)


def _bids(table: SheetTable, years: sheets.Years) -> tuple[Bid, ...]:
    """Bids with their costs by control; a control whose columns are absent has no entry."""
    given = [
        (control, [f"{control} {year}" for year in years.plan])
        for control in COSTED_CONTROLS
        if any(f"{control} {year}" in table.letters for year in years.plan)
    ]
    costs = [zip(*(table.columns[name] for name in names), strict=True) for _, names in given]
    own = [column.name for column in sheets.BIDS.columns if isinstance(column, Column)]
    required = _required(sheets.BIDS)
    bids = []
    for row, *values in zip(table.rows, *(table.columns[name] for name in own), *costs, strict=True):
        record = dict(zip(own, values[: len(own)], strict=True))
        if any(record[name] is None for name in required):
            continue
        if record["min_share"] is None:
            record["min_share"] = 1.0 if record["kind"] is BidKind.BASELINE else 0.0
        by_control = dict(zip((control for control, _ in given), values[len(own) :], strict=True))
        bids.append(Bid(row=row, costs_k=by_control, **record))
    return tuple(bids)


def _rule(row: int, record: dict[str, Any]) -> Rule:
    """A rule; amounts of money are kept to the £ thousand."""
    record.pop("note")
    if record["kind"] in MONEY_RULES:
        if record["value"] is not None:
            record["value"] = float(money.thousands(record["value"]))
        if record["years"] is not None:
            record["years"] = tuple(float(money.thousands(figure)) for figure in record["years"])
    return Rule(row=row, **record)
