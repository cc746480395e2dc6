"""Objectives and passes of the allocation model, and the settlement they end in."""

from dataclasses import dataclass

from .linear import HELD, Expr, minimise, total
from .model import Model, attainment, priorities, raw_progress
from .read import CONTROLS
from .spend import DEL, own_limit, reserve
from .tie import weight

WON = 1e-7  # how much of what was won a later pass may give up, of max(1, |best|)
WON_EARLY = 1e-6  # the same between tiers, and for the smallest attainment
LOOSE = 0.01  # what rows that hold are multiplied by where the solver finds nothing
TIE = 0.001  # £m: the price of a share in the tie-break


@dataclass(frozen=True)
class Restated:
    """A settlement: score in points, money in £m, keyed by (department, control, year number 1..T)."""

    status: str
    score: float = float("nan")
    tdel_m: float = float("nan")
    spend: dict | None = None
    shares: dict | None = None
    model: Model | None = None
    x: object = None


def restate(review, objective="weighted", link=1.0, reference=None):
    """The settlement of a review under one objective; ``reference`` goes with a link strength below 1."""
    m = Model(review)
    outcome, x = won = _first_passes(m, objective, link, reference)
    if x is None:
        return Restated(outcome)
    if objective != "weighted" or link < 1:
        won = _hold(m, won, Expr().add(score(m), -1), WON)
    outcome, x = _cheapest_of_the_best(m, won, objective)
    x = _least_movement(m, x)
    return _settlement(m, x)


def _first_passes(m, objective, link, reference):
    """Pass 1; what it won is held by rows of its own."""
    start = None, None
    if objective == "weighted":
        goal = Expr().add(score(m), -1)
        if link < 1:
            goal = Expr().add(score(m), -link / 100).add(deviation(m, reference), 1 - link)
        return _hold(m, start, goal, WON)
    if objective == "tiers":
        tiers = sorted({entry["tier"] for entry in priorities(m.review).values()})
        for tier in tiers:
            start = _hold(m, start, Expr().add(score(m, tier), -1), WON_EARLY)
        return start
    if objective == "fairest":
        least = m.rows.column(-float("inf"), 1.0)
        for p in priorities(m.review):
            m.rows.row(Expr().add(least).add(attainment(m, p), -1), "max", 0.0)
        return _hold(m, start, Expr().add(least, -1), WON_EARLY)
    if objective == "cheapest":
        for p, entry in priorities(m.review).items():
            if entry["floor"] is not None:
                m.rows.row(attainment(m, p), "min", entry["floor"], "floor")
        return _hold(m, start, tdel_total(m), WON)
    assert objective == "npsv"
    return _hold(m, start, Expr().add(npsv(m), -1), WON)


def _hold(m, standing, expression, slack):
    """One pass: minimise, then hold what was won. A pass without an optimum leaves the last one standing."""
    outcome, x = optimum(m, expression, standing[1])
    if x is None:
        return standing if standing[1] is not None else (outcome, None)
    best = expression.at(x)
    m.rows.row(expression, "max", best + slack * max(1.0, abs(best)), HELD)
    return outcome, x


def optimum(m, expression, standing=None):
    """The least of an expression, as (outcome, x).

    With whole bids the solver is asked for their decision alone: the shares come from the linear model with that
    decision held, which is exact. Where a held pass ends without an optimum it is asked again with more tolerance on
    what is held, and the decision that stands from the pass before is always one to beat.
    """
    outcome, x = minimise(m.rows, expression)
    if not any(m.rows.whole):
        return outcome, x
    if x is None and standing is not None:
        _, x = minimise(m.rows, expression, times=LOOSE)
    settled = [_settled(m, expression, point) for point in (x, standing) if point is not None]
    found = [point for point in settled if point is not None]
    if not found:
        return outcome, x
    return "optimal", min(found, key=expression.at)


def _settled(m, expression, x):
    """The least of an expression with the whole bids held at their decision in ``x``; None where that cannot be."""
    lower, upper = list(m.rows.lower), list(m.rows.upper)
    for column, whole in enumerate(m.rows.whole):
        if whole:
            lower[column] = upper[column] = round(x[column])
    return minimise(m.rows, expression, lower, upper, relaxed=True)[1]


