"""The sheet Bridge: from the published baseline to the settlement of the final year, every row adding up."""

from __future__ import annotations

from spendreview.report.bridge import BridgeRow, bridge_rows
from spendreview.report.layout import BRIDGE, Layout, sum_where
from spendreview.report.words import CONTROL_WORDS, INDICATIVE, money_header, spaced
from spendreview.tabular.book import Cell, Field, Formula, Look, Page, Placed, Shown, Table
from spendreview.terms import BidKind, Control

SAVINGS, GRANT, CHECK = "Savings to recycle", "Block grant", "Difference from Settlements"


def bridge_page(layout: Layout) -> Page:
    """A row a department, control by control; the foot adds up each control."""
    rows = bridge_rows(layout.settlement, layout.costed)
    fields = _fields(layout, rows)
    place = Placed(BRIDGE, tuple(field.header for field in fields), len(rows))
    return Page(
        name=BRIDGE,
        heading=f"Bridge from the published baseline to the settlement of {layout.years[-1]}",
        lines=(
            f"£ million, cash: the published baseline of {layout.review.baseline_year}, its adjustments, and each kind "
            f"of bid as funded in {layout.years[-1]}.",
            f"{INDICATIVE} Baseline bids stand as their change from the restated baseline; the last column is a check.",
        ),
        table=Table(fields=fields, foot=_foot(layout, place, fields)),
        freeze=3,
    )


def _fields(layout: Layout, rows: tuple[BridgeRow, ...]) -> tuple[Field, ...]:
    names = {row.department: row.name for row in layout.review.departments}
    steps = _steps(layout, rows)
    return (
        Field(header="Control", cells=[CONTROL_WORDS[row.control] for row in rows], width=15),
        Field(header="Department", cells=[str(row.department) for row in rows], width=13),
        Field(header="Name", cells=[names[row.department] for row in rows], shown=Shown.WRAPPED),
        *_baseline(layout, rows),
        *steps,
        *_settled(layout, rows, [step.header for step in steps]),
    )


def _baseline(layout: Layout, rows: tuple[BridgeRow, ...]) -> list[Field]:
    """Published, adjusted by kind, restated."""
    published = [row.published_m for row in rows]
    fields = [Field(header="Published baseline", cells=published, shown=Shown.MONEY, look=Look.INPUT, group=True)]
    for kind, header in zip(layout.adjustment_kinds, layout.adjustment_headers, strict=True):
        cells = [row.adjustments_m.get(kind, 0.0) for row in rows]
        fields.append(Field(header=header, cells=cells, shown=Shown.MONEY, look=Look.INPUT))
    place = layout.bridge
    last = place.headers[place.headers.index("Restated baseline") - 1]
    restated: list[Cell] = [
        Formula(
            f"=SUM({place.cell('Published baseline', n, near=True)}:{place.cell(last, n, near=True)})", row.restated_m
        )
        for n, row in enumerate(rows)
    ]
    return [*fields, Field(header="Restated baseline", cells=restated, shown=Shown.MONEY, group=True)]


def _steps(layout: Layout, rows: tuple[BridgeRow, ...]) -> list[Field]:
    """What leads from the restated baseline to the settlement: only steps that the review has."""
    kinds = [kind for kind in BidKind if any(bid.kind is kind for bid in layout.review.bids)]
    fields = []
    for kind in dict.fromkeys((BidKind.BASELINE, *kinds)):
        cells = [_bids(layout, number, row, kind) for number, row in enumerate(rows)]
        fields.append(Field(header=_kind_header(kind), cells=cells, shown=Shown.MONEY))
    if any(row.savings_m for row in rows):
        cells = [_grant(layout, number, row, row.savings_m, english=True) for number, row in enumerate(rows)]
        fields.append(Field(header=SAVINGS, cells=cells, shown=Shown.MONEY))
    if layout.data.devolved:
        cells = [_grant(layout, number, row, row.block_grant_m, english=False) for number, row in enumerate(rows)]
        fields.append(Field(header=GRANT, cells=cells, shown=Shown.MONEY))
    return fields


