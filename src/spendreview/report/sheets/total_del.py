"""The sheet Total DEL: from the controls to Total DEL, and on to total managed expenditure where that is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from spendreview.report.grants import GrantKind
from spendreview.report.layout import TOTAL_DEL, Layout, sum_where
from spendreview.report.sheets.grants import grant_values
from spendreview.report.words import INDICATIVE
from spendreview.tabular.book import NOT_AVAILABLE, Cell, Field, Formula, Page, Placed, Shown, Styled, Table
from spendreview.terms import Control, Year

Values = tuple[float | None, ...]
"""By position among the years, 0 the baseline; None where not known."""
Address = Callable[[int], str]
"""From a position among the years to a formula without its sign of equality."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words, and by year its formula and value."""

    words: str
    formula: Address
    values: Values
    note: str
    shown: Shown = Shown.MONEY


@dataclass(slots=True)
class Ladder:
    """Lines one below the other; later ones refer to earlier ones by their number."""

    layout: Layout
    lines: list[Line] = field(default_factory=list)

    def add(self, line: Line) -> int:
        """Put a line below the others; returns its number."""
        self.lines.append(line)
        return len(self.lines) - 1

    def at(self, number: int) -> Address:
        """The cells of a line."""
        headers = self._place.headers
        return lambda t: self._place.cell(headers[t + 1], number, near=True)

    @property
    def _place(self) -> Placed:
        return Placed(TOTAL_DEL, ("Line", self.layout.base_header, *map(str, self.layout.years)), len(self.lines))

    def year(self, t: int) -> Year | None:
        """The plan year at a position; None for the baseline."""
        return self.layout.years[t - 1] if t else None

    def settled(self, control: Control) -> tuple[Address, tuple[float, ...]]:
        """What all departments have of a control: cells of the sheet Settlements, and £ million."""
        layout = self.layout
        baseline = sum(layout.review.baseline_m(code, control) for code in layout.departments)
        values = (baseline, *layout.settlement.total_m(control))
        return lambda t: layout.spend_cell(None, control, self.year(t)), values

    def given(self, series: str) -> tuple[Address, Values] | None:
        """A series of the sheet Economy: its cells and values."""
        for number, row in enumerate(self.layout.series):
            if row.series == series:
                return self._economy(number), row.values
        return None

    def _economy(self, number: int) -> Address:
        return lambda t: self.layout.economy.cell(str(self.layout.all_years[t]), number)


def total_del_page(layout: Layout) -> Page:
    """A row a line, a column a year."""
    ladder = Ladder(layout)
    _down_to_total(ladder)
    _beyond(ladder)
    lines = ladder.lines
    headers = [layout.base_header, *map(str, layout.years)]
    fields = (
        Field(header="Line", cells=[line.words for line in lines], width=36),
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
            "£ million, cash; shares of GDP in per cent. Each line follows from those above it or the sheet named.",
            f"{INDICATIVE} The baseline column holds restated baselines.",
        ),
        table=Table(fields=fields),
        filtered=False,
    )


def _cell(line: Line, t: int) -> Cell:
    value = line.values[t]
    return Styled(Formula("=" + line.formula(t), value), line.shown) if value is not None else NOT_AVAILABLE


def _down_to_total(ladder: Ladder) -> None:
    """RDEL, CDEL, depreciation and what belongs to it; their sum; and a check."""
    layout = ladder.layout
    for control, sign in layout.data.tdel_parts:
        _control(ladder, control, sign)
    if layout.review.rdel_includes_depreciation and _depreciation_savings(layout):
        ladder.add(_saved_depreciation(ladder))
    last = len(ladder.lines) - 1
    sums = tuple(sum(line.values[t] or 0.0 for line in ladder.lines) for t in range(len(layout.all_years)))
    first_cell, last_cell = ladder.at(0), ladder.at(last)
    words = "Total DEL"
    total = ladder.add(
        Line(words, lambda t: f"SUM({first_cell(t)}:{last_cell(t)})", sums, "The lines above, added up.")
    )
    there, values = ladder.settled(Control.TDEL)
    own = ladder.at(total)
    apart = tuple(round(one - other, 6) + 0.0 for one, other in zip(sums, values, strict=True))
    ladder.add(
        Line(
            "Difference from Settlements", lambda t: f"ROUND({own(t)}-{there(t)},6)", apart, "A check: it must be nil."
        )
    )


