"""Limits and rules set closely around a plan that is known to be possible.

The plan is a random choice of shares that keeps bounds, steps, requires and option groups. A max limit is put at or a
little above what the plan spends, a min limit at or a little below, so the plan stays possible and the best settlement
presses against them.
"""

import random
from math import ceil, floor

import numpy as np

from .model import Model
from .read import assemble
from .spend import restated_baselines, scope_departments, scope_kind, scope_spend, yearly

TIGHT = {"total": 0.9}  # chance that a limit leaves next to no slack
OTHER_TIGHT = 0.6
ROOM = 0.002  # £m that it leaves even then, so that an equal limit, rounded, does not shut the plan out
SLACK = {"department": 0.15}  # else at most this fraction of the figure
OTHER_SLACK = 0.05
HELD = 0.4  # chance that the scenario of a review holds some shares
SPOILT = 0.1  # chance that one limit is then pulled beyond the plan: some of these reviews have no settlement

# (scope kind, control) -> chance that a scope has a limit, by sense
LIMITS = {
    ("department", "RDEL"): {"max": 0.45, "min": 0.1, "equal": 0.04},
    ("department", "CDEL"): {"max": 0.45, "min": 0.1, "equal": 0.04},
    ("department", "TDEL"): {"max": 0.2, "min": 0.05},
    ("department", "ADMIN"): {"max": 0.12},
    ("department", "NEAR_CASH"): {"max": 0.12},
    ("department", "DEPRECIATION"): {"max": 0.12},
    ("department", "AME"): {"max": 0.2, "min": 0.1},
    ("nation", "RDEL"): {"max": 0.5},
    ("nation", "CDEL"): {"max": 0.4},
    ("nation", "TDEL"): {"max": 0.1},
    ("total", "RDEL"): {"max": 0.85},
    ("total", "CDEL"): {"max": 0.7},
    ("total", "TDEL"): {"max": 0.75, "min": 0.1},
    ("total", "ADMIN"): {"max": 0.5},
    ("total", "NEAR_CASH"): {"max": 0.6},
    ("total", "DEPRECIATION"): {"max": 0.5},
    ("total", "AME"): {"max": 0.8},
    ("group", "RDEL"): {"max": 0.2, "min": 0.1},
    ("group", "CDEL"): {"max": 0.3},
    ("group", "TDEL"): {"max": 0.2, "equal": 0.05},
    ("programme", "RDEL"): {"max": 0.1, "min": 0.06},
    ("programme", "TDEL"): {"max": 0.1},
    ("programme", "CDEL"): {"max": 0.12},
    ("tag", "RDEL"): {"max": 0.2, "min": 0.25},
    ("tag", "CDEL"): {"max": 0.2, "min": 0.15},
    ("tag", "TDEL"): {"max": 0.1, "min": 0.1},
    ("bid", "RDEL"): {"max": 0.02, "min": 0.01, "equal": 0.02},
    ("bid", "CDEL"): {"max": 0.02, "min": 0.01, "equal": 0.02},
}
LOOSE = 0.65  # chance that a review leaves its departments mostly to their totals
LOOSELY = 0.3  # what the chances of all limits but those on the total are then multiplied by
LEAST = 0.5  # £m: no limit of a department below this (one of less than nothing could not be switched from)
SAVED = 0.8  # chance of a limit on a control other than RDEL and CDEL on which the department has a saving
GROWTH = {
    "real_growth_floor": {"department": 0.1, "nation": 0.1, "group": 0.15, "total": 0.15},
    "real_growth_ceiling": {"department": 0.25, "nation": 0.2, "group": 0.5, "total": 0.85},
}
ADMIN_OWN = 0.2


class Plan:
    """A possible plan: what it spends, and how much budget it moves and draws."""

    def __init__(self, draft):
        self.model = Model(assemble(draft.sheets))
        self.x = np.zeros(len(self.model.rows.lower))
        for (name, t), figure in draft.shares.items():
            for column in self.model.share[name, t].terms:
                self.x[column] = figure
        for department in self.model.review["filled"]:
            for column in self.model.share[f"fill {department}", 0].terms:
                self.x[column] = 1.0

    def spend(self, scope, control, t):
        """Spend of a scope, £m."""
        return scope_spend(self.model, scope, control, t).at(self.x)


