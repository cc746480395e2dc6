"""The sheet Savings and block grants: what departments spend besides their bids, line by line."""

from __future__ import annotations

from spendreview.report.grants import GrantKind, GrantLine
from spendreview.report.layout import GRANTS, Layout
from spendreview.report.savings import source_columns
from spendreview.report.words import CONTROL_WORDS, INDICATIVE
from spendreview.review.sheets import BASELINES, RULES
from spendreview.tabular.book import (
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    Cell,
    Field,
    Formula,
    Look,
    Page,
    Shown,
    Styled,
    Table,
)
from spendreview.terms import Year


def grants_page(layout: Layout) -> Page:
    """A row a line; the sheet Settlements adds them to what the bids come to."""
    lines = layout.grant_lines
    years = [
        Field(
            header=str(year),
            cells=[_amount(layout, row, year) for row in range(len(lines))],
            shown=Shown.MONEY,
            group=not t,
        )
        for t, year in enumerate(layout.years)
    ]
    fields = (
        Field(header="Department", cells=[str(line.department) for line in lines], width=13),
        Field(header="Control", cells=[CONTROL_WORDS[line.control] for line in lines], width=15),
        Field(header="Kind", cells=[line.kind.value for line in lines], width=14),
        Field(header="Line", cells=[_words(line) for line in lines]),
        Field(
            header="Factor",
            cells=[line.factor if line.factor is not None else NOT_APPLICABLE for line in lines],
            shown=Shown.NUMBER,
            look=Look.INPUT,
            width=10,
        ),
        *years,
        Field(header="Workbook cell", cells=[_cell(layout, line) for line in lines], group=True),
        *_sources(lines),
    )
    return Page(
        name=GRANTS,
        heading="Savings to recycle, and block grants line by line",
        lines=(
            "£ million, cash, added to what the bids come to: a saving is negative, a block grant is built up.",
            f"{INDICATIVE} A consequential is its factor (population share times comparability) times the English "
            "department's change from its restated baseline.",
        ),
        table=Table(fields=fields),
        freeze=2,
    )


def _sources(lines: tuple[GrantLine, ...]) -> list[Field]:
    """Where each saving comes from; no column where there is none."""
    if not any(line.kind is GrantKind.SAVING for line in lines):
        return []
    texts = [
        (line.rule.source or NOT_AVAILABLE) if line.kind is GrantKind.SAVING and line.rule else NOT_APPLICABLE
        for line in lines
    ]
    return [
        Field(header=header, cells=[cell or NOT_APPLICABLE for cell in cells], shown=Shown.WRAPPED, width=60)
        for header, cells in source_columns(texts)
    ]


def grant_values(layout: Layout) -> list[tuple[float, ...]]:
    """£ million a plan year, by line."""
    return [tuple(_value(layout, line, t) for t in range(len(layout.years))) for line in layout.grant_lines]


def _value(layout: Layout, line: GrantLine, t: int) -> float:
    if line.amounts_m is not None:
        return line.amounts_m[t]
    if line.source is None or line.factor is None:
        return layout.review.baseline_m(line.department, line.control)
    spend = layout.settlement.amounts[line.source, line.control][t]
    return line.factor * (spend - layout.review.baseline_m(line.source, line.control))


def _amount(layout: Layout, row: int, year: Year) -> Cell:
    line = layout.grant_lines[row]
    value = _value(layout, line, layout.years.index(year))
    if line.amounts_m is not None:
        return Styled(value, Shown.MONEY, Look.INPUT)
    if line.source is None:
        return Formula("=" + layout.spend_cell(line.department, line.control, None), value)
    factor = "$" + layout.grants.cell("Factor", row, near=True)
    spend = layout.spend_cell(line.source, line.control, year)
    base = layout.spend_cell(line.source, line.control, None)
    return Formula(f"={factor}*({spend}-{base})", value)


def _words(line: GrantLine) -> str:
    if line.kind is GrantKind.BASELINE:
        return "Restated baseline rolled forward"
    if line.kind is GrantKind.CONSEQUENTIAL:
        return f"Consequential of {line.source}"
    name = "Saving to recycle" if line.kind is GrantKind.SAVING else "Addition"
    return f"{name}: rule {line.rule.rule}" if line.rule is not None else name


def _cell(layout: Layout, line: GrantLine) -> str:
    if line.rule is None:
        return BASELINES.title if line.kind is GrantKind.BASELINE else RULES.title
    if not line.rule.row:
        return NOT_APPLICABLE  # the scenario added it: the sheet of its changes says where
    place = layout.review.place(RULES, line.rule.row, "value" if line.rule.years is None else "years")
    return f"{place.sheet}!{place.cell}"
