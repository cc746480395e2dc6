"""The tables of budgets: all departments by control, then by department in cash and in real terms."""

from __future__ import annotations

from collections.abc import Iterator

from spendreview.money import average_real_growth, real_terms
from spendreview.report.publication.draft import ALL, UNIT, Draft, Ground, money, per_cent, summed, words
from spendreview.report.words import CONTROL_WORDS, SHOWN_ORDER
from spendreview.tabular.publication import Column
from spendreview.terms import Control

Series = tuple[float, ...]
"""£ million: the baseline, and each plan year."""

MAIN = (Control.TDEL, Control.RDEL, Control.CDEL)
"""The budgets that have tables in real terms too."""
LONG = {
    Control.TDEL: "Total departmental expenditure limits (Total DEL)",
    Control.RDEL: "Resource departmental expenditure limits (RDEL)",
    Control.CDEL: "Capital departmental expenditure limits (CDEL)",
    Control.ADMIN: "Administration budgets",
    Control.NEAR_CASH: "Near-cash resource budgets",
    Control.DEPRECIATION: "Depreciation",
    Control.AME: "Annually managed expenditure (AME)",
}
NAMES = {control: CONTROL_WORDS[control].replace(" ", "_").replace("-", "_") for control in Control}


def budget_tables(ground: Ground) -> Iterator[Draft]:
    """All departments; each main budget in cash and in real terms; then the budgets that any department has besides."""
    yield _summary(ground)
    others = [control for control in _controls(ground) if control not in MAIN]
    for control in MAIN:
        yield _cash(ground, control)
    if ground.review.deflator is not None:
        for control in MAIN:
            yield _real(ground, control)
    for control in others:
        yield _cash(ground, control)


def _controls(ground: Ground) -> list[Control]:
    """Controls in which anybody has money, as they are shown."""
    return [c for c in SHOWN_ORDER if c in MAIN or any(any(row) for row in _cash_rows(ground, c))]


def _cash_rows(ground: Ground, control: Control) -> list[Series]:
    """By department, in cash."""
    review = ground.review
    return [
        (review.baseline_m(row.department, control), *ground.settlement.amounts[row.department, control])
        if (row.department, control) in ground.settlement.amounts
        else (0.0,) * (1 + len(review.years))
        for row in review.departments
    ]


def _summary(ground: Ground) -> Draft:
    controls = _controls(ground)
    rows = [summed(_cash_rows(ground, control)) for control in controls]
    return Draft(
        table="Budgets_of_all_departments",
        title=f"Budgets of all departments, {ground.span}, cash {ground.grounds} [note rounding]",
        lines=(UNIT,),
        columns=(
            words("Budget [note budgets] [note total_del]", [LONG[control] for control in controls]),
            *_money_columns(ground, rows, ""),
            per_cent("Average annual real growth (per cent) [note growth]", [_growth(ground, row) for row in rows]),
        ),
    )


def _cash(ground: Ground, control: Control) -> Draft:
    rows = _cash_rows(ground, control)
    rows.append(summed(rows))
    definition = "[note total_del]" if control is Control.TDEL else "[note budgets]"
    return Draft(
        table=f"{NAMES[control]}_by_department",
        title=f"{LONG[control]} by department, {ground.span}, cash {definition} {ground.grounds}",
        lines=(UNIT,),
        columns=(
            _departments(ground),
            *_money_columns(ground, rows, CONTROL_WORDS[control] + " "),
            per_cent("Average annual real growth (per cent) [note growth]", [_growth(ground, row) for row in rows]),
        ),
        totals=1,
    )


def _real(ground: Ground, control: Control) -> Draft:
    deflator = ground.review.deflator
    assert deflator is not None
    base = deflator[ground.all_years.index(ground.price_base)]
    cash = _cash_rows(ground, control)
    rows = [tuple(real_terms(m, d, base) for m, d in zip(row, deflator, strict=True)) for row in cash]
    rows.append(summed(rows))
    return Draft(
        table=f"{NAMES[control]}_in_real_terms",
        title=f"{LONG[control]} by department, {ground.span}, {ground.price_base} prices [note prices] "
        f"{ground.grounds}",
        lines=(f"Money is in £ million, {ground.price_base} prices, shown to one decimal place.",),
        columns=(
            _departments(ground),
            *_money_columns(ground, rows, CONTROL_WORDS[control] + " "),
            per_cent(
                "Average annual real growth (per cent) [note growth]",
                [average_real_growth(row[0], row[-1], 1.0, len(row) - 1) for row in rows],
            ),
        ),
        totals=1,
    )


def _departments(ground: Ground) -> Column:
    devolved = " [note devolved]" if ground.data.devolved else ""
    return words(f"Department{devolved}", [*ground.names.values(), ALL])


def _money_columns(ground: Ground, rows: list[Series], prefix: str) -> Iterator[Column]:
    """Baseline, plan years, and the change between the first and the last of these."""
    baseline = f"{prefix}{ground.review.baseline_year} restated baseline (£ million) [note baseline]"
    yield money(baseline, [row[0] for row in rows])
    for position, year in enumerate(ground.review.years, start=1):
        yield money(f"{prefix}{year} (£ million)", [row[position] for row in rows])
    yield money("Change over the plan (£ million)", [row[-1] - row[0] for row in rows])


def _growth(ground: Ground, row: Series) -> float | None:
    deflator = ground.review.deflator
    if deflator is None:
        return None
    return average_real_growth(row[0], row[-1], deflator[-1] / deflator[0], len(row) - 1)
