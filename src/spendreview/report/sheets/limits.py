"""The sheet Limits: each limit and year, what adjusts it, what is spent against it, and what is left."""

from __future__ import annotations

from collections.abc import Callable

from spendreview.allocation.data import CASH
from spendreview.allocation.settlement import NIL_M, LimitUse
from spendreview.report.layout import LIMITS, Layout, sum_where
from spendreview.report.words import CONTROL_WORDS, INDICATIVE, money_header, status_word
from spendreview.review.scopes import Scope, ScopeKind, parse_scope
from spendreview.review.sheets import LIMITS as LIMITS_SHEET
from spendreview.tabular.book import NOT_APPLICABLE, Cell, Field, Formula, Look, Page, Shown, Table
from spendreview.terms import Control, DepartmentCode, Sense, Status, Year


def limits_page(layout: Layout) -> Page:
    """A row a limit and year, in the order of the workbook."""
    uses = layout.settlement.limit_uses
    texts = _texts(layout, uses)
    money: dict[str, tuple[list[Cell], Look]] = {
        "Figure": ([use.limit_m for use in uses], Look.INPUT),
        "Less reserve": ([_parts(layout, use)[0] for use in uses], Look.INPUT),
        "Draw-down": ([_parts(layout, use)[1] for use in uses], Look.RESULT),
        "Switching": ([_parts(layout, use)[2] for use in uses], Look.RESULT),
        "Available": ([_available(layout, number, use) for number, use in enumerate(uses)], Look.PLAIN),
        "Spend": ([_spend(layout, use) for use in uses], Look.PLAIN),
        "Left": ([_left(layout, number, use) for number, use in enumerate(uses)], Look.PLAIN),
    }
    fields = []
    for header in layout.limits.headers:
        if header in money:
            cells, look = money[header]
            fields.append(Field(header=header, cells=cells, shown=Shown.MONEY, look=look, group=header == "Figure"))
        elif header == "Used":
            used = [_used(layout, number, use) for number, use in enumerate(uses)]
            fields.append(Field(header=header, cells=used, shown=Shown.PERCENT))
        else:
            fields.append(Field(header=header, cells=texts[header], group=header == "Binding"))
    return Page(
        name=LIMITS,
        heading="Limits and what is left of them",
        lines=(
            "£ million, cash. Available = figure - reserve + draw-down + switching; the spending is held against it.",
            f"{INDICATIVE} Left: room under a max limit, what is spent above a min one, minus the distance from an "
            "equal one. Binding: nothing left.",
        ),
        table=Table(fields=tuple(fields)),
        freeze=1,
    )


def _texts(layout: Layout, uses: tuple[LimitUse, ...]) -> dict[str, list[Cell]]:
    limits = {limit.limit: limit for limit in layout.review.limits}
    places = [layout.review.place(LIMITS_SHEET, limits[use.limit].row, str(use.year)) for use in uses]
    changed = [(use.limit, use.year) in layout.review.changed_limits for use in uses]
    statuses = [
        Status.ILLUSTRATIVE if other else limits[use.limit].status for use, other in zip(uses, changed, strict=True)
    ]
    return {
        "Limit": [str(use.limit) for use in uses],
        "Scope": [use.scope for use in uses],
        "Control": [CONTROL_WORDS[use.control] for use in uses],
        "Year": [str(use.year) for use in uses],
        "Sense": [use.sense.value for use in uses],
        "Binding": [_binding(layout, number, use) for number, use in enumerate(uses)],
        "Status": [status_word(status) for status in statuses],
        "Workbook cell": [f"{place.sheet}!{place.cell}" for place in places],
        "Set by": ["scenario" if other else "workbook" for other in changed],
    }


def _parts(layout: Layout, use: LimitUse) -> tuple[float, float, float]:
    """Reserve, draw-down and switching of a limit, £ million: together its adjustment."""
    scope = parse_scope(use.scope)
    if use.sense is not Sense.MAX or scope.kind not in (ScopeKind.TOTAL, ScopeKind.DEPARTMENT):
        return 0.0, 0.0, 0.0
    t = layout.years.index(use.year)
    if scope.kind is ScopeKind.TOTAL:
        reserve = layout.data.reserve_m(use.control, t)
        return reserve, 0.0, _clean(use.adjustment_m + reserve)
    code = DepartmentCode(scope.name)
    controls = CASH if use.control is Control.TDEL else (use.control,)
    drawn = sum(layout.settlement.drawdown_m.get((code, part), (0.0,) * (t + 1))[t] for part in controls)
    return 0.0, drawn, _clean(use.adjustment_m - drawn)


