"""Which families and rule kinds bind in a settlement, counted by the labels of their rows."""

from collections import Counter

import numpy as np

from .model import evaluation_year, priorities, raw_progress

CLOSE = 1e-6


def tally(settlement):
    """Label -> how many rows (or bounds) of that label bind; empty where there is no settlement."""
    if settlement.status != "optimal":
        return Counter()
    count = Counter()
    for row in settlement.model.rows.rows:
        if binds(row, settlement.x):
            count.update(label for label in row[3] if _telling(settlement, row, label))
    count.update(_whole(settlement))
    count.update(_bounds(settlement))
    count.update(_progress(settlement))
    count.update(_effects(settlement))
    return count


def binds(row, x):
    """Whether a row holds with slack below 1e-6 of its own size."""
    terms, low, high, _ = row
    value = sum(coefficient * x[column] for column, coefficient in terms.items())
    sides = [side for side in (low, high) if np.isfinite(side)]
    return any(abs(value - side) < CLOSE * max(1.0, abs(side)) for side in sides)


def _telling(settlement, row, label):
    """Whether a row that binds says anything of its label: 0 <= 0 does not, nor a total moved by no switch."""
    if label == "requires":
        return any(settlement.x[column] > CLOSE for column in row[0])
    return label != "moves totals" or _moved(settlement, row)


def _moved(settlement, row):
    """Whether a switch that is in the row was made."""
    m = settlement.model
    switches = {c for move in (*m.to_capital.values(), *m.to_resource.values()) for c in move.terms}
    return any(settlement.x[column] > CLOSE for column in switches & set(row[0]))


def _whole(settlement):
    bids = settlement.model.review["bids"]
    for (name, t), share in settlement.shares.items():
        bid = bids[name]
        if t == 1 and bid["whole"] and bid["min"] < bid["max"]:
            yield "whole bid chosen" if share > 0.5 else "whole bid refused"
            if bid["annual"]:
                yield "whole bid, annual phasing"


def _bounds(settlement):
    """Shares at a min_share or max_share that leaves a choice, and baselines held at 1."""
    bids = settlement.model.review["bids"]
    for (name, t), share in settlement.shares.items():
        bid = bids[name]
        if bid["whole"] or (t > 1 and not bid["annual"]):
            continue
        if t - 1 in bid["held"] and bid["min"] < bid["max"]:
            yield "share held in a year" if bid["annual"] else "share held throughout"
        if 0 < bid["min"] < bid["max"] and share < bid["min"] + CLOSE:
            yield "min_share"
        if bid["min"] < bid["max"] < 1 and share > bid["max"] - CLOSE:
            yield "max_share"
        if bid["kind"] == "baseline" and bid["min"] == 1:
            yield "committed baseline"
        if share > CLOSE and min(bid["cost"]["RDEL"]) < 0:
            yield "negative cost funded"


def _progress(settlement):
    """Indicators at their goal, and which kinds of indicator have some progress."""
    m = settlement.model
    for name, indicator in m.review["indicators"].items():
        if name not in m.progress:
            yield "indicator of a priority that takes no part"
            continue
        raw = raw_progress(m, name).at(settlement.x)
        kind = _indicator_kind(m.review, indicator)
        if raw > 1 - CLOSE:
            yield from ("progress cap", f"progress cap, {kind}")
        elif raw > CLOSE:
            yield from ("progress below the goal", f"progress below the goal, {kind}")
        elif raw < -CLOSE:
            yield "progress negative"
        if indicator["trend"] != indicator["baseline"]:
            yield "trend"
    measured = {indicator["priority"] for indicator in m.review["indicators"].values()}
    for name in m.review["priorities"]:
        if name not in priorities(m.review):
            yield "priority without weight" if name in measured else "priority without indicator"


def _indicator_kind(review, indicator):
    if indicator["target"] is None:
        return "improvement"
    given, first = indicator["target_year"], review["start"] + 1
    if given is None:
        return "no target year"
    if given < first:
        return "target year before the plan"
    if given > review["start"] + review["years"]:
        return "target year after the plan"
    early = evaluation_year(review, indicator) < review["years"]
    return "target year within the plan" if early else "target year at its end"


def _effects(settlement):
    """Effects that move an indicator that counts: by profile, and those that point the wrong way."""
    m = settlement.model
    for effect in m.review["effects"]:
        indicator = m.review["indicators"][effect["indicator"]]
        shares = [settlement.shares[effect["bid"], t + 1] for t in m.years]
        if effect["indicator"] in m.progress and max(shares) > CLOSE:
            yield f"effect {effect['profile']}"
            if effect["effect"] * indicator["sign"] < 0:
                yield "effect the wrong way"
            if effect["attribution"] < 1:
                yield "effect with attribution"