def limits_and_rules(draft):
    """Choose a plan; fit administration baselines, limits, and growth and administration rules around it."""
    draft.shares = choose_shares(draft, assemble(draft.sheets)["bids"])
    fit_admin(draft, Plan(draft))
    plan = Plan(draft)
    plan.drawn = choose_drawdown(draft, plan)
    plan.moved = choose_switches(draft, plan)
    fit_limits(draft, plan)
    fit_growth(draft, plan)
    if draft.chance(SPOILT):
        spoil(draft)
    hold_shares(draft)


def choose_shares(draft, bids):
    """(bid, t) -> share, in the order of the bids, so that a required bid is settled before those that require it."""
    shares, left = {}, {}
    for name, bid in bids.items():
        room = left.setdefault(bid["option_group"], [1.0] * draft.count) if bid["option_group"] else [1.0] * draft.count
        most = min([bid["max"], *room, *(shares[other, t] for other in bid["requires"] for t in range(draft.count))])
        path = choose_path(draft, bid, most)
        for t, share in enumerate(path):
            shares[name, t] = share
            room[t] -= share
    return shares


def hold_shares(draft):
    """The scenario holds a bid or two at the plan's share: an annual one in some years, others in all.

    Random numbers of its own, so that the rest of the review is what it is without.
    """
    rng = random.Random(f"held {draft.seed}")
    if rng.random() > HELD:
        return
    for bid in rng.sample(draft.sheets["Bids"], min(2, len(draft.sheets["Bids"]))):
        key, paths = f"bids.{bid['bid']}.share", [draft.shares[bid["bid"], t] for t in range(draft.count)]
        if bid.get("phasing") == "annual" and bid["divisible"] == "yes":
            for t in rng.sample(range(draft.count), rng.randint(1, draft.count)):
                draft.row("Scenario", key=f"{key}.{draft.labels[t]}", value=paths[t])
        else:
            draft.row("Scenario", key=key, value=paths[0])


def choose_path(draft, bid, most):
    """One share a year, between the bid's least and ``most``."""
    least = bid["min"]
    if bid["whole"]:
        return [1.0 if least == 1 or (most >= 1 and draft.chance(0.5)) else 0.0] * draft.count
    level = draft.rng.choice([least, most, most, draft.rng.uniform(least, most), draft.rng.uniform(least, most)])
    path = [level] * draft.count
    if bid["annual"]:
        step = min(0.3, 1.0 if bid["step"] is None else bid["step"])
        for t in range(1, draft.count):
            path[t] = min(most, max(least, path[t - 1] + draft.rng.uniform(-step, step)))
    return path


def choose_drawdown(draft, plan):
    """(department, control, t) -> end-year flexibility that the plan draws, £m: at most half of the stock."""
    drawn = {}
    for rule in plan.model.review["rules"]["eyf"]:
        d, c = rule["scope"], rule["control"]
        for t in range(draft.count):
            most = rule["value"] / draft.count
            if rule["years"] is not None:
                most = min(most, rule["years"][t])
            drawn[d, c, t] = max(0.0, min(draft.rng.uniform(0.5, 1.0) * most, plan.spend(d, c, t) / 2))
    return drawn


def choose_switches(draft, plan):
    """(department, t) -> £m that the plan moves to capital (negative: to resource), well within the rules."""
    moved = {}
    for kind, source, sign in (("switch_to_capital", "RDEL", 1), ("switch_to_resource", "CDEL", -1)):
        rules = plan.model.review["rules"][kind]
        for d in draft.english():
            used = [r for r in rules if r["scope"] == d] or [r for r in rules if r["scope"] == "total"]
            if not used or (d, 0) in moved or draft.chance(0.3):
                continue
            other = "CDEL" if source == "RDEL" else "RDEL"
            for t in range(draft.count):
                limit = plan.spend(d, source, t) - plan.drawn.get((d, source, t), 0.0)
                most = min(0.8 * yearly(used[0], t) * limit, plan.spend(d, other, t) / 3)
                moved[d, t] = sign * (most if most > 0 and limit > 2 * LEAST else 0.0)
    return moved