def _control(ladder: Ladder, control: Control, sign: int) -> None:
    there, values = ladder.settled(control)
    words, note, minus = control.value, "Sheet Settlements.", ""
    if sign < 0:
        words, minus = "Less depreciation in RDEL", "-"
        note = "Capital is counted in CDEL when it is spent, so depreciation comes off."
    ladder.add(Line(words, lambda t: minus + there(t), tuple(sign * value + 0.0 for value in values), note))


def _depreciation_savings(layout: Layout) -> list[int]:
    wanted = (Control.DEPRECIATION, GrantKind.SAVING)
    return [number for number, line in enumerate(layout.grant_lines) if (line.control, line.kind) == wanted]


def _saved_depreciation(ladder: Ladder) -> Line:
    """A saving on depreciation moves that control alone, so Total DEL is what it would be without it."""
    layout = ladder.layout
    place, amounts, rows = layout.grants, grant_values(layout), _depreciation_savings(layout)
    conditions = ((place.range("Control"), '"Depreciation"'), (place.range("Kind"), f'"{GrantKind.SAVING.value}"'))

    def formula(t: int) -> str:
        return sum_where(place.range(str(layout.years[t - 1])), *conditions) if t else "0"

    values = (0.0, *(sum(amounts[row][t] for row in rows) for t in range(len(layout.years))))
    note = "A saving on depreciation moves that control alone, not Total DEL."
    return Line("Less savings on depreciation", formula, values, note)


def _beyond(ladder: Ladder) -> None:
    """AME, TME and shares of GDP, as far as the sheet Economy gives them."""
    total = next(number for number, line in enumerate(ladder.lines) if line.words == "Total DEL")
    sizes = {"Total DEL": total}
    ame = _ame(ladder)
    if ame is not None:
        first, second = ladder.at(total), ladder.at(ladder.add(ame))
        both = _both(ladder.lines[total].values, ame.values, 1)
        words = "Total managed expenditure (TME)"
        sizes["TME"] = ladder.add(Line(words, lambda t: f"{first(t)}+{second(t)}", both, "Total DEL + AME."))
        _headroom(ladder, sizes["TME"])
    _receipts(ladder, sizes)
    gdp = ladder.given("money_gdp")
    if gdp is not None:
        for words, number in sizes.items():
            ladder.add(_share(ladder, words, number, gdp))


def _receipts(ladder: Ladder, sizes: dict[str, int]) -> None:
    """Receipts, and what TME comes to beyond them: net borrowing."""
    given = ladder.given("receipts")
    if given is None:
        return
    sizes["Receipts"] = ladder.add(Line("Receipts", *given, "Sheet Economy."))
    if "TME" in sizes:
        managed, received = ladder.at(sizes["TME"]), ladder.at(sizes["Receipts"])
        borrowed = _both(ladder.lines[sizes["TME"]].values, given[1], -1)
        note = "TME less receipts."
        sizes["Net borrowing"] = ladder.add(
            Line("Net borrowing", lambda t: f"{managed(t)}-{received(t)}", borrowed, note)
        )


def _ame(ladder: Ladder) -> Line | None:
    """AME as forecast for the whole of government, or else what this review's departments have of it."""
    forecast = ladder.given("ame")
    if forecast is not None:
        return Line("AME", *forecast, "Forecast for the whole of government, sheet Economy.")
    if Control.AME in ladder.layout.costed:
        return Line("AME", *ladder.settled(Control.AME), "Of these departments alone: sheet Settlements.")
    return None


def _headroom(ladder: Ladder, managed: int) -> None:
    """What TME leaves under the figure that the sheet Economy gives for it."""
    given = ladder.given("tme")
    if given is None:
        return
    limit = ladder.at(ladder.add(Line("TME as given", *given, "Sheet Economy.")))
    own = ladder.at(managed)
    left = _both(given[1], ladder.lines[managed].values, -1)
    note = "Below zero: the plans come to more than the figure given."
    ladder.add(Line("Headroom under TME", lambda t: f"{limit(t)}-{own(t)}", left, note))


def _share(ladder: Ladder, words: str, number: int, gdp: tuple[Address, Values]) -> Line:
    own, (cells, values) = ladder.at(number), gdp
    shares = tuple(
        size / whole if size is not None and whole else None
        for size, whole in zip(ladder.lines[number].values, values, strict=True)
    )
    note = "Money GDP stands on the sheet Economy."
    return Line(f"{words}, share of GDP", lambda t: f"{own(t)}/{cells(t)}", shares, note, Shown.PERCENT)


def _both(ours: Values, others: Values, sign: int) -> Values:
    """ours + sign * others, where both are known."""
    return tuple(
        one + sign * other if one is not None and other is not None else None
        for one, other in zip(ours, others, strict=True)
    )
