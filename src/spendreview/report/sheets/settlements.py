"""The settlements by department, control and year: in cash, as sums over the allocation, and in real terms."""

from __future__ import annotations

from spendreview import money
from spendreview.report.layout import CHANGE, GROWTH, REAL, SETTLEMENTS, Layout, sum_where
from spendreview.report.words import CONTROL_WORDS, INDICATIVE, money_header
from spendreview.tabular.book import (
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    Cell,
    Field,
    Formula,
    Page,
    Placed,
    Shown,
    Table,
)
from spendreview.terms import Control, DepartmentCode, Year

Series = tuple[float, ...]
"""£ million: the baseline, then each plan year."""


def settlements_page(layout: Layout) -> Page:
    """A row a department and control, in cash; the foot adds up the departments."""
    place, values = layout.settlements, cash_values(layout)
    columns = [_cash_column(layout, year, values) for year in layout.all_years]
    fields = (
        *_names(layout, groups=layout.has_groups),
        Field(header=layout.base_header, cells=columns[0], shown=Shown.MONEY, group=True),
        *(
            Field(header=str(year), cells=cells, shown=Shown.MONEY, group=not number)
            for number, (year, cells) in enumerate(zip(layout.years, columns[1:], strict=True))
        ),
        Field(header=CHANGE, cells=_changes(layout, place, values), shown=Shown.MONEY, group=True),
    )
    return Page(
        name=SETTLEMENTS,
        heading="Settlements by department, control and year",
        lines=(
            "£ million, cash. Each figure adds up the allocation by bid, less savings to recycle; a block grant adds "
            "up its own lines.",
            f"{INDICATIVE} {_total_del_words(layout)} Administration and near-cash are parts of RDEL, not added to it.",
        ),
        table=Table(fields=fields, foot=_foot(layout, place, values, len(fields))),
        freeze=layout.settlements.headers.index("Control") + 1,
    )


def real_page(layout: Layout) -> Page:
    """The same rows in the prices of one year, with average annual growth."""
    place, values = layout.real, real_values(layout)
    columns = [_real_column(layout, year, values) for year in layout.all_years]
    fields = (
        *_names(layout, groups=False),
        *(
            Field(header=header, cells=cells, shown=Shown.MONEY, group=number < 2)
            for number, (header, cells) in enumerate(
                zip((layout.base_header, *map(str, layout.years)), columns, strict=True)
            )
        ),
        Field(header=CHANGE, cells=_changes(layout, place, values), shown=Shown.MONEY, group=True),
        Field(header=GROWTH, cells=_growths(layout, values), shown=Shown.PERCENT),
    )
    return Page(
        name=REAL,
        heading="Settlements by department, control and year, in real terms",
        lines=(
            f"£ million, {layout.price_base} prices: cash times the GDP deflator of {layout.price_base} over the "
            "year's own (sheet Economy).",
            f"Growth is the yearly rate that leads from the baseline to {layout.years[-1]}; {NOT_APPLICABLE}: it has "
            "no meaning where an amount is not above zero.",
        ),
        table=Table(fields=fields, foot=_foot(layout, place, values, len(fields))),
        freeze=3,
    )


def cash_values(layout: Layout) -> list[Series]:
    """£ million, cash, by row of Settlements: the baseline and each plan year; then the totals, a control each."""
    amounts = layout.settlement.amounts
    rows = [
        (layout.review.baseline_m(code, control), *amounts[code, control])
        for code in layout.departments
        for control in layout.controls
    ]
    return [*rows, *_totals(rows, len(layout.controls))]


def real_values(layout: Layout) -> list[Series]:
    """£ million in the prices of ``layout.price_base``, by row of Settlements and its foot."""
    deflator = layout.review.deflator
    assert deflator is not None  # the sheet in real terms is written only with one
    base = deflator[layout.all_years.index(layout.price_base)]
    return [
        tuple(money.real_terms(amount, own, base) for amount, own in zip(row, deflator, strict=True))
        for row in cash_values(layout)
    ]


def growth_cell(values: Series, formula: str) -> Cell:
    """Average annual growth of real figures as a formula; the shorthand where an end is not above zero."""
    growth = money.average_real_growth(values[0], values[-1], 1.0, len(values) - 1)
    return Formula(formula, growth) if growth is not None else NOT_APPLICABLE


def _totals(rows: list[Series], controls: int) -> list[Series]:
    return [tuple(map(sum, zip(*rows[position::controls], strict=True))) for position in range(controls)]


def _names(layout: Layout, *, groups: bool) -> tuple[Field, ...]:
    times = len(layout.controls)
    rows = [row for row in layout.review.departments for _ in range(times)]
    fields = [
        Field(header="Department", cells=[str(row.department) for row in rows], width=13),
        Field(header="Name", cells=[row.name for row in rows], shown=Shown.WRAPPED),
    ]
    if groups:
        fields.append(Field(header="Group", cells=[row.group or NOT_AVAILABLE for row in rows]))
    words = [CONTROL_WORDS[control] for control in layout.controls] * len(layout.departments)
    return (*fields, Field(header="Control", cells=words, width=15))


