"""The figures that the charts are drawn from: formulas over the sheets that hold them, so that an edit moves a chart.

Which rows there are, and their order, is that of the run; the figures are live.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass

from spendreview.report.figures import Headroom, headroom, movers
from spendreview.report.layout import CHANGE, LIMITS_DATA, MOVERS_DATA, PRIORITIES_DATA, Layout
from spendreview.report.live_words import decimals_for, figure, sentence
from spendreview.report.words import CONTROL_WORDS, INDICATIVE
from spendreview.tabular.book import Cell, Field, Formula, Page, Placed, Shown, Table
from spendreview.terms import Control

LISTED_MOVERS = 10
LISTED_PRIORITIES = 36
"""As many bars as can be read on one sheet of A4."""
TITLE_LETTERS = 58

OTHERS, TOTAL = "All others", "Total change"
BASE = "Base, not seen"
PARTS = ("Rise", "Fall", "Total")
MOVER_HEADERS = (
    "Step", "Label", "Change", "From", "To", BASE,
    *(f"{part}, {side} nil" for part in PARTS for side in ("above", "below")),
)  # fmt: skip
LIMIT_DATA_HEADERS = ("Control", "Year", "Label", "Available", "Spend", "Left", "Used")
PRIORITY_DATA_HEADERS = ("Priority", "Title", "Label", "Attainment")


@dataclass(frozen=True, slots=True)
class Step:
    """One column of the waterfall: its change as a formula with its value, and where it begins and ends, £ million."""

    words: str
    change: Formula
    start: float
    end: float


def mover_steps(layout: Layout) -> tuple[Step, ...]:
    """The departments whose Total DEL changes most, all others together, and the change of all: starting at nil."""
    found = movers(layout.settlement)
    listed = found if len(found) <= LISTED_MOVERS + 1 else found[:LISTED_MOVERS]
    total = sum(mover.change_m for mover in found)
    place = _movers_place(len(listed))
    steps, reached = [], 0.0
    for mover in listed:
        address = layout.settlements.cell(CHANGE, layout.settlement_row(mover.department, Control.TDEL))
        steps.append(Step(mover.department, Formula(f"={address}", mover.change_m), reached, reached + mover.change_m))
        reached += mover.change_m
    whole = layout.settlements.cell(CHANGE, layout.settlement_row(None, Control.TDEL))
    if len(listed) < len(found):
        rest = Formula(f"={whole}-SUM({place.range('Change', near=True)})", total - reached)
        steps.append(Step(OTHERS, rest, reached, total))
    steps.append(Step(TOTAL, Formula(f"={whole}", total), 0.0, total))
    return tuple(steps)


def movers_data_page(layout: Layout) -> Page:
    """A row a column of the waterfall, split into what lies above and below nil."""
    steps = mover_steps(layout)
    place = _movers_place(len(steps))
    decimals = decimals_for([float(step.change.value) for step in steps])
    columns: dict[str, list[Cell]] = {header: [] for header in MOVER_HEADERS}
    for row, step in enumerate(steps):
        columns["Step"].append(step.words)
        change = place.cell("Change", row, near=True)
        label = figure(change, float(step.change.value), decimals, signed=True)
        name = Formula(f"={place.cell('Step', row, near=True)}&CHAR(10)", f"{step.words}\n")
        columns["Label"].append(sentence(name, label))
        columns["Change"].append(step.change)
        columns["From"].append(_start(place, row, step, last=row == len(steps) - 1))
        columns["To"].append(Formula(f"={place.cell('From', row, near=True)}+{change}", step.end))
        for header, cell in _split(place, row, step, total=row == len(steps) - 1).items():
            columns[header].append(cell)
    fields = [
        Field(
            header=header,
            cells=cells,
            shown=Shown.TEXT if header == "Step" else Shown.WRAPPED if header == "Label" else Shown.MONEY,
            width=16 if header in ("Step", "Label") else 10,
            group=header in ("Change", BASE),
        )
        for header, cells in columns.items()
    ]
    return Page(
        name=MOVERS_DATA,
        heading="Figures of the chart of movers: change in Total DEL by department",
        lines=(
            f"£ million, cash, from the restated {layout.review.baseline_year} baseline to {layout.years[-1]}: each "
            "step begins where the one before it ends. The columns on the right are what is drawn.",
            f"{INDICATIVE} The order is that of the run; the figures follow the sheet Settlements.",
        ),
        table=Table(fields=tuple(fields)),
        freeze=1,
        filtered=False,
    )


def _movers_place(rows: int) -> Placed:
    return Placed(MOVERS_DATA, MOVER_HEADERS, rows)


def _start(place: Placed, row: int, step: Step, *, last: bool) -> Cell:
    return 0.0 if last or not row else Formula(f"={place.cell('To', row - 1, near=True)}", step.start)


def _split(place: Placed, row: int, step: Step, *, total: bool) -> dict[str, Cell]:
    """What is drawn of a step from lo to hi: columns above nil stack upwards, columns below it downwards."""
    start, end = (place.cell(header, row, near=True) for header in ("From", "To"))
    lo, hi = min(step.start, step.end), max(step.start, step.end)
    base = f"=MAX(MIN({start},{end}),0)+MIN(MAX({start},{end}),0)"
    above = f"MAX({start},{end},0)-MAX(MIN({start},{end}),0)", max(hi, 0.0) - max(lo, 0.0)
    below = f"MIN({start},{end},0)-MIN(MAX({start},{end}),0)", min(lo, 0.0) - min(hi, 0.0)
    cells: dict[str, Cell] = {BASE: Formula(base, max(lo, 0.0) + min(hi, 0.0))}
    for part in PARTS:
        for side, (text, value) in (("above", above), ("below", below)):
            cells[f"{part}, {side} nil"] = _part(part, text, value, f"{end}>={start}", step, total=total)
    return cells


def _part(part: str, text: str, value: float, rises: str, step: Step, *, total: bool) -> Cell:
    if total != (part == "Total"):
        return 0.0
    if total:
        return Formula(f"={text}", value)
    mine = (step.end >= step.start) == (part == "Rise")
    test = f"IF({rises},{text},0)" if part == "Rise" else f"IF({rises},0,{text})"
    return Formula(f"={test}", value if mine else 0.0)


def drawn_rooms(layout: Layout) -> tuple[Headroom, ...]:
    """The totals that are limited, by control and year, where anything is available."""
    order = {control: number for number, control in enumerate(CONTROL_WORDS)}
    rooms = [room for room in headroom(layout.settlement) if available_m(room) > 0]
    return tuple(sorted(rooms, key=lambda room: (order[room.control], layout.years.index(room.year))))


def available_m(room: Headroom) -> float:
    """What the departments may spend, £ million: the limit, less the reserve, with switching."""
    return room.limit.limit_m + room.limit.adjustment_m


def limits_data_page(layout: Layout) -> Page | None:
    """A row a control and year; None where no total is limited."""
    rooms = drawn_rooms(layout)
    if not rooms:
        return None
    place = Placed(LIMITS_DATA, LIMIT_DATA_HEADERS, len(rooms))
    decimals, whole = (decimals_for(list(map(of, rooms))) for of in (lambda room: room.left_m, available_m))

    def column(header: str, value: Callable[[Headroom], float]) -> list[Cell]:
        return [Formula("=" + layout.limits.cell(header, layout.limit_row(room.limit)), value(room)) for room in rooms]

    labels: list[Cell] = []
    for row, room in enumerate(rooms):
        left, available = (place.cell(header, row, near=True) for header in ("Left", "Available"))
        words = f"{CONTROL_WORDS[room.control]} {room.year}: £"
        labels.append(
            sentence(
                words, figure(left, room.left_m, decimals), "m left of £",
                figure(available, available_m(room), whole), "m",
            )
        )  # fmt: skip
    used = [_used(place, row, room) for row, room in enumerate(rooms)]
    money = {"Available": available_m, "Spend": lambda room: room.limit.spend_m, "Left": lambda room: room.left_m}
    fields = (
        Field(header="Control", cells=[CONTROL_WORDS[room.control] for room in rooms], width=15),
        Field(header="Year", cells=[str(room.year) for room in rooms], width=10),
        Field(header="Label", cells=labels),
        *(
            Field(header=name, cells=column(name, value), shown=Shown.MONEY, width=13, group=name == "Available")
            for name, value in money.items()
        ),
        Field(header="Used", cells=used, shown=Shown.PERCENT, width=9),
    )
    return Page(
        name=LIMITS_DATA,
        heading="Figures of the chart of limits: use of the limits on the total",
        lines=(
            "£ million, cash. Available: the limit, less the reserve, with switching. Used: spend over available.",
            f"{INDICATIVE} The figures follow the sheet Limits.",
        ),
        table=Table(fields=fields),
        freeze=2,
        filtered=False,
    )


def _used(place: Placed, row: int, room: Headroom) -> Cell:
    spend, available = (place.cell(header, row, near=True) for header in ("Spend", "Available"))
    return Formula(f"=IF({available}>0,{spend}/{available},0)", room.limit.spend_m / available_m(room))


def drawn_priorities(layout: Layout) -> tuple[tuple[int, float], ...]:
    """(row on the sheet Priorities, attainment), the highest first; of many, those with the greatest weight."""
    results = layout.settlement.priority_results
    found = [(number, row.attainment, row.share) for number, row in enumerate(results) if row.attainment is not None]
    heaviest = sorted(found, key=lambda one: -one[2])[:LISTED_PRIORITIES]
    return tuple((number, attainment) for number, attainment, _ in sorted(heaviest, key=lambda one: (-one[1], one[0])))


def priorities_data_page(layout: Layout) -> Page | None:
    """A row a priority that something measures, the highest attainment first; None where nothing is measured."""
    drawn = drawn_priorities(layout)
    if not drawn:
        return None
    rows = [layout.review.priorities[number] for number, _ in drawn]
    attained: list[Cell] = [
        Formula("=" + layout.priorities.cell("Attainment", number), attainment) for number, attainment in drawn
    ]
    fields = (
        Field(header="Priority", cells=[str(row.priority) for row in rows], width=12),
        Field(header="Title", cells=[row.title for row in rows], shown=Shown.WRAPPED, width=64),
        Field(header="Label", cells=[_short(f"{row.priority}: {row.title}") for row in rows], width=56),
        Field(header="Attainment", cells=attained, shown=Shown.PERCENT, width=12, group=True),
    )
    return Page(
        name=PRIORITIES_DATA,
        heading="Figures of the chart of priorities: what each attains",
        lines=(
            "Attainment: the weighted progress of a priority's indicators towards their goals, per cent.",
            f"{INDICATIVE} The order is that of the run; the figures follow the sheet Priorities.",
        ),
        table=Table(fields=fields),
        filtered=False,
        upright=True,
    )


def _short(text: str) -> str:
    return text if len(text) <= TITLE_LETTERS else textwrap.shorten(text, TITLE_LETTERS, placeholder="…")
