"""The sheets Headcount and Relocation: counts of posts, each by itself, and never added to money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from spendreview.ledger.records import PostLine
from spendreview.ledger.words import PostMeasure
from spendreview.report.vfm.book_layout import Layout
from spendreview.report.vfm.book_words import HEADCOUNT, INFORMS, RELOCATION, Ref, count_of, difference, ratio
from spendreview.tabular.book import NOT_AVAILABLE, Cell, Field, Formula, Look, Page, Placed, Shown, Table

ALL = "ALL"
PROGRAMME, DEPARTMENT, AS_AT, SOURCE = "Programme", "Department", "As at", "Source"
GROSS, REALLOCATED, NET = "Gross reduction", "Reallocated", "Net reduction"
GROSS_TARGET, REALLOCATED_TARGET, NET_TARGET = "Target, gross", "Target, reallocated", "Target, net"
RELOCATED, TARGET, SHARE, TO_GO = "Relocated", "Target", "Relocated, of target", "Still to go (-: over)"
HEADCOUNT_HEADERS = (
    PROGRAMME, DEPARTMENT, AS_AT, GROSS, REALLOCATED, NET, GROSS_TARGET, REALLOCATED_TARGET, NET_TARGET, SOURCE,
)  # fmt: skip
RELOCATION_HEADERS = (PROGRAMME, DEPARTMENT, AS_AT, RELOCATED, TARGET, SHARE, TO_GO, SOURCE)


@dataclass(frozen=True, slots=True)
class PostRow:
    """What is said of one department's posts, by measure, and the programmes it was said for."""

    programmes: str
    department: str
    lines: dict[str, PostLine]

    def posts(self, measure: PostMeasure) -> float | None:
        """The count of a measure; None where there is none."""
        line = self.lines.get(measure)
        return None if line is None else line.posts

    def target(self, measure: PostMeasure) -> float | None:
        """How many there are to be."""
        line = self.lines.get(measure)
        return None if line is None else line.target

    @property
    def as_at(self) -> str:
        """The date of the counts; of each where they differ."""
        return "; ".join(dict.fromkeys(line.as_at.isoformat() for line in self.lines.values()))

    @property
    def source(self) -> str:
        """Where the counts were published."""
        return "; ".join(dict.fromkeys(line.source for line in self.lines.values() if line.source))


def headcount_rows(layout: Layout) -> list[PostRow]:
    """A row a department: gross reductions beside what of them was reallocated."""
    return _rows(layout, (PostMeasure.REDUCTION_GROSS, PostMeasure.REALLOCATED))


def relocation_rows(layout: Layout) -> list[PostRow]:
    """A row a department."""
    return _rows(layout, (PostMeasure.RELOCATED,))


def _rows(layout: Layout, measures: Sequence[PostMeasure]) -> list[PostRow]:
    """Counts that name no programme come with every position: they are shown once, with all of these."""
    programmes: dict[PostLine, dict[str, None]] = defaultdict(dict)
    for position in layout.positions:
        for line in position.posts:
            if line.measure in measures:
                programmes[line][layout.name(position)] = None
    rows: dict[tuple[str, str, int], dict[str, PostLine]] = defaultdict(dict)
    for line, names in programmes.items():
        place = (", ".join(names), line.department)
        number = next(n for n in range(len(programmes)) if line.measure not in rows.get((*place, n), {}))
        rows[*place, number][line.measure] = line
    return [PostRow(names, department, lines) for (names, department, _), lines in rows.items()]


def headcount_place(layout: Layout) -> Placed:
    """Where the sheet Headcount has its cells."""
    return Placed(HEADCOUNT, HEADCOUNT_HEADERS, len(headcount_rows(layout)))


def relocation_place(layout: Layout) -> Placed:
    """Where the sheet Relocation has its cells."""
    return Placed(RELOCATION, RELOCATION_HEADERS, len(relocation_rows(layout)))


