"""The sheet Total DEL: from the controls to Total DEL, and on to total managed expenditure where that is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spendreview.report.grants import GrantKind
from spendreview.report.layout import TOTAL_DEL, Layout, sum_where
from spendreview.report.sheets.grants import grant_values
from spendreview.report.words import INDICATIVE
from spendreview.tabular.book import Cell, Field, Formula, Page, Placed, Shown, Styled, Table
from spendreview.terms import Control, Year


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: its words, and by position among the years (0: the baseline) its formula and value."""

    words: str
    formula: Callable[[int], str]
    values: tuple[float | None, ...]
    note: str = ""
    shown: Shown = Shown.MONEY


def total_del_page(layout: Layout) -> Page:
    """A row a line, a column a year."""
    lines = _lines(layout)
    headers = [layout.base_header, *map(str, layout.years)]
    fields = (
        Field(header="Line", cells=[line.words for line in lines], width=44),
        *(
            Field(header=header, cells=[_cell(line, t) for line in lines], shown=Shown.MONEY, width=13, group=not t)
            for t, header in enumerate(headers)
        ),
        Field(header="What it is", cells=[line.note for line in lines], shown=Shown.WRAPPED, width=46, group=True),
    )
    return Page(
        name=TOTAL_DEL,
        heading="Total DEL reconciliation, all departments",
        lines=(
            "£ million, cash; shares of GDP in per cent. Each line follows from those above it and from the sheets named.",
            f"{INDICATIVE} The baseline column holds restated baselines.",
        ),
        table=Table(fields=fields),
        filtered=False,
    )


def _cell(line: Line, t: int) -> Cell:
    value = line.values[t]
    if value is None:
        return "[x]"
    return Styled(Formula("=" + line.formula(t), value), line.shown)


def _lines(layout: Layout) -> list[Line]:
    lines = _controls(layout)
    first = len(lines)
    total = _totals(layout, Control.TDEL)
    place = _place(layout)

    def added_up(t: int) -> str:
        header = place.headers[t + 1]
        return f"SUM({place.cell(header, 0, near=True)}:{place.cell(header, first - 1, near=True)})"

    def difference(t: int) -> str:
        there = layout.spend_cell(None, Control.TDEL, _year(layout, t))
        return f"ROUND({place.cell(place.headers[t + 1], first, near=True)}-{there},6)"

    ours = tuple(sum(line.values[t] or 0.0 for line in lines) for t in range(len(total)))
    apart = tuple(round(own - other, 6) + 0.0 for own, other in zip(ours, total, strict=True))
    lines.append(Line(words="Total DEL", formula=added_up, values=ours, note="The lines above, added up."))
    lines.append(
        Line(words="Difference from Settlements", formula=difference, values=apart, note="Must be nil.")
    )
    return lines + _beyond(layout, place, first, ours, len(lines))


def _controls(layout: Layout) -> list[Line]:
    """RDEL, CDEL, and depreciation with what belongs to it."""
    words = {Control.RDEL: "RDEL", Control.CDEL: "CDEL", Control.DEPRECIATION: "Less depreciation in RDEL"}
    notes = {Control.DEPRECIATION: "Capital is counted in CDEL when it is spent, so depreciation comes off."}
    lines = [
        Line(
            words=words[control],
            formula=lambda t, c=control, s=sign: ("" if s > 0 else "-") + layout.spend_cell(None, c, _year(layout, t)),  # type: ignore[misc]
            values=tuple(sign * value + 0.0 for value in _totals(layout, control)),
            note=notes.get(control, "Sheet Settlements."),
        )
        for control, sign in layout.data.tdel_parts
    ]
    if layout.review.rdel_includes_depreciation and _depreciation_savings(layout):
        lines.append(_saved_depreciation(layout))
    return lines


def _depreciation_savings(layout: Layout) -> list[int]:
    wanted = (Control.DEPRECIATION, GrantKind.SAVING)
    return [number for number, line in enumerate(layout.grant_lines) if (line.control, line.kind) == wanted]


