"""Every figure of the workbook for publication, added up again from the settlement by another way."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from spendreview import money
from spendreview.allocation import Settlement, allocate
from spendreview.report import write_settlement
from spendreview.report.publication import publication
from spendreview.report.publication.bids import bid_tables
from spendreview.report.publication.draft import Ground
from spendreview.report.publication.notes import numbered
from spendreview.report.words import ADJUSTMENT_WORDS
from spendreview.review import load_review
from spendreview.tabular.publication import Column
from spendreview.terms import Control
from tests import making
from tests.handing import SHARES
from tests.report.test_recalculated import table as rows_of_sheet

EXAMPLES = Path(__file__).parents[1] / "examples"
SETTLED = [
    f"tests/examples/{name}"
    for name, cases in json.loads((EXAMPLES / "expected.json").read_text(encoding="utf-8")).items()
    if cases["weighted"]["status"] == "optimal"
]
SOURCES = [*SETTLED, "scenarios/csr2007.yaml", "scenarios/sr2025.yaml"]
HALF_A_THOUSAND = 0.00051  # £m, and the last digits of a float

Figures = dict[str, list[Any]]
"""By how a header begins: the figures below it; None for [z], which is not applicable."""
NAMES = {
    "RDEL": Control.RDEL, "CDEL": Control.CDEL, "Total_DEL": Control.TDEL, "Depreciation": Control.DEPRECIATION,
    "Administration": Control.ADMIN, "Near_cash": Control.NEAR_CASH, "AME": Control.AME,
}  # fmt: skip
LONG = {
    "Total departmental": Control.TDEL, "Resource": Control.RDEL, "Capital": Control.CDEL,
    "Administration": Control.ADMIN, "Near-cash": Control.NEAR_CASH, "Depreciation": Control.DEPRECIATION,
    "Annually": Control.AME,
}  # fmt: skip


# What every table has to come to --------------------------------------------------------------------------------------


def series(settlement: Settlement, control: Control) -> list[list[float]]:
    """By department: the baseline and each plan year, £ million, from the long frame."""
    frame = settlement.settlements
    own = frame[frame.control == control]
    rows = [own[own.department == department.department] for department in settlement.review.departments]
    return [[float(row.baseline_m.iloc[0]), *map(float, row.amount_m)] for row in rows]


def total(rows: list[list[float]]) -> list[float]:
    return [sum(column) for column in zip(*rows, strict=True)]


def budget(settlement: Settlement, rows: list[list[float]], inflation: float | None) -> Figures:
    """Baseline, years, change over the plan, growth a year in per cent."""
    years = [settlement.review.baseline_year, *settlement.review.years]
    growth = [
        None if inflation is None else money.average_real_growth(row[0], row[-1], inflation, len(row) - 1)
        for row in rows
    ]
    return {
        **{str(year): [row[t] for row in rows] for t, year in enumerate(years)},
        "Change over the plan": [row[-1] - row[0] for row in rows],
        "Average annual real growth": [None if g is None else 100 * g for g in growth],
    }


def inflation(settlement: Settlement) -> float | None:
    deflator = settlement.review.deflator
    return deflator[-1] / deflator[0] if deflator is not None else None


def by_department(settlement: Settlement, control: Control) -> Figures:
    rows = series(settlement, control)
    return budget(settlement, [*rows, total(rows)], inflation(settlement))


def real_terms(settlement: Settlement, control: Control, base: int) -> Figures:
    deflator = settlement.review.deflator
    assert deflator is not None
    rows = [[m * deflator[base] / d for m, d in zip(row, deflator, strict=True)] for row in series(settlement, control)]
    return budget(settlement, [*rows, total(rows)], 1.0)


def bridge(settlement: Settlement, control: Control) -> Figures:
    """Every step, nil where the table leaves it out."""
    review, codes = settlement.review, [row.department for row in settlement.review.departments]
    restated, *_, final = zip(*series(settlement, control), strict=True)
    sheets = review.workbook
    steps: dict[str, dict[str, float]] = {"Published baseline": dict.fromkeys(codes, 0.0)}
    for baseline in sheets.baselines:
        if baseline.control is control:
            steps["Published baseline"][baseline.department] += baseline.amount_k / 1000
    for line in sheets.adjustments:
        own = steps.setdefault(f"Adjusted: {ADJUSTMENT_WORDS[line.kind]}", dict.fromkeys(codes, 0.0))
        if line.control is control:
            own[line.department] += line.amount_k / 1000
            if line.to is not None:
                own[line.to] -= line.amount_k / 1000
    for row in settlement.bid_rows()[len(review.years) - 1 :: len(review.years)]:
        bid = next(bid for bid in review.bids if bid.bid == row["bid"])
        name = "Change in baseline" if bid.kind == "baseline" else bid.kind.value.replace("_", " ").capitalize()
        own = steps.setdefault(f"{name} bids", dict.fromkeys(codes, 0.0))
        own[bid.department] += row.get(f"{control.lower()}_m", 0.0)
    for rule in review.rules:
        if rule.kind == "saving" and rule.control is control:
            own = steps.setdefault("Savings to recycle", dict.fromkeys(codes, 0.0))
            own[rule.scope] -= (rule.years[-1] if rule.years is not None else rule.value) / 1000
    for department, base, end in zip(review.departments, restated, final, strict=True):
        name = "Block grant" if department.devolved else "Change in baseline bids"
        own = steps.setdefault(name, dict.fromkeys(codes, 0.0))
        own[department.department] += end - base if department.devolved else -base
    found: Figures = {name: list(own.values()) for name, own in steps.items()}
    found |= {"Restated baseline": list(restated), "Settlement": list(final)}
    return {name: [*own, sum(own)] for name, own in found.items()}


def limits(settlement: Settlement) -> Figures:
    frame = settlement.limits
    available = [float(m) for m in frame.limit_m + frame.adjustment_m]
    return {
        "Limit figure": frame.limit_m.tolist(),
        "Available": available,
        "Spending": frame.spend_m.tolist(),
        "Left": frame.slack_m.tolist(),
        "Used": [100 * m / of if of > 0 else None for m, of in zip(frame.spend_m.tolist(), available, strict=True)],
    }


def priorities(settlement: Settlement) -> Figures:
    """Weights as they are set; attainment as the mean of the progress of the indicators, by their own weights."""
    rows, results = settlement.review.priorities, settlement.priority_results
    sure = [row.share * (row.attainment or 0.0) for row in results]
    points = [None if row.attainment is None else 100 * p for row, p in zip(results, sure, strict=True)]
    measured = [sum(one.priority == row.priority for one in settlement.review.indicators) for row in rows]
    attained = [None if row.attainment is None else 100 * row.attainment for row in results]
    assert 100 * sum(sure) == pytest.approx(settlement.score, abs=1e-6)
    return {
        "Indicators": [*measured, len(settlement.review.indicators)],
        "Weight": [*(row.weight for row in rows), sum(row.weight for row in rows)],
        "Share of all weight": [*(100 * row.share for row in results), 100.0],
        "Attainment": [*attained, None],
        "Points": [*points, settlement.score],
    }


def indicators(settlement: Settlement) -> Figures:
    found = {row.indicator: row for row in settlement.indicator_results}
    rows = [found[row.indicator] for row in settlement.review.indicators]
    return {
        "Baseline": [row.baseline for row in settlement.review.indicators],
        "If nothing is funded": [row.trend for row in rows],
        "Forecast": [row.forecast for row in rows],
        "Goal (": [row.goal for row in rows],
        "Progress": [100 * row.progress for row in rows],
    }


def bid_money(settlement: Settlement) -> list[tuple[float, float]]:
    """(asked, given) by bid over the plan: RDEL plus CDEL, less depreciation where RDEL includes it; £ million."""
    parts = {Control.RDEL: 1, Control.CDEL: 1}
    if settlement.review.rdel_includes_depreciation:
        parts[Control.DEPRECIATION] = -1
    got = dict.fromkeys((bid.bid for bid in settlement.review.bids), 0.0)
    for row in settlement.bid_rows():
        got[row["bid"]] += sum(sign * row.get(f"{part.lower()}_m", 0.0) for part, sign in parts.items())
    return [
        (sum(sign * sum(bid.costs_k.get(part, ())) for part, sign in parts.items()) / 1000, got[bid.bid])
        for bid in settlement.review.bids
    ]


def bids(settlement: Settlement) -> Figures:
    asked, got = (list(column) for column in zip(*bid_money(settlement), strict=True))
    return {"Asked": [*asked, sum(asked)], "Given": [*got, sum(got)]}


def bids_added_up(settlement: Settlement, key: Callable[[Any], Any]) -> Figures:
    groups: dict[Any, list[float]] = {}
    ends = settlement.shares.min(axis=1).tolist(), settlement.shares.max(axis=1).tolist()
    for bid, (asked, got), least, most in zip(settlement.review.bids, bid_money(settlement), *ends, strict=True):
        state = [most > 1e-6 and least >= 1 - 1e-6, most > 1e-6 and least < 1 - 1e-6, most <= 1e-6]
        own = groups.setdefault(key(bid), [0, 0, 0, 0.0, 0.0])
        groups[key(bid)] = [a + b for a, b in zip(own, [*state, asked, got], strict=True)]
    rows = [*groups.values(), total(list(groups.values()))]
    names = ("Funded", "Part-funded", "Not funded", "Asked (", "Given (")
    found: Figures = {name: [row[n] for row in rows] for n, name in enumerate(names)}
    return found | {"Given of what was asked": [100 * row[4] / row[3] if row[3] > 0 else None for row in rows]}


def savings(settlement: Settlement) -> Figures:
    """What each saving rule says by year, in its own sign."""
    rules = [rule for rule in settlement.review.rules if rule.kind == "saving"]
    return {
        str(year): [(rule.years[t] if rule.years is not None else rule.value) / 1000 for rule in rules]
        for t, year in enumerate(settlement.review.years)
    }


def expected(settlement: Settlement, name: str, first: Column) -> Figures:
    """The figures of a table by its name."""
    ground = Ground(settlement)
    if name == "Budgets_of_all_departments":
        controls = [next(LONG[key] for key in LONG if str(cell).startswith(key)) for cell in first.cells]
        assert set(controls) >= {Control.TDEL, Control.RDEL, Control.CDEL}
        return budget(settlement, [total(series(settlement, own)) for own in controls], inflation(settlement))
    for ending, figures in (("_by_department", by_department), ("_in_real_terms", real_terms)):
        if (control := NAMES.get(name.removesuffix(ending))) and name.endswith(ending):
            if figures is by_department:
                return by_department(settlement, control)
            return real_terms(settlement, control, ground.all_years.index(ground.price_base))
    if name.startswith("Bridge_of_"):
        return bridge(settlement, NAMES[name.removeprefix("Bridge_of_")])
    return {
        "Limits_and_what_is_left": limits,
        "Priorities_and_attainment": priorities,
        "Indicators_and_forecasts": indicators,
        "Bids_and_what_they_get": bids,
        "Savings_to_recycle": savings,
        "Bids_by_programme": lambda own: bids_added_up(own, lambda bid: (bid.department, bid.programme)),
        "Bids_by_department": lambda own: bids_added_up(own, lambda bid: bid.department),
    }[name](settlement)


def tables(settlement: Settlement) -> Iterator[tuple[str, tuple[Column, ...]]]:
    """Every table of results of the publication, and of the bids those that longer reviews have."""
    for sheet in publication(settlement).sheets[2:]:
        if sheet.table not in ("Assumptions_log", "Changes_to_the_review"):
            yield sheet.table, sheet.columns
    ground = Ground(settlement)
    added_up = [draft for most in (len(settlement.review.bids) - 1, 0) for draft in bid_tables(ground, most)]
    for draft in numbered(added_up, ground)[0]:
        yield draft.table, draft.columns


def off(columns: tuple[Column, ...], wanted: Figures) -> list[tuple[str, Any, Any]]:
    """Cells that are not what they should be, and columns that nobody expected; each with what was wanted."""
    wrong: list[tuple[str, Any, Any]] = []
    for column in (column for column in columns if column.decimals is not None):
        keys = [key for key in wanted if column.header.startswith(key) or f" {key} " in f" {column.header} "]
        if not keys or len(wanted[keys[0]]) != len(column.cells):
            wrong.append((column.header, column.cells, keys))
            continue
        for cell, figure in zip(column.cells, wanted[max(keys, key=len)], strict=True):
            missing = figure is None or cell == "[z]"
            if (cell != "[z]" or figure is not None) if missing else abs(cell - figure) > HALF_A_THOUSAND:
                wrong.append((column.header, cell, figure))
    return wrong


# Tests ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", SOURCES)
def test_every_published_table_is_the_settlement_added_up_again(source, settled):
    settlement = settled(source)
    found = {name: off(columns, expected(settlement, name, columns[0])) for name, columns in tables(settlement)}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert {"Budgets_of_all_departments", "Bridge_of_RDEL", "Bids_by_department"} <= set(found)


def columns_of(settlement: Settlement, name: str) -> Figures:
    """The columns of a published table, by what their headers say before any bracket."""
    sheet = next(sheet for sheet in publication(settlement).sheets if sheet.table == name)
    return {column.header.partition(" (")[0].partition(" [")[0]: list(column.cells) for column in sheet.columns}


def without_depreciation() -> making.Rows:
    """RDEL includes depreciation, and no sheet has a figure or a column for it."""
    rows = making.small_review()
    rows["Review"] = making.settings(rdel_includes_depreciation="yes")
    return rows


def resource_alone() -> making.Rows:
    """No capital anywhere."""
    rows = making.small_review()
    rows["Baselines"] = [row for row in rows["Baselines"] if row["control"] == "RDEL"]
    rows["Bids"] = [{name: cell for name, cell in row.items() if "CDEL" not in name} for row in rows["Bids"]]
    return rows


@pytest.mark.parametrize("made", [None, without_depreciation, resource_alone])
def test_bids_ask_and_get_what_the_working_workbook_says(made, settled, tmp_path):
    """A budget for which Bids has no column is nil for every bid: its figures are not those of another budget."""
    if made is None:
        settlement = settled("workbooks/worked_example.xlsx")
    else:
        settlement = allocate(load_review(making.write(tmp_path / "review.xlsx", made())))
    write_settlement(settlement, tmp_path / "run.xlsx")
    working = rows_of_sheet(openpyxl.load_workbook(tmp_path / "run.xlsx", data_only=True)[SHARES])
    found = columns_of(settlement, "Bids_and_what_they_get")
    for header, name in (("Total DEL over the plan: asked", "Asked"), ("Total DEL over the plan: given", "Given")):
        assert found[name] == pytest.approx([row[header] for row in working], abs=HALF_A_THOUSAND)
    assert found["Given"][-1] == pytest.approx(settlement.tdel_m, abs=HALF_A_THOUSAND)
    if made is None:
        assert found["Asked"] == [50, 40, 60, 150]