def headcount_page(layout: Layout) -> Page | None:
    """Gross reductions, what of them went to the front line, and the net of the two by formula; None without any."""
    rows, place = headcount_rows(layout), headcount_place(layout)
    if not rows:
        return None
    gross, moved = PostMeasure.REDUCTION_GROSS, PostMeasure.REALLOCATED
    columns = _first(rows) | {
        GROSS: [count_of(row.posts(gross)) for row in rows],
        REALLOCATED: [count_of(row.posts(moved)) for row in rows],
        GROSS_TARGET: [count_of(row.target(gross)) for row in rows],
        REALLOCATED_TARGET: [count_of(row.target(moved)) for row in rows],
        SOURCE: [row.source or NOT_AVAILABLE for row in rows],
    }
    columns[NET] = _net(place, columns, GROSS, REALLOCATED)
    columns[NET_TARGET] = _net(place, columns, GROSS_TARGET, REALLOCATED_TARGET)
    return _page(
        HEADCOUNT,
        "Headcount: posts taken out, and posts moved to the front line",
        "Net reduction = gross reduction - reallocated. Where one of them is not known, the net is not either.",
        [_field(header, columns[header], (GROSS, GROSS_TARGET)) for header in HEADCOUNT_HEADERS],
        rows,
    )


def relocation_page(layout: Layout) -> Page | None:
    """Posts moved to elsewhere, against their target; None without any."""
    rows, place = relocation_rows(layout), relocation_place(layout)
    if not rows:
        return None
    moved = PostMeasure.RELOCATED
    columns = _first(rows) | {
        RELOCATED: [count_of(row.posts(moved)) for row in rows],
        TARGET: [count_of(row.target(moved)) for row in rows],
        SOURCE: [row.source or NOT_AVAILABLE for row in rows],
    }
    pairs = [(_ref(place, RELOCATED, n, columns), _ref(place, TARGET, n, columns)) for n in range(len(rows))]
    columns[SHARE] = [ratio(posts, target, otherwise=NOT_AVAILABLE) for posts, target in pairs]
    columns[TO_GO] = [difference(target, posts) for posts, target in pairs]
    return _page(
        RELOCATION,
        "Relocation: posts moved elsewhere",
        "A post that moved is not a post taken out: these counts are no part of the headcount.",
        [_field(header, columns[header], (RELOCATED, SHARE)) for header in RELOCATION_HEADERS],
        rows,
    )


def _first(rows: list[PostRow]) -> dict[str, list[Cell]]:
    return {
        PROGRAMME: [row.programmes for row in rows],
        DEPARTMENT: [row.department for row in rows],
        AS_AT: [row.as_at for row in rows],
    }


def _ref(place: Placed, header: str, row: int, columns: dict[str, list[Cell]]) -> Ref:
    value = columns[header][row]
    assert isinstance(value, float | str)
    return Ref(place.cell(header, row, near=True), value)


def _net(place: Placed, columns: dict[str, list[Cell]], gross: str, moved: str) -> list[Cell]:
    """Gross less reallocated; not available where one of them is."""
    cells: list[Cell] = []
    for row in range(place.rows):
        one, other = (_ref(place, header, row, columns) for header in (gross, moved))
        known = isinstance(one.value, float) and isinstance(other.value, float)
        text = f"=IF(COUNT({one.address},{other.address})=2,{one.address}-{other.address}," + f'"{NOT_AVAILABLE}")'
        cells.append(Formula(text, float(one.value) - float(other.value) if known else NOT_AVAILABLE))
    return cells


def _field(header: str, cells: Sequence[Cell], groups: tuple[str, ...]) -> Field:
    if header == SOURCE:
        return Field(header=header, cells=cells, shown=Shown.WRAPPED, width=40, group=True)
    if header in (PROGRAMME, DEPARTMENT, AS_AT):
        return Field(header=header, cells=cells)
    return Field(
        header=header,
        cells=cells,
        shown=Shown.PERCENT if header == SHARE else Shown.COUNT,
        look=Look.PLAIN if header in (NET, NET_TARGET, SHARE, TO_GO) else Look.RESULT,
        width=12,
        group=header in groups,
    )


def _page(name: str, heading: str, how: str, fields: list[Field], rows: list[PostRow]) -> Page:
    both = {ALL} < {row.department for row in rows}
    apart = f" {ALL} is the whole of government and contains the others." if both else ""
    return Page(
        name=name,
        heading=heading,
        lines=(
            f"Posts, beside the money and never added to it. {how}",
            f"{INFORMS}{apart} {NOT_AVAILABLE}: not known.",
        ),
        table=Table(fields=tuple(fields)),
        freeze=2,
    )
