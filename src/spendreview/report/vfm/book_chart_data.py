"""Figures of the other charts: groups, years, headcount and relocation; blank where there is nothing to draw."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spendreview.ledger.records import Figures
from spendreview.ledger.words import PostMeasure
from spendreview.money import millions
from spendreview.report.live_words import decimals_for, figure, sentence
from spendreview.report.vfm.book_figures import COUNTING, NOT_TESTED, OTHER, REPORTED, figures_place
from spendreview.report.vfm.book_layout import Layout
from spendreview.report.vfm.book_posts import (
    GROSS,
    GROSS_TARGET,
    NET,
    REALLOCATED,
    RELOCATED,
    TARGET,
    PostRow,
    headcount_place,
    headcount_rows,
    relocation_place,
    relocation_rows,
)
from spendreview.report.vfm.book_words import (
    GROUPS_DATA,
    HEADCOUNT_DATA,
    INFORMS,
    RELOCATION_DATA,
    YEARS_DATA,
    Ref,
    key_words,
    pounds,
)
from spendreview.report.vfm.book_years import YEAR, year_lines, years_place
from spendreview.report.vfm.words import NO_CLAIM
from spendreview.tabular.book import Cell, Field, Formula, Page, Placed, Shown, Table

LISTED_GROUPS = 24
LISTED_POSTS = 14
"""Bars that can be read on one sheet of A4; a department's posts may take two."""
LETTERS = 34
LABEL = "Label"
PARTS = (COUNTING, OTHER, NOT_TESTED)
YEAR_HEADERS = ("Phased target", "Reported", "Counting")
UNSPLIT = "Gross, reallocation not known"
HEADCOUNT_HEADERS = (LABEL, NET, REALLOCATED, UNSPLIT, GROSS_TARGET)
RELOCATION_HEADERS = (LABEL, RELOCATED, TARGET)

Row = dict[str, Cell]


def drawn_groups(layout: Layout) -> tuple[list[int], bool]:
    """The rows of the groups that are drawn, those that report most first; and whether there are others."""
    if layout.whole is None:
        return [], False
    order = sorted(range(len(layout.lines)), key=lambda row: -layout.lines[row].reported_k)
    listed = order if len(order) <= LISTED_GROUPS + 1 else order[:LISTED_GROUPS]
    return listed, len(listed) < len(order)


def groups_data_page(layout: Layout) -> Page | None:
    """A row a group, then all others together; None without at least two groups."""
    listed, more = drawn_groups(layout)
    if len(listed) < 2:
        return None
    place = figures_place(layout)
    own = Placed(GROUPS_DATA, (layout.key, LABEL, *PARTS), len(listed) + more)
    decimals = decimals_for([millions(figures.reported_k) for figures in layout.lines])
    rows = [_group(layout, place, row, decimals) for row in listed]
    if more:
        others = [figures for row, figures in enumerate(layout.lines) if row not in set(listed)]
        rows.append(_others(layout, place, own, others, len(listed)))
    return _page(
        GROUPS_DATA,
        "Figures of the chart of groups: what is reported, and what counts of it",
        f"£ million a year. {layout.key}s that report most, then all others together. A blank is not drawn.",
        layout.sheet,
        (layout.key, LABEL, *PARTS),
        rows,
        Shown.MONEY,
    )


def others_reported(layout: Layout) -> Ref | None:
    """What the groups that are not drawn report together: a sum over their row."""
    listed, more = drawn_groups(layout)
    if not more:
        return None
    own = Placed(GROUPS_DATA, (layout.key, LABEL, *PARTS), len(listed) + 1)
    left = sum(figures.reported_k for row, figures in enumerate(layout.lines) if row not in set(listed))
    last = own.cell(PARTS[-1], len(listed), near=True)
    return Ref(f"SUM({own.cell(PARTS[0], len(listed))}:{last})", millions(left))


def _group(layout: Layout, place: Placed, row: int, decimals: int) -> Row:
    figures = layout.lines[row]
    name = short(key_words(figures.key))
    if figures.basis == "none":
        return {layout.key: name, LABEL: f"{name} ({NO_CLAIM})"}
    reported = pounds(Ref(place.cell(REPORTED, row), millions(figures.reported_k)), decimals)
    cells: Row = {layout.key: name, LABEL: sentence(f"{name}: ", reported)}
    for header, amount_k in zip(PARTS, _parts_k(figures), strict=True):
        if amount_k is not None:
            cells[header] = Formula(f"={place.cell(header, row)}", millions(amount_k))
    return cells


def _parts_k(figures: Figures) -> tuple[int | None, int, int]:
    return figures.counting_k, figures.other_improvement_k, figures.not_testable_k


def _others(layout: Layout, place: Placed, own: Placed, others: list[Figures], row: int) -> Row:
    """What the position has beyond the groups that are drawn, by formula: the row Added up less those above."""
    name = f"All {len(others):,} others"
    cells: Row = {layout.key: name, LABEL: name}
    for number, header in enumerate(PARTS):
        amounts = [amount for figures in others if (amount := _parts_k(figures)[number]) is not None]
        if amounts:
            first, last = (own.cell(header, n, near=True) for n in (0, row - 1))
            text = f"=SUM({place.range(header)})-SUM({first}:{last})"
            cells[header] = Formula(text, millions(sum(amounts)))
    return cells