def _cheapest_of_the_best(m, won, objective):
    """Pass 3: least total TDEL and the tie-break; for ``cheapest`` the tie-break alone."""
    ties = Expr()
    for (name, _), share in m.share.items():
        ties.add(share, TIE * weight(name))
    outcome, x = optimum(m, ties if objective == "cheapest" else ties.add(tdel_total(m)), won[1])
    return won if x is None else (outcome, x)


def _least_movement(m, x):
    """Pass 4: with every share held, the least draw-down plus switching."""
    lower, upper = list(m.rows.lower), list(m.rows.upper)
    for share in m.share.values():
        (column,) = share.terms
        lower[column] = upper[column] = x[column]
    moved = total([*m.drawdown.values(), *m.to_capital.values(), *m.to_resource.values()])
    _, y = minimise(m.rows, moved, lower, upper, relaxed=True)
    return x if y is None else y


def _settlement(m, x):
    """The result, the score recomputed as the page writes it: never more than the goal."""
    spend = {
        (d, c, t + 1): m.spend(d, c, t).at(x)
        for d in m.review["departments"]
        for c in (*CONTROLS, "TDEL")
        for t in m.years
    }
    reached = {name: min(1.0, raw_progress(m, name).at(x)) for name in m.progress}
    points = score(m).at({column: reached[name] for name, e in m.progress.items() for column in e.terms})
    return Restated(
        "optimal",
        points,
        tdel_total(m).at(x),
        spend,
        {(name, t + 1): share.at(x) for (name, t), share in m.share.items()},
        m,
        x,
    )


def score(m, tier=None):
    """100 x the weighted mean of attainment over priorities that take part (of one tier), points."""
    weights = {p: entry["weight"] for p, entry in priorities(m.review).items() if tier in (None, entry["tier"])}
    assert weights, "no priority takes part"
    result = Expr()
    for p, w in weights.items():
        result.add(attainment(m, p), 100 * w / sum(weights.values()))
    return result


def tdel_total(m):
    """Total TDEL over the plan, devolved departments included, £m."""
    return total(m.spend(d, "TDEL", t) for d in m.review["departments"] for t in m.years)


def npsv(m):
    """Sum of npsv times share (the mean share of an annual bid), £m real, discounted."""
    result = Expr()
    for (name, _), share in m.share.items():
        result.add(share, m.review["bids"][name]["npsv"] / len(m.years))
    return result


def deviation(m, reference):
    """Sum of |spend - reference| over English departments, RDEL and CDEL, years; as a part of the references' sum."""
    points = references(m, reference)
    result = Expr()
    for (d, c, t), figure in points.items():
        apart = m.rows.column()
        for sign in (1, -1):
            m.rows.row(Expr().add(m.spend(d, c, t), sign).add(apart, -1), "max", sign * figure)
        result.add(apart, 1 / sum(points.values()))
    return result


def references(m, reference):
    """(department, control, t) -> the reference, £m cash."""
    if reference is None:
        given = any(own_limit(m, d, c, t) is not None for d in m.english() for c in DEL for t in m.years)
        reference = "limits" if given else "flat_real"
    make = {"flat_cash": _flat_cash, "flat_real": _flat_real, "uniform": _uniform, "limits": _limits}[reference]
    return {(d, c, t): make(m, d, c, t) for d in m.english() for c in DEL for t in m.years}


def _flat_cash(m, d, c, t):
    return m.base[d, c]


def _flat_real(m, d, c, t):
    return m.base[d, c] * m.review["deflator"][t + 1] / m.review["deflator"][0]


def _uniform(m, d, c, t):
    final = m.years[-1]
    left = left_by_total(m, c, final)
    assert left is not None, "uniform needs a total max limit"
    growth = (left / sum(m.base[e, c] for e in m.english())) ** (1 / len(m.years))
    return m.base[d, c] * growth ** (t + 1)


def _limits(m, d, c, t):
    def blank(e):
        figure = own_limit(m, e, c, t)
        return _flat_real(m, e, c, t) if figure is None else figure

    wanted, left = sum(blank(e) for e in m.english()), left_by_total(m, c, t)
    return blank(d) * (left / wanted if left is not None and wanted > left else 1.0)


def left_by_total(m, control, t):
    """The total max limit less its reserve and the devolved departments' restated baselines, £m, or None."""
    figure = own_limit(m, "total", control, t)
    if figure is None:
        return None
    devolved = [d for d in m.review["departments"] if d not in m.english()]
    return figure - reserve(m, control, t) - sum(m.base[d, control] for d in devolved)
