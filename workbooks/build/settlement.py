"""Spending Review 2025: committed baselines, and a package of bids that adds up to each published row exactly.

A *line* is the smallest thing with a published figure: an of-which row (NHS England, core schools, the Home Office
without asylum, High Speed 2, Sizewell C), or the rest of its department. In each line, control and year

    committed baselines + bids of the package = published figure

Savings and receipts of the package keep their catalogue size; its other bids are scaled, year by year, to what that
leaves. Capital commitments run off to 92 and 85 % of the baseline, and never exceed 95 % of the published figure after
year 1.
"""

from .bids import NOTHING, Costs
from .catalogue import Programme, Wanted
from .published import sr2025_del

BUDGETS = {"RDEL": "resource", "CDEL": "capital"}
RUN_OFF = (1.0, 0.92, 0.85)
MOST_COMMITTED = 0.95
Line = tuple[str, str, str]  # department, control, published of-which row or blank for the rest of the department
Path = tuple[int, ...]  # £ thousand: baseline year, then each plan year
Programmes = dict[str, Programme]


def published_row(title: str, control: str, years: tuple[str, ...]) -> Path:
    """The published figures of a row, or of several joined by ` + `; nothing published is nil."""
    rows = sr2025_del(BUDGETS[control])
    found = [rows[part] for part in title.split(" + ")] if title else []
    return tuple(sum(row.get(year, 0) for row in found) for year in years)


def lines(departments: list[dict[str, str]], programmes: Programmes, years: tuple[str, ...]) -> dict[Line, Path]:
    """The published path of every line; `years` begins with the baseline year."""
    found: dict[Line, Path] = {}
    for row in departments:
        for control in BUDGETS:
            left = published_row(row[f"{control.lower()}_row"], control, years)
            mine = {p.rows[control] for p in programmes.values() if p.department == row["department"]} - {""}
            for title in sorted(mine):
                part = published_row(title, control, years)
                found[row["department"], control, title] = part
                left = tuple(a - b for a, b in zip(left, part, strict=True))
            found[row["department"], control, ""] = left
    return found


def line_of(programme: Programme, control: str) -> Line:
    """The line in which a programme's spending is published."""
    return (programme.department, control, programme.rows[control])


def committed(programmes: Programmes, targets: dict[Line, Path]) -> dict[str, Costs]:
    """Each programme's committed baseline in the plan years; a fund that starts from nothing has none."""
    costs: dict[str, Costs] = {}
    for line, path in targets.items():
        owners = [p for p in programmes.values() if line_of(p, line[1]) == line and p.shares[line[1]]]
        left = path[0]
        for programme in owners:
            # The last programme of a line takes what rounding leaves.
            base = left if programme is owners[-1] else round(path[0] * programme.shares[line[1]])
            left -= base
            cost = costs.setdefault(programme.code, dict.fromkeys(BUDGETS, NOTHING))
            cost[line[1]] = _run_off(base, path, programme, line[1])
    return costs


def _run_off(base: int, path: Path, programme: Programme, control: str) -> tuple[int, ...]:
    """Resource flat in cash; capital as the programme says, under the published path after year 1."""
    if control == "RDEL":
        return (base, base, base)
    fractions = programme.paths["CDEL"] or RUN_OFF
    later = (min(f * base, MOST_COMMITTED * base * path[t] / path[0]) for t, f in enumerate(fractions[1:], start=2))
    return (base, *(round(amount) for amount in later))


def fitted(
    wants: tuple[Wanted, ...], natural: dict[str, Costs], base: dict[str, Costs], targets: dict[Line, Path]
) -> dict[str, Costs]:
    """The bids' costs, with those of the package scaled so that every line meets its published path."""
    costs = {bid: dict(cost) for bid, cost in natural.items()}
    committed_to = _by_line(wants, base)
    for line, path in targets.items():
        control = line[1]
        package = [want.bid for want in wants if want.settlement and line_of(want.programme, control) == line]
        held = [sum(cost[control][t] for cost in committed_to.get(line, ())) for t in range(3)]
        years = [_scaled(line, [costs[bid][control][t] for bid in package], path[t + 1] - held[t]) for t in range(3)]
        for place, bid in enumerate(package):
            costs[bid][control] = tuple(year[place] for year in years)
    return costs


def _by_line(wants: tuple[Wanted, ...], base: dict[str, Costs]) -> dict[Line, list[Costs]]:
    """The committed baselines of each line."""
    programmes = {want.programme.code: want.programme for want in wants}
    found: dict[Line, list[Costs]] = {}
    for code, cost in base.items():
        for control in BUDGETS:
            found.setdefault(line_of(programmes[code], control), []).append(cost)
    return found


def _scaled(line: Line, amounts: list[int], increment: int) -> list[int]:
    """One year of a package, its positive amounts scaled to the increment; the largest takes the rounding."""
    wanted = sum(amount for amount in amounts if amount > 0)
    left = increment - sum(amount for amount in amounts if amount < 0)
    if left < 0 or (left and not wanted):
        raise ValueError(f"{line}: the package cannot make up £{increment / 1000:,.3f}m")
    scaled = [round(amount * left / wanted) if amount > 0 else amount for amount in amounts]
    if scaled:
        scaled[scaled.index(max(scaled))] += increment - sum(scaled)
    return scaled