def _kind_header(kind: BidKind) -> str:
    if kind is BidKind.BASELINE:
        return "Change in baseline bids"
    return f"{spaced(kind.value).capitalize()} bids"


def _bids(layout: Layout, number: int, row: BridgeRow, kind: BidKind) -> Cell:
    value = row.bids_m.get(kind, 0.0)
    if row.department not in layout.data.bids_of:
        return value
    restated = f"-{layout.bridge.cell('Restated baseline', number, near=True)}" if kind is BidKind.BASELINE else ""
    if row.control not in layout.bid_controls:
        return Formula(f"={restated}", value) if restated else value
    place = layout.allocation
    conditions = (
        (place.range("Department"), "$" + layout.bridge.cell("Department", number, near=True)),
        (place.range("Kind"), f'"{spaced(kind.value)}"'),
    )
    amounts = place.range(money_header(row.control, layout.years[-1]))
    return Formula(f"={sum_where(amounts, *conditions, plain=layout.plain_codes)}{restated}", value)


def _grant(layout: Layout, number: int, row: BridgeRow, value: float, *, english: bool) -> Cell:
    """Savings of a department, or the change of a block grant: lines of Savings and block grants."""
    if (row.department, row.control) not in layout.grant_keys or (row.department in layout.data.bids_of) is not english:
        return 0.0
    place = layout.grants
    conditions = tuple(
        (place.range(header), "$" + layout.bridge.cell(header, number, near=True))
        for header in ("Department", "Control")
    )
    term = sum_where(place.range(str(layout.years[-1])), *conditions, plain=layout.plain_codes)
    less = "" if english else f"-{layout.bridge.cell('Restated baseline', number, near=True)}"
    return Formula(f"={term}{less}", value)


def _settled(layout: Layout, rows: tuple[BridgeRow, ...], steps: list[str]) -> list[Field]:
    """The row added up, and how far it is from the sheet Settlements."""
    header = f"Settlement {layout.years[-1]}"
    place = Placed(BRIDGE, (*layout.bridge.headers, *steps, header), len(rows))
    sums: list[Cell] = []
    checks: list[Cell] = []
    for number, row in enumerate(rows):
        first, last, own = (place.cell(name, number, near=True) for name in ("Restated baseline", steps[-1], header))
        value = row.restated_m + sum(row.bids_m.values()) + row.savings_m + row.block_grant_m
        sums.append(Formula(f"=SUM({first}:{last})", value))
        there = layout.spend_cell(row.department, row.control, layout.years[-1])
        checks.append(Formula(f"=ROUND({own}-{there},6)", round(value - row.settlement_m, 6)))
    return [
        Field(header=header, cells=sums, shown=Shown.MONEY, group=True),
        Field(header=CHECK, cells=checks, shown=Shown.MONEY),
    ]


def _foot(layout: Layout, place: Placed, fields: tuple[Field, ...]) -> tuple[tuple[Cell, ...], ...]:
    """A total a control."""
    return tuple(_total(layout, place, fields, control) for control in layout.costed)


def _total(layout: Layout, place: Placed, fields: tuple[Field, ...], control: Control) -> tuple[Cell, ...]:
    number = place.rows + layout.costed.index(control)
    where = (place.range("Control", near=True), "$" + place.cell("Control", number, near=True))
    rows = [position for position, word in enumerate(fields[0].cells) if word == CONTROL_WORDS[control]]
    cells: list[Cell] = [CONTROL_WORDS[control], "All", "All departments"]
    for field in fields[3:]:
        value = float(sum(_value(field.cells[row]) for row in rows))
        cells.append(Formula("=" + sum_where(place.range(field.header, near=True), where), value))
    return tuple(cells)


def _value(cell: Cell) -> float:
    value = cell.value if isinstance(cell, Formula) else cell
    return value if isinstance(value, float) else 0.0
