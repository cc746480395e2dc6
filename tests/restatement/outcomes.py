"""Random priorities, indicators and effects of a drawn review."""

from .read import label


def draw_outcomes(draft):
    """Priorities with up to three indicators, each moved by a few bids; some priorities take no part."""
    for p in range(draft.rng.randint(3, 8)):
        weight = draft.between(0.5, 3, 2) if draft.chance(0.85) else 0 if p else None
        draft.row(
            "Priorities",
            priority=f"PSA{p}",
            title=f"Priority {p}",
            weight=weight,
            tier=1 + p % 2,
            floor=0.1 if draft.chance(0.2) else None,
        )
        fewest = 0 if p and draft.chance(0.15) else 1
        for i in range(fewest and draft.rng.randint(1, 3)):
            span = draw_indicator(draft, f"I{p}.{i}", f"PSA{p}")
            draw_effects(draft, f"I{p}.{i}", span)


def draw_indicator(draft, name, priority):
    """One indicator; returns its goal less its baseline, in its own unit."""
    up = draft.chance(0.5)
    baseline, distance = draft.between(20, 80, 2), draft.between(5, 20, 2)
    span = distance if up else -distance
    kind = draft.rng.choice(["none", "none", "end", "within", "before", "after", "after", "improvement"])
    cells = {"baseline_year": None, "target_year": None, "target": round(baseline + span, 2), "min_movement": None}
    if kind == "improvement":
        cells |= {"target": None, "min_movement": distance}
    elif kind == "end":
        cells["target_year"] = label(draft.start + draft.count)
    elif kind == "within":
        cells["target_year"] = written(draft, draft.start + draft.rng.randint(1, draft.count))
    elif kind == "before":
        cells |= {"baseline_year": label(draft.start - 4), "target_year": label(draft.start - draft.rng.randint(0, 2))}
    elif kind == "after":
        first = draft.start - draft.rng.choice([0, 2])
        last = draft.start + draft.count + draft.rng.randint(1, 6)
        cells |= {
            "baseline_year": written(draft, first) if first < draft.start else None,
            "target_year": written(draft, last),
        }
        span *= (draft.start + draft.count - first) / (last - first)
    draft.row(
        "Indicators",
        indicator=name,
        priority=priority,
        title=f"Indicator {name}",
        unit="per cent",
        direction="up" if up else "down",
        baseline=baseline,
        weight=draft.between(0.5, 2, 2) if draft.chance(0.7) else None,
        trend=round(baseline + span * draft.rng.uniform(-0.2, 0.2), 2) if draft.chance(0.3) else None,
        **cells,
    )
    return span


def written(draft, year):
    """A year as a financial year or, now and then, a calendar year."""
    return label(year) if draft.chance(0.7) else year


def draw_effects(draft, indicator, span):
    """Two to seven bids move the indicator, most of them the right way."""
    bids = [row["bid"] for row in draft.sheets["Bids"]]
    for bid in draft.rng.sample(bids, draft.rng.randint(2, 7)):
        way = -0.4 if draft.chance(0.12) else 1
        draft.row(
            "Effects",
            bid=bid,
            indicator=indicator,
            effect=round(way * span * draft.rng.uniform(0.1, 0.7), 4),
            profile=draft.rng.choice(["immediate", "mid", "lagged", None]),
            attribution=draft.rng.choice([None, None, 0.5, 0.8]),
            evidence=draft.rng.choice(["strong", "moderate", "weak", "none"]),
        )
