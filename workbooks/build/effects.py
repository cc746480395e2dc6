"""The one rule that makes illustrative effects, shared by both reviews.

Span. For each indicator, the distance from its baseline to its goal at the end of the plan.
Pull. A bid pulls on an indicator with strength x (average annual cost in £m, a pound of capital counted as half) ** 0.7 x 0.8 for each tranche that
it builds on x a number between 0.5 and 1.5 drawn from a hash of the bid and indicator. The power below one and the tranche factor are the diminishing
returns: the first pounds do most.
Reach. All the bids on an indicator at full funding together, options included, cover `REACH` of its span, in proportion to their pull: they never pass
its goal, and where the trend is adverse they do not reach it.
Harm. A negative strength gives an effect the other way, on the same scale.

The evidence grade is drawn from a hash (a fifth strong, half moderate, a quarter weak, the rest none), and sets the attribution and the range.
"""

from collections import defaultdict
from dataclasses import dataclass
from math import floor, log10

from .bids import Costs, draw
from .catalogue import Wanted

REACH = 0.92
PROFILES = {"pressure": "immediate", "saving": "immediate", "temporary": "immediate", "new": "mid", "invest_to_save": "lagged", "capital_project": "lagged"}
GRADES = ((0.20, "strong", 0.9, 0.85, 1.10), (0.70, "moderate", 0.8, 0.65, 1.25), (0.95, "weak", 0.6, 0.35, 1.5), (1.0, "none", 0.5, 0.0, 1.6))
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
    """What the rule needs to know of an indicator: which way is better, and how far its goal is from its baseline."""

    direction: str
    span: float


def rows(wants: list[Wanted], cost: dict[str, Costs], aims: dict[str, Aim]) -> list[dict[str, object]]:
    """The Effects sheet: one row for each bid and indicator."""
    depth = _depths(wants)
    pulls = {(want.bid, name): strength * _pull(want, name, cost[want.bid], depth) for want in wants for name, strength in want.moves}
    scale = {name: REACH * aims[name].span / total for name, total in _totals(pulls).items()}
    return [
        _row(want, name, pulls[want.bid, name] * scale[name] * (1 if aims[name].direction == "up" else -1))
        for want in wants
        for name, _ in want.moves
    ]


def _row(want: Wanted, name: str, change: float) -> dict[str, object]:
    """`change` is what the bid causes; the effect column is before attribution, so the two multiply to it."""
    lot = draw(f"{want.bid} {name} evidence")
    _, evidence, attribution, low, high = next(grade for grade in GRADES if lot < grade[0])
    effect = rounded(change / attribution)
    cells: dict[str, object] = {"bid": want.bid, "indicator": name, "effect": effect, "low": rounded(effect * low), "high": rounded(effect * high)}
    cells |= {"profile": PROFILES[want.kind] if "annual" not in want.flags else "mid", "attribution": attribution, "evidence": evidence}
    return cells | {"counterfactual": COUNTERFACTUAL[want.kind], "source": "Illustrative: made by the rule in workbooks/README.md", "status": "illustrative"}


def _pull(want: Wanted, name: str, cost: Costs, depth: dict[str, int]) -> float:
    money = sum(abs(amount) for amount in cost["RDEL"]) / 3000 + sum(abs(amount) for amount in cost["CDEL"]) / 6000
    return money**0.7 * 0.8 ** depth[want.bid] * (0.5 + draw(f"{want.bid} {name}"))


def _totals(pulls: dict[tuple[str, str], float]) -> dict[str, float]:
    """The helpful pull on each indicator if everything is funded."""
    totals: dict[str, float] = defaultdict(float)
    for (_, name), pull in pulls.items():
        totals[name] += max(pull, 0.0)
    return dict(totals)


def _depths(wants: list[Wanted]) -> dict[str, int]:
    """How many bids each bid builds on, counted along `requires`."""
    requires = {want.bid: want.requires for want in wants}

    def depth(bid: str) -> int:
        return max((1 + depth(before) for before in requires[bid]), default=0)

    return {bid: depth(bid) for bid in requires}


def rounded(value: float, digits: int = 4) -> float:
    """Four significant figures: an illustrative effect should not look exact."""
    return round(value, digits - 1 - floor(log10(abs(value)))) if value else 0.0
