"""Synthetic spending reviews as plain arrays: the same size always gives the same review.

Each programme bids in three tranches (what it has now, keeping pace, doing more); a tranche needs the one before it.
The envelope pays for roughly half of what is asked on top of today's programmes, so that limits bind everywhere.
Money is £ million.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

TRANCHES = 3
YEARS = 3
CONTROLS = ("RDEL", "CDEL")
TOTALS = ("RDEL", "CDEL", "TDEL")
# Each total limit as a fraction of the departments' limits, by control and year: now one binds, now another.
TIGHTNESS = np.array([[0.950, 0.955, 0.965], [0.950, 0.920, 0.930], [0.965, 0.955, 0.950]])
SWITCH_TO_CAPITAL = 0.02  # the most of its RDEL limit that a department may move to capital, fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many of everything a synthetic review holds."""

    departments: int
    programmes: int
    whole_bids: int
    priorities: int = 30
    indicators: int = 150


SIZES = {
    "tiny": Size(departments=2, programmes=6, whole_bids=1, priorities=2, indicators=4),  # warms imports up
    "S": Size(departments=25, programmes=500, whole_bids=48),
    "M": Size(departments=50, programmes=5_000, whole_bids=894),
    "L": Size(departments=200, programmes=20_000, whole_bids=3_729),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrays:
    """One review. B bids, D departments, C = RDEL and CDEL, T years, E effects, I indicators, P priorities.

    Years count from 0, the first plan year, except in ``target_year``, where 1 is the first and 0 means blank.
    """

    department: np.ndarray  # (B,) int, the department of each bid
    cost: np.ndarray  # (B, C, T) £m cash at full funding
    min_share: np.ndarray  # (B,) fraction
    whole: np.ndarray  # (B,) bool, all or nothing
    requires: np.ndarray  # (B,) int, the bid that must be funded first; -1 for none
    baseline: np.ndarray  # (D, C) £m, the year before the plan
    department_limit: np.ndarray  # (D, 3, T) £m: RDEL, CDEL, TDEL
    total_limit: np.ndarray  # (3, T) £m
    effect_bid: np.ndarray  # (E,) int
    effect_indicator: np.ndarray  # (E,) int
    effect: np.ndarray  # (E,) indicator's unit, at full funding
    attribution: np.ndarray  # (E,) fraction
    lagged: np.ndarray  # (E,) bool: profile lagged, else mid
    indicator_priority: np.ndarray  # (I,) int
    direction: np.ndarray  # (I,) +1 up, -1 down
    level: np.ndarray  # (I,) the indicator's baseline
    target: np.ndarray  # (I,) nan where there is none
    target_year: np.ndarray  # (I,) int
    min_movement: np.ndarray  # (I,) nan where there is a target
    trend: np.ndarray  # (I,) the value in the final plan year if nothing is funded
    indicator_weight: np.ndarray  # (I,)
    priority_weight: np.ndarray  # (P,)

    def save(self, path):
        """Write the arrays to ``path`` (.npz)."""
        np.savez(path, **{field.name: getattr(self, field.name) for field in fields(self)})

    @classmethod
    def load(cls, path):
        """Read what `save` wrote."""
        with np.load(path) as stored:
            return cls(**{field.name: stored[field.name] for field in fields(cls)})


def generate(size, *, whole=False, seed=2007):
    """Make the review of one size.

    size    a name from SIZES
    whole   True for the variant with whole bids (a mixed-integer programme), False for the linear one
    seed    of the random draws; both variants draw the same money and the same effects
    """
    counts = SIZES[size]
    random = np.random.default_rng([seed, counts.programmes])
    bids = _bids(random, counts)
    chosen = random.permutation(counts.programmes)[: counts.whole_bids] * TRANCHES + TRANCHES - 1
    if whole:
        bids["whole"][chosen] = True
    money = _limits(random, counts, bids)
    outcomes = _indicators(random, counts)
    effects = _effects(random, counts, bids, outcomes)
    return Arrays(**bids, **money, **outcomes, **effects)


def _bids(random, counts):
    """Three tranches a programme: today's spending (at least half of it committed), then two additions."""
    programmes = counts.programmes
    department = np.concatenate(
        [np.arange(counts.departments), random.integers(0, counts.departments, programmes - counts.departments)]
    )
    scale = random.lognormal(3.0, 1.0, programmes)
    capital = random.uniform(0.05, 0.45, programmes)
    tranche = np.stack([np.ones(programmes), *random.uniform(0.08, 0.35, (2, programmes))], axis=1)
    split = np.stack([1 - capital, capital], axis=1)
    growth = 1 + random.uniform(0.0, 0.05, (programmes, TRANCHES, len(CONTROLS), 1)) * np.arange(YEARS)
    cost = (scale[:, None] * tranche)[:, :, None, None] * split[:, None, :, None] * growth
    bids = programmes * TRANCHES
    first = np.arange(bids) % TRANCHES == 0
    return {
        "department": np.repeat(department, TRANCHES),
        "cost": np.maximum(cost.reshape(bids, len(CONTROLS), YEARS).round(3), 0.001),
        "min_share": np.where(first, 0.5, 0.0),
        "whole": np.zeros(bids, dtype=bool),
        "requires": np.where(first, -1, np.arange(bids) - 1),
    }


def _limits(random, counts, bids):
    """Envelopes that bind: departments get today's programmes and half of their additions, the totals 4 to 8 % less."""
    first = bids["requires"] < 0
    asked = _by_department(counts, bids["department"], bids["cost"])
    today = _by_department(counts, bids["department"][first], bids["cost"][first])
    part = random.uniform(0.3, 0.7, (counts.departments, len(CONTROLS), 1))
    apart = today + part * (asked - today)
    together = apart.sum(axis=1, keepdims=True) * random.uniform(0.96, 1.0, (counts.departments, 1, 1))
    limit = np.concatenate([apart, together], axis=1).round(3)
    return {
        "baseline": today[:, :, 0].round(3),
        "department_limit": limit,
        "total_limit": (limit.sum(axis=0) * TIGHTNESS).round(3),
    }


def _by_department(counts, department, cost):
    """Add up costs (B, C, T) to departments (D, C, T), £m."""
    total = np.zeros((counts.departments, *cost.shape[1:]))
    np.add.at(total, department, cost)
    return total


def _indicators(random, counts):
    """Indicators spread over priorities; seven in ten aim at the final year, one in ten only at an improvement."""
    number = counts.indicators
    level = random.uniform(40, 120, number).round(2)
    direction = random.choice([1, -1], number)
    movement = random.uniform(5, 25, number).round(2)
    year = random.choice([YEARS, YEARS - 1, YEARS + 2, 0], number, p=[0.7, 0.1, 0.1, 0.1])
    drift = random.choice([0.0, 1.0], number) * random.uniform(-0.2, 0.2, number)
    return {
        "indicator_priority": np.arange(number) % counts.priorities,
        "direction": direction,
        "level": level,
        "target": np.where(year > 0, (level + direction * movement).round(2), np.nan),
        "target_year": year,
        "min_movement": np.where(year > 0, np.nan, movement),
        "trend": (level + drift * direction * movement).round(2),
        "indicator_weight": random.uniform(0.5, 2.0, number).round(2),
        "priority_weight": random.uniform(0.5, 3.0, counts.priorities).round(2),
    }


def _effects(random, counts, bids, outcomes):
    """What each bid does for its indicators; all bids together reach 40 to 100 % of an indicator's goal."""
    bid, indicator = _moved(random, len(bids["department"]), counts.indicators)
    size = bids["cost"].sum(axis=(1, 2))[bid] ** 0.9 * random.lognormal(0.0, 0.8, len(bid))
    together = np.bincount(indicator, weights=size, minlength=counts.indicators)
    goal = np.where(outcomes["target_year"] > 0, outcomes["target"] - outcomes["level"], outcomes["min_movement"])
    reach = outcomes["direction"] * abs(goal) * random.uniform(0.4, 1.0, counts.indicators)
    attribution = random.uniform(0.6, 1.0, len(bid)).round(2)
    effect = (size / together[indicator] * reach[indicator] / attribution).round(6)
    return {
        "effect_bid": bid,
        "effect_indicator": indicator,
        "effect": np.where(effect == 0, 1e-6 * outcomes["direction"][indicator], effect),
        "attribution": attribution,
        "lagged": random.random(len(bid)) < 0.4,
    }


def _moved(random, bids, indicators):
    """Pairs of bid and indicator, never the same pair twice: each bid moves one, three in ten a second one."""
    main = random.integers(0, indicators, bids)
    main[:indicators] = np.arange(min(bids, indicators))
    also = np.flatnonzero(random.random(bids) < 0.3)
    second = (main[also] + random.integers(1, indicators, len(also))) % indicators
    return np.concatenate([np.arange(bids), also]), np.concatenate([main, second])