def _clean(amount_m: float) -> float:
    return 0.0 if abs(amount_m) < 1e-9 else amount_m


def _near(layout: Layout, header: str, number: int) -> str:
    return layout.limits.cell(header, number, near=True)


def _available(layout: Layout, number: int, use: LimitUse) -> Cell:
    figure, reserve, drawn, switched = (
        _near(layout, header, number) for header in ("Figure", "Less reserve", "Draw-down", "Switching")
    )
    return Formula(f"={figure}-{reserve}+{drawn}+{switched}", use.limit_m + use.adjustment_m)


def _left(layout: Layout, number: int, use: LimitUse) -> Cell:
    available, spend = _near(layout, "Available", number), _near(layout, "Spend", number)
    room = {
        Sense.MAX: f"{available}-{spend}",
        Sense.MIN: f"{spend}-{available}",
        Sense.EQUAL: f"-ABS({available}-{spend})",
    }
    return Formula(f"=ROUND({room[use.sense]},6)", round(use.slack_m, 6) + 0.0)


def _binding(layout: Layout, number: int, use: LimitUse) -> Cell:
    """Whether nothing is left, as the cell beside it now says."""
    value = "yes" if round(use.slack_m, 6) < NIL_M else "no"
    return Formula(f'=IF({_near(layout, "Left", number)}<{NIL_M:f},"yes","no")', value)


def _used(layout: Layout, number: int, use: LimitUse) -> Cell:
    available = use.limit_m + use.adjustment_m
    if available <= 0:
        return NOT_APPLICABLE
    return Formula(f"={_near(layout, 'Spend', number)}/{_near(layout, 'Available', number)}", use.spend_m / available)


def _spend(layout: Layout, use: LimitUse) -> Cell:
    """What the scope spends, as a formula over the sheet that holds it; bids by tag are the run's own figure."""
    scope = parse_scope(use.scope)
    text = _SPEND[scope.kind](layout, scope, use.control, use.year)
    return Formula("=" + text, use.spend_m) if text else use.spend_m


def _of_departments(layout: Layout, scope: Scope, control: Control, year: Year) -> str:
    code = DepartmentCode(scope.name) if scope.kind is ScopeKind.DEPARTMENT else None
    return layout.spend_cell(code, control, year)


def _of_group(layout: Layout, scope: Scope, control: Control, year: Year) -> str:
    place = layout.settlements
    conditions = ((place.range("Group"), quoted(scope.name)), (place.range("Control"), quoted(CONTROL_WORDS[control])))
    return sum_where(place.range(str(year)), *conditions, plain=layout.plain_groups)


def _of_bids(layout: Layout, scope: Scope, control: Control, year: Year) -> str:
    place = layout.allocation
    header = "Programme" if scope.kind is ScopeKind.PROGRAMME else "Bid"
    plain = layout.plain_programmes if scope.kind is ScopeKind.PROGRAMME else layout.plain_bids
    where = (place.range(header), quoted(scope.name))
    parts = layout.data.tdel_parts if control is Control.TDEL else ((control, 1),)
    terms = [
        ("+" if sign > 0 else "-") + sum_where(place.range(money_header(part, year)), where, plain=plain)
        for part, sign in parts
        if part in layout.bid_controls
    ]
    return "".join(terms).lstrip("+")


def _of_tag(layout: Layout, scope: Scope, control: Control, year: Year) -> str:
    return ""


def quoted(text: str) -> str:
    """Text as it stands inside a formula."""
    return '"' + text.replace('"', '""') + '"'


_SPEND: dict[ScopeKind, Callable[[Layout, Scope, Control, Year], str]] = {
    ScopeKind.TOTAL: _of_departments,
    ScopeKind.DEPARTMENT: _of_departments,
    ScopeKind.GROUP: _of_group,
    ScopeKind.PROGRAMME: _of_bids,
    ScopeKind.BID: _of_bids,
    ScopeKind.TAG: _of_tag,
}