def years_data_page(layout: Layout) -> Page | None:
    """A row a year and position; None where there is none."""
    lines, place = year_lines(layout), years_place(layout)
    if not lines:
        return None
    rows: list[Row] = []
    for row, (position, line) in enumerate(lines):
        cells: Row = {"Programme": layout.name(position), YEAR: str(line.year)}
        amounts = (line.target_k, line.reported_k, line.counting_k)
        for header, amount_k in zip(YEAR_HEADERS, amounts, strict=True):
            if amount_k is not None:
                cells[header] = Formula(f"={place.cell(header, row)}", millions(amount_k))
        rows.append(cells)
    return _page(
        YEARS_DATA,
        "Figures of the charts of delivery by year",
        "£ million a year. A blank is not drawn.",
        place.sheet,
        ("Programme", YEAR, *YEAR_HEADERS),
        rows,
        Shown.MONEY,
    )


def drawn_posts(rows: Sequence[PostRow], measure: PostMeasure) -> list[int]:
    """The rows that are drawn: all, or those with most posts, in the order of their sheet."""
    order = sorted(range(len(rows)), key=lambda number: -(rows[number].posts(measure) or 0))
    return sorted(order[:LISTED_POSTS])


def headcount_data_page(layout: Layout) -> Page | None:
    """A bar of posts a department, and one of its target where there is one; None without any."""
    rows, place = headcount_rows(layout), headcount_place(layout)
    gross, moved = PostMeasure.REDUCTION_GROSS, PostMeasure.REALLOCATED

    def bars(number: int) -> list[Row]:
        """Of one row of the sheet: what was given up, and what was to be."""
        row, made = rows[number], list[Row]()
        total, part, target = row.posts(gross), row.posts(moved), row.target(gross)
        if total is not None:
            label = _label(f"{_who(layout, row)}: gross", place.cell(GROSS, number), total)
            made.append({LABEL: label, **_split(place, number, total, part)})
        if target is not None:
            label = _label(f"{_who(layout, row)}: target", place.cell(GROSS_TARGET, number), target)
            made.append({LABEL: label, GROSS_TARGET: _posts(place, GROSS_TARGET, number, target)})
        return made

    drawn = [bar for number in drawn_posts(rows, gross) for bar in bars(number)]
    return _posts_page(HEADCOUNT_DATA, "headcount", place.sheet, HEADCOUNT_HEADERS, drawn)


def _split(place: Placed, row: int, gross: float, moved: float | None) -> Row:
    """Gross as net and reallocated; whole where that is not known."""
    if moved is None:
        return {UNSPLIT: _posts(place, GROSS, row, gross)}
    return {NET: _posts(place, NET, row, gross - moved), REALLOCATED: _posts(place, REALLOCATED, row, moved)}


def relocation_data_page(layout: Layout) -> Page | None:
    """A bar of posts a department, and one of its target where there is one; None without any."""
    rows, place = relocation_rows(layout), relocation_place(layout)
    moved = PostMeasure.RELOCATED

    def bars(number: int) -> list[Row]:
        """Of one row of the sheet: what was given up, and what was to be."""
        row, made = rows[number], list[Row]()
        for header, count, word in ((RELOCATED, row.posts(moved), "relocated"), (TARGET, row.target(moved), "target")):
            if count is not None:
                label = _label(f"{_who(layout, row)}: {word}", place.cell(header, number), count)
                made.append({LABEL: label, header: _posts(place, header, number, count)})
        return made

    drawn = [bar for number in drawn_posts(rows, moved) for bar in bars(number)]
    return _posts_page(RELOCATION_DATA, "relocation", place.sheet, RELOCATION_HEADERS, drawn)


def _who(layout: Layout, row: PostRow) -> str:
    return short(f"{row.programmes}, {row.department}" if layout.side_by_side else row.department)


def _posts(place: Placed, header: str, row: int, count: float) -> Formula:
    return Formula(f"={place.cell(header, row)}", float(count))


def _label(words: str, address: str, count: float) -> Formula:
    return sentence(f"{words} ", figure(address, count, 0))


def short(words: str) -> str:
    """Words that a bar has room for."""
    return words if len(words) <= LETTERS else f"{words[: LETTERS - 1].rstrip()}…"


def _posts_page(name: str, what: str, sheet: str, headers: tuple[str, ...], rows: list[Row]) -> Page | None:
    if not rows:
        return None
    lines = f"Figures of the chart of {what}", "Posts. A blank is not drawn."
    return _page(name, *lines, sheet, headers, rows, Shown.COUNT)


def _page(
    name: str, heading: str, unit: str, sheet: str, headers: Sequence[str], rows: list[Row], shown: Shown
) -> Page:
    def field(header: str) -> Field:
        cells = [row.get(header) for row in rows]
        if header == LABEL:
            return Field(header=header, cells=cells, width=44)
        if all(isinstance(cell, str) for cell in cells):
            return Field(header=header, cells=cells)
        return Field(header=header, cells=cells, shown=shown, width=13)

    return Page(
        name=name,
        heading=heading,
        lines=(unit, f"{INFORMS} The figures follow the sheet {sheet}."),
        table=Table(fields=tuple(map(field, headers))),
        filtered=False,
    )


Maker = Callable[[Layout], Page | None]
DATA_PAGES: tuple[Maker, ...] = (groups_data_page, years_data_page, headcount_data_page, relocation_data_page)
"""Every sheet of figures beside that of the bars, in order."""