def _cash_column(layout: Layout, year: Year, values: list[Series]) -> list[Cell]:
    position = layout.all_years.index(year)
    cells: list[Cell] = []
    for code in layout.departments:
        for control in layout.controls:
            row = layout.settlement_row(code, control)
            text = _cash_formula(layout, code, control, position)
            value = values[row][position]
            cells.append(Formula("=" + text, value) if text else value)
    return cells


def _cash_formula(layout: Layout, code: DepartmentCode, control: Control, position: int) -> str:
    """What one figure is the sum of, as a formula without its sign of equality; empty where there is nothing."""
    year = layout.all_years[position]
    if control is Control.TDEL:
        return _total_del_formula(layout, code, year)
    if position == 0:
        return layout.bridge.cell("Restated baseline", layout.bridge_row(code, control))
    operand = layout.settlements.cell("Department", layout.settlement_row(code, control), near=True)
    terms = []
    if control in layout.bid_controls and code in layout.data.bids_of:
        place = layout.allocation
        amounts = place.range(money_header(control, year))
        terms.append(sum_where(amounts, (place.range("Department"), f"${operand}"), plain=layout.plain_codes))
    return "+".join([*terms, *_grant_terms(layout, code, control, year)])


def _grant_terms(layout: Layout, code: DepartmentCode, control: Control, year: Year) -> list[str]:
    """The lines of Savings and block grants for a department and control, if there are any."""
    if (code, control) not in layout.grant_keys:
        return []
    place, own = layout.grants, layout.settlements
    row = layout.settlement_row(code, control)
    conditions = [(place.range(header), "$" + own.cell(header, row, near=True)) for header in ("Department", "Control")]
    return [sum_where(place.range(str(year)), *conditions, plain=layout.plain_codes)]


def _total_del_formula(layout: Layout, code: DepartmentCode, year: Year) -> str:
    place = layout.settlements
    header = str(year) if year in layout.years else layout.base_header
    terms = [
        ("+" if sign > 0 else "-") + place.cell(header, layout.settlement_row(code, control), near=True)
        for control, sign in layout.data.tdel_parts
    ]
    # A saving on depreciation moves that control alone: it does not raise Total DEL.
    if year in layout.years and layout.data.savings.get((code, Control.DEPRECIATION)):
        in_dep = layout.settlement_row(code, Control.DEPRECIATION)
        grants = layout.grants
        conditions = [(grants.range(h), "$" + place.cell(h, in_dep, near=True)) for h in ("Department", "Control")]
        if layout.review.rdel_includes_depreciation:
            terms.append("+" + sum_where(grants.range(str(year)), *conditions, plain=layout.plain_codes))
    return "".join(terms).lstrip("+")


def _real_column(layout: Layout, year: Year, values: list[Series]) -> list[Cell]:
    position = layout.all_years.index(year)
    ratio = f"*{layout.deflator_cell(layout.price_base)}/{layout.deflator_cell(year)}"
    in_plan = year if position else None
    return [
        Formula(
            f"={layout.spend_cell(code, control, in_plan)}{ratio}",
            values[layout.settlement_row(code, control)][position],
        )
        for code in layout.departments
        for control in layout.controls
    ]


def _changes(layout: Layout, place: Placed, values: list[Series]) -> list[Cell]:
    return [_change(layout, place, row, values[row]) for row in range(place.rows)]


def _change(layout: Layout, place: Placed, row: int, values: Series) -> Formula:
    last, first = (place.cell(header, row, near=True) for header in (str(layout.years[-1]), layout.base_header))
    return Formula(f"={last}-{first}", values[-1] - values[0])


def _growths(layout: Layout, values: list[Series]) -> list[Cell]:
    return [_growth(layout, row, values[row]) for row in range(layout.real.rows)]


def _growth(layout: Layout, row: int, values: Series) -> Cell:
    place = layout.real
    last, first = (place.cell(header, row, near=True) for header in (str(layout.years[-1]), layout.base_header))
    return growth_cell(values, f"=({last}/{first})^(1/{len(layout.years)})-1")


def _foot(layout: Layout, place: Placed, values: list[Series], width: int) -> tuple[tuple[Cell, ...], ...]:
    """A total a control."""
    rows = []
    for position, control in enumerate(layout.controls):
        row = place.rows + position
        operand = place.cell("Control", row, near=True)
        cells: list[Cell] = ["All", "All departments"]
        if "Group" in place.headers:
            cells.append(None)
        cells.append(CONTROL_WORDS[control])
        for header, value in zip((layout.base_header, *map(str, layout.years)), values[row], strict=True):
            where = (place.range("Control", near=True), f"${operand}")
            cells.append(Formula("=" + sum_where(place.range(header, near=True), where), value))
        cells.append(_change(layout, place, row, values[row]))
        if GROWTH in place.headers:
            cells.append(_growth(layout, row, values[row]))
        rows.append(tuple(cells))
        assert len(cells) == width
    return tuple(rows)


def _total_del_words(layout: Layout) -> str:
    if layout.review.rdel_includes_depreciation:
        return "Total DEL = RDEL + CDEL - depreciation."
    return "Total DEL = RDEL + CDEL: this review's RDEL holds no depreciation."
