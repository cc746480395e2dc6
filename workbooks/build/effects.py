"""The one rule that makes illustrative effects, shared by both reviews.

Span. For each indicator, the distance from its baseline to its goal at the end of the plan.
Pull. A bid pulls on an indicator with strength x (average annual cost in £m, a pound of capital counted as half) ** 0.7
x 0.8 for each tranche that it builds on x a number between 0.5 and 1.5 drawn from a hash of the bid and indicator. The
power below one and the tranche factor are the diminishing returns: the first pounds do most.
Reach. All the bids on an indicator at full funding together, options included, cover `REACH` of its span, in proportion
to their pull: they never pass its goal, and where the trend is adverse they do not reach it.
Harm. A negative strength gives an effect the other way, on the same scale.

The evidence grade is drawn from a hash (a fifth strong, half moderate, a quarter weak, the rest none), and sets the
attribution and the range.
"""

from collections import defaultdict
from dataclasses import dataclass
from math import floor, log10

from .bids import SOURCE, Costs, draw
from .catalogue import Row, Wanted

REACH = 0.92
POWER = 0.7
NEXT_TRANCHE = 0.8
PROFILES = {
    "pressure": "immediate",
    "saving": "immediate",
    "temporary": "immediate",
    "new": "mid",
    "invest_to_save": "lagged",
    "capital_project": "lagged",
}
# A draw below the first figure gets the grade; then attribution, and the low and high effect as fractions of it.
GRADES = (
    (0.20, "strong", 0.9, 0.85, 1.10),
    (0.70, "moderate", 0.8, 0.65, 1.25),
    (0.95, "weak", 0.6, 0.35, 1.50),
    (1.00, "none", 0.5, 0.0, 1.60),
)
COUNTERFACTUAL = {
    "pressure": "Unfunded, the service falls behind its costs and the indicator follows its trend",
    "new": "The service stays at its baseline level and the indicator follows its trend",
    "saving": "Spending stays at its baseline; the saving puts some of the outcome at risk",
    "capital_project": "Existing assets go on, with rising failures",
    "invest_to_save": "Present systems and their running cost go on",
    "temporary": "The backlog stays and clears at the trend rate",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What the rule needs to know of an indicator: which way is better, and how far it has to go."""

    direction: str
    span: float


def rows(wants: tuple[Wanted, ...], cost: dict[str, Costs], aims: dict[str, Aim]) -> list[Row]:
    """The Effects sheet: one row for each bid and indicator."""
    depth = _depths(wants)
    pairs = [(want, name, strength) for want in wants for name, strength in want.moves]
    pulls = {(want.bid, name): strength * _pull(want, name, cost[want.bid], depth) for want, name, strength in pairs}
    scale = {name: REACH * aims[name].span / total for name, total in _totals(pulls).items()}
    way = {name: 1 if aim.direction == "up" else -1 for name, aim in aims.items()}
    return [_row(want, name, way[name] * scale[name] * pulls[want.bid, name]) for want, name, _ in pairs]


def _row(want: Wanted, name: str, change: float) -> Row:
    """`change` is what the bid causes; the effect column is before attribution, so the two multiply to it."""
    lot = draw(f"{want.bid} {name} evidence")
    _, evidence, attribution, low, high = next(grade for grade in GRADES if lot < grade[0])
    effect = rounded(change / attribution)
    cells: Row = {"bid": want.bid, "indicator": name, "effect": effect}
    cells |= {"low": rounded(effect * low), "high": rounded(effect * high)}
    cells |= {"profile": "mid" if "annual" in want.flags else PROFILES[want.kind], "attribution": attribution}
    cells |= {"evidence": evidence, "counterfactual": COUNTERFACTUAL[want.kind]}
    return cells | {"source": SOURCE, "status": "illustrative"}


def _pull(want: Wanted, name: str, cost: Costs, depth: dict[str, int]) -> float:
    resource, capital = (sum(abs(amount) for amount in cost[control]) / 3000 for control in ("RDEL", "CDEL"))
    returns: float = (resource + capital / 2) ** POWER * NEXT_TRANCHE ** depth[want.bid]
    return returns * (0.5 + draw(f"{want.bid} {name}"))


def _totals(pulls: dict[tuple[str, str], float]) -> dict[str, float]:
    """The helpful pull on each indicator if everything is funded."""
    totals: dict[str, float] = defaultdict(float)
    for (_, name), pull in pulls.items():
        totals[name] += max(pull, 0.0)
    return dict(totals)


def _depths(wants: tuple[Wanted, ...]) -> dict[str, int]:
    """How many bids each bid builds on, counted along `requires`."""
    requires = {want.bid: want.requires for want in wants}

    def depth(bid: str) -> int:
        return max((1 + depth(before) for before in requires[bid]), default=0)

    return {bid: depth(bid) for bid in requires}


def rounded(value: float, digits: int = 4) -> float:
    """Four significant figures: an illustrative effect should not look exact."""
    return round(value, digits - 1 - floor(log10(abs(value)))) if value else 0.0