def _saved_depreciation(layout: Layout) -> Line:
    """A saving on depreciation moves that control alone, so Total DEL is what it would be without it."""
    place, amounts = layout.grants, grant_values(layout)
    rows = _depreciation_savings(layout)
    conditions = ((place.range("Control"), '"Depreciation"'), (place.range("Kind"), f'"{GrantKind.SAVING.value}"'))

    def formula(t: int) -> str:
        return "0" if t == 0 else sum_where(place.range(str(layout.years[t - 1])), *conditions)

    values = (0.0, *(sum(amounts[row][t] for row in rows) for t in range(len(layout.years))))
    return Line(
        words="Less savings on depreciation",
        formula=formula,
        values=values,
        note="A saving on depreciation moves that control alone, not Total DEL.",
    )


def _beyond(layout: Layout, place: Placed, total: int, tdel: tuple[float, ...], start: int) -> list[Line]:
    """AME, TME and shares of GDP, as far as the sheet Economy gives them."""
    given = {row.series: row.values for row in layout.series}
    lines: list[Line] = []

    def here(row: int) -> Callable[[int], str]:
        return lambda t: place.cell(place.headers[t + 1], row, near=True)

    def add(words: str, formula: Callable[[int], str], values: tuple[float | None, ...], note: str, shown: Shown) -> int:
        lines.append(Line(words=words, formula=formula, values=values, note=note, shown=shown))
        return start + len(lines) - 1

    sizes: list[tuple[str, int, tuple[float | None, ...]]] = [("Total DEL", total, tdel)]
    ame = _ame(layout)
    if ame is not None:
        formula, values, note = ame
        row = add("AME", formula, values, note, Shown.MONEY)
        both = _both(values, tdel, 1)
        managed = add(
            "Total managed expenditure (TME)",
            lambda t: f"{here(total)(t)}+{here(row)(t)}",
            both,
            "Total DEL + AME.",
            Shown.MONEY,
        )
        sizes.append(("TME", managed, both))
        if "tme" in given:
            limit = add("TME that the review may reach", _economy(layout, "tme"), given["tme"], "Sheet Economy.", Shown.MONEY)
            left = _both(given["tme"], both, -1)
            add(
                "Headroom under TME",
                lambda t: f"{here(limit)(t)}-{here(managed)(t)}",
                left,
                "Below zero: the plans come to more.",
                Shown.MONEY,
            )
    if "money_gdp" in given:
        for words, row, values in sizes:
            shares = tuple(
                value / gdp if value is not None and gdp else None
                for value, gdp in zip(values, given["money_gdp"], strict=True)
            )
            gdp_cell = _economy(layout, "money_gdp")
            add(
                f"{words}, share of GDP",
                lambda t, r=row: f"{here(r)(t)}/{gdp_cell(t)}",  # type: ignore[misc]
                shares,
                "Money GDP stands on the sheet Economy.",
                Shown.PERCENT,
            )
    return lines


def _ame(layout: Layout) -> tuple[Callable[[int], str], tuple[float | None, ...], str] | None:
    """AME as forecast for the whole of government, or else what this review's departments have of it."""
    for row in layout.series:
        if row.series == "ame":
            return _economy(layout, "ame"), row.values, "Forecast, sheet Economy."
    if Control.AME in layout.costed:
        values = _totals(layout, Control.AME)
        return lambda t: layout.spend_cell(None, Control.AME, _year(layout, t)), values, "Of these departments alone."
    return None


def _both(ours: tuple[float | None, ...], others: tuple[float | None, ...], sign: int) -> tuple[float | None, ...]:
    """ours + sign * others, where both are known."""
    return tuple(
        one + sign * other if one is not None and other is not None else None
        for one, other in zip(ours, others, strict=True)
    )


def _economy(layout: Layout, series: str) -> Callable[[int], str]:
    row = [own.series for own in layout.series].index(series)
    return lambda t: layout.economy.cell(str(layout.all_years[t]), row)


def _year(layout: Layout, t: int) -> Year | None:
    return layout.years[t - 1] if t else None


def _totals(layout: Layout, control: Control) -> tuple[float, ...]:
    """£ million of all departments: the restated baseline, then each plan year."""
    baseline = sum(layout.review.baseline_m(code, control) for code in layout.departments)
    return (baseline, *layout.settlement.total_m(control))


def _place(layout: Layout) -> Placed:
    return Placed(TOTAL_DEL, ("Line", layout.base_header, *map(str, layout.years)), 0)