def fit_limits(draft, plan):
    """Limits on every kind of scope, by their chances."""
    saved = {(rule["scope"], rule["control"]) for rule in plan.model.review["rules"]["saving"]}
    loosely = LOOSELY if draft.chance(LOOSE) else 1.0
    for (kind, control), senses in LIMITS.items():
        if control == "AME" and not draft.flags["ame"]:
            continue
        for scope in scopes(draft, kind):
            for sense, probability in senses.items():
                # A department may switch only from a control on which it has a max limit.
                switches = sense == "max" and (scope, 0) in plan.moved and control in ("RDEL", "CDEL")
                if kind != "total":
                    probability *= loosely
                if (scope, control) in saved and control not in ("RDEL", "CDEL") and sense == "max":
                    probability = SAVED
                if draft.chance(probability) or switches:
                    fit_limit(draft, plan, scope, control, sense, blanks=0.0 if switches else 0.1)


def scopes(draft, kind):
    """The scopes of one kind that a review has."""
    bids = draft.sheets["Bids"]
    return {
        "department": lambda: draft.english(),
        "nation": lambda: draft.nations(),
        "total": lambda: ["total"],
        "group": lambda: sorted({f"group:{row['group']}" for row in draft.sheets["Departments"] if "group" in row}),
        "programme": lambda: sorted({f"programme:{row['programme']}" for row in bids}),
        "tag": lambda: sorted({f"tag:{tag.strip()}" for row in bids for tag in row.get("tags", "").split(";") if tag}),
        "bid": lambda: [f"bid:{row['bid']}" for row in bids if row["divisible"] == "yes"],
    }[kind]()


def fit_limit(draft, plan, scope, control, sense, blanks):
    """One limit; an equal one in a single year alone, since it takes a freedom away."""
    years = [draft.rng.randrange(draft.count)] if sense == "equal" else range(draft.count)
    if sense == "equal" and not free(draft, plan, scope, control, years[0]):
        return
    figures = {}
    for t in years:
        if sense == "equal" or not draft.chance(blanks):
            spend = plan.spend(scope, control, t) + (allowed(plan, scope, control, t) if sense == "max" else 0.0)
            figures[draft.labels[t]] = near(draft, spend, sense, scope_kind(plan.model, scope))
    if scope in plan.model.review["departments"] and sense == "max":
        figures = {name: figure for name, figure in figures.items() if figure > LEAST}
    if any(abs(figure) > LEAST for figure in figures.values()):
        draft.row(
            "Limits", limit=f"L{len(draft.sheets['Limits'])}", scope=scope, control=control, sense=sense, **figures
        )


def free(draft, plan, scope, control, t):
    """Whether the scope's spend can move either way: a share in it is at no bound, and no equal limit is on it."""
    bids = plan.model.review["bids"]
    inside = {
        c
        for name, bid in bids.items()
        for c in plan.model.share[name, t].terms
        if bid["min"] + 0.02 < plan.x[c] < bid["max"] - 0.02
    }
    spend = scope_spend(plan.model, scope, control, t).terms
    taken = any(row["scope"] == scope and row["sense"] == "equal" for row in draft.sheets["Limits"])
    return not taken and any(column in inside and abs(coefficient) > 1 for column, coefficient in spend.items())


def allowed(plan, scope, control, t):
    """What the limit may differ by from spend: reserve on the total; draw-down and switches of a department. £m."""
    review = plan.model.review
    if scope == "total":
        held = sum(yearly(rule, t) for rule in review["rules"]["reserve"] if rule["control"] == control)
        moved = sum(figure for (_, year), figure in plan.moved.items() if year == t) if review["moves_totals"] else 0.0
        return held + moved * {"RDEL": 1, "CDEL": -1}.get(control, 0)
    if scope in review["departments"]:
        found = ("RDEL", "CDEL") if control == "TDEL" else (control,)
        drawn = sum(plan.drawn.get((scope, c, t), 0.0) for c in found)
        return plan.moved.get((scope, t), 0.0) * {"RDEL": 1, "CDEL": -1}.get(control, 0) - drawn
    return 0.0


def near(draft, figure, sense, kind=None):
    """The figure to £ thousand, with some slack on the side that the sense leaves open."""
    if sense == "equal":
        return round(figure, 3)
    tight = draft.chance(TIGHT.get(kind, OTHER_TIGHT))
    slack = ROOM + (0.0 if tight else abs(figure) * draft.rng.uniform(0, SLACK.get(kind, OTHER_SLACK)))
    return ceil((figure + slack) * 1000) / 1000 if sense == "max" else floor((figure - slack) * 1000) / 1000


def fit_growth(draft, plan):
    """Real growth floors and ceilings on departments, groups and the total."""
    for rule, chances in GROWTH.items():
        for kind, probability in chances.items():
            for scope in scopes(draft, kind):
                if draft.chance(probability):
                    controls = ["CDEL", "CDEL"] if scope == "total" else ["RDEL", "CDEL", "NEAR_CASH"]
                    fit_growth_rule(draft, plan, rule, scope, draft.rng.choice(["RDEL", "TDEL", *controls]))


def fit_growth_rule(draft, plan, kind, scope, control):
    """One rule: the plan's own average real growth, less a little for a floor, more for a ceiling."""
    m, deflator = plan.model, plan.model.review["deflator"]
    base = sum(m.base[d, control] for d in scope_departments(m, scope))
    final = plan.spend(scope, control, draft.count - 1)
    if base < 5 or final < 5:
        return
    growth = (final / (base * deflator[-1] / deflator[0])) ** (1 / draft.count) - 1
    slack = 0.0 if draft.chance(TIGHT.get(scope, OTHER_TIGHT)) else draft.rng.uniform(0, 0.02)
    up = kind == "real_growth_ceiling"
    if up and scope == "total":
        make_way(draft, control)
    draft.rule(kind, scope, control, value=(ceil if up else floor)((growth + (slack if up else -slack)) * 1e5) / 1e5)


def make_way(draft, control):
    """Blank the final year of the total's max limit on a control, so that a ceiling on its growth is what presses."""
    for row in list(draft.sheets["Limits"]):
        if (row["scope"], row["control"], row["sense"]) == ("total", control, "max"):
            row.pop(draft.labels[-1], None)
            if not any(name in row for name in draft.labels):
                draft.sheets["Limits"].remove(row)


def fit_admin(draft, plan):
    """Administration rules, with baselines raised to where the plan just meets them."""
    english = draft.english()
    own = [d for d in english if d not in plan.model.review["filled"] and draft.chance(ADMIN_OWN)]
    cuts = {d: draft.between(0.0, 0.06) for d in own}
    for d in own:
        draft.rule("admin_real_reduction", d, "ADMIN", value=cuts[d])
    if draft.flags["admin_total"]:
        deflator = plan.model.review["deflator"]
        flat = min(1 - (deflator[0] / deflator[t + 1]) ** (1 / (t + 1)) for t in range(draft.count))
        most = flat if draft.flags["fill_baseline"] else 0.06
        cut = floor(draft.rng.uniform(0, most) * 1000) / 1000
        draft.rule("admin_real_reduction", "total", "ADMIN", value=cut)
        cuts = {d: max(cut, cuts.get(d, 0.0)) for d in english if d not in plan.model.review["filled"]}
    for d, cut in cuts.items():
        raise_admin(draft, plan, d, cut)


def raise_admin(draft, plan, department, cut):
    """Set the ADMIN baseline to the least at which the plan meets a real cut each year."""
    m = plan.model
    deflator = m.review["deflator"]
    needed = max(
        plan.spend(department, "ADMIN", t) * deflator[0] / deflator[t + 1] / (1 - cut) ** (t + 1)
        for t in range(draft.count)
    )
    restated = restated_baselines(m.review)[department, "ADMIN"]
    for row in draft.sheets["Baselines"]:
        if (row["department"], row["control"]) == (department, "ADMIN"):
            row["amount"] = near(draft, row["amount"] + max(needed, 0.1) - restated, "max")


def spoil(draft):
    """Pull one limit well beyond the plan."""
    draft.rng.shuffle(draft.sheets["Limits"])
    for row in draft.sheets["Limits"][:1]:
        times = {"max": 0.8, "min": 1.2, "equal": 1.1}[row["sense"]]
        for name in draft.labels:
            if name in row and row[name] > 0:
                row[name] = round(row[name] * times, 3)
