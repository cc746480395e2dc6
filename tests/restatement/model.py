"""Every decision and constraint family of the allocation model, once more, from the page alone.

Years are t = 0..T-1 here (the plan years; the deflator has one figure more, its first the baseline year's). £ million,
cash. Each row carries labels that say which family and which kinds of data it stands for; ``tally`` counts those that
bind.
"""

from .labels import limit_labels
from .linear import Expr, Rows, total
from .spend import (
    DEL,
    department_spend,
    fill_baselines,
    own_limit,
    reserve,
    restated_baselines,
    scope_departments,
    scope_kind,
    scope_spend,
    yearly,
)


class Model:
    """The decisions of one review and the rows that hold them."""

    def __init__(self, review):
        self.review = fill_baselines(review)
        self.years = range(review["years"])
        self.base = restated_baselines(review)
        self.rows = Rows()
        self.share, self.progress, self.drawdown = {}, {}, {}
        self.to_capital, self.to_resource = {}, {}
        self._spend = {}
        decide_shares(self)
        require(self)
        choose_options(self)
        decide_switching(self)
        decide_drawdown(self)
        limit(self)
        hold_real_growth(self)
        hold_admin(self)
        measure_progress(self)

    def spend(self, department, control, t):
        """Spend of one department, £m."""
        key = department, control, t
        if key not in self._spend:
            self._spend[key] = department_spend(self, *key)
        return self._spend[key]

    def english(self):
        """The departments that are not devolved."""
        return [d for d, entry in self.review["departments"].items() if not entry["devolved"]]


def decide_shares(m):
    """share[b,t]: one decision for all years, unless the bid is annual and divisible."""
    for name, bid in m.review["bids"].items():
        yearly = bid["annual"] and not bid["whole"]
        held = bid["held"]
        one = None if yearly else m.rows.column(*held_or(held, 0, bid["min"], bid["max"]), bid["whole"])
        for t in m.years:
            m.share[name, t] = m.rows.column(*held_or(held, t, bid["min"], bid["max"])) if yearly else one
        if yearly and bid["step"] is not None:
            for t in m.years[1:]:
                rise = Expr().add(m.share[name, t]).add(m.share[name, t - 1], -1)
                m.rows.row(rise, "max", bid["step"], "step")
                m.rows.row(rise, "min", -bid["step"], "step")


def held_or(held, t, least, most):
    """The bounds of a share: both where it is held, if it is."""
    return (held[t], held[t]) if t in held else (least, most)


def require(m):
    """share[b,t] <= share[r,t] for every r that b requires."""
    for name, bid in m.review["bids"].items():
        for other in bid["requires"]:
            for t in m.years:
                m.rows.row(Expr().add(m.share[name, t]).add(m.share[other, t], -1), "max", 0.0, "requires")


def choose_options(m):
    """The shares of an option group sum to at most one in every year."""
    bids = m.review["bids"]
    for group in dict.fromkeys(bid["option_group"] for bid in bids.values() if bid["option_group"] is not None):
        members = [name for name, bid in bids.items() if bid["option_group"] == group]
        joint = ["option group across departments"] if len({bids[name]["department"] for name in members}) > 1 else []
        for t in m.years:
            m.rows.row(total(m.share[name, t] for name in members), "max", 1.0, "option group", *joint)


def decide_switching(m):
    """Budget moved between a department's RDEL and CDEL limits: at most a fraction of the limit it leaves."""
    for kind, source, moves in (
        ("switch_to_capital", "RDEL", m.to_capital),
        ("switch_to_resource", "CDEL", m.to_resource),
    ):
        total_rule = any(rule["scope"] == "total" for rule in m.review["rules"][kind])
        for d in m.english():
            rules = m.review["rules"][kind]
            own = [rule for rule in rules if rule["scope"] == d]
            used = own or [rule for rule in rules if rule["scope"] == "total"]
            for t in m.years:
                figure = own_limit(m, d, source, t)
                if not used or figure is None:
                    continue
                moves[d, t] = m.rows.column()
                most = yearly(used[0], t) * figure
                labels = [kind] if most else []
                if own and total_rule:
                    labels.append(f"{kind}, own rule beside total" if most else f"{kind}, barred beside total")
                m.rows.row(moves[d, t], "max", most, *labels)


def decide_drawdown(m):
    """End-year flexibility: the sum over years at most the stock, each year at most the phased figure where given."""
    for rule in m.review["rules"]["eyf"]:
        d, c = rule["scope"], rule["control"]
        for t in m.years:
            m.drawdown[d, c, t] = m.rows.column()
            if rule["years"] is not None:
                m.rows.row(m.drawdown[d, c, t], "max", rule["years"][t], "draw-down phased", f"draw-down phased {c}")
        m.rows.row(
            total(m.drawdown[d, c, t] for t in m.years), "max", rule["value"], "draw-down stock", f"draw-down stock {c}"
        )


def limit(m):
    """Spend of a scope on a control within the limit; max limits of a department and of the total are adjusted."""
    for entry in m.review["limits"]:
        scope, control, sense = entry["scope"], entry["control"], entry["sense"]
        for t in m.years:
            if entry["figures"][t] is None:
                continue
            spend = Expr().add(scope_spend(m, scope, control, t))
            if sense == "max":
                spend.add(adjustment(m, scope, control, t), -1)
            m.rows.row(spend, sense, entry["figures"][t], *limit_labels(m, entry, t))


def adjustment(m, scope, control, t):
    """What a max limit of a department or of the total is raised by, £m."""
    if scope == "total":
        result = Expr(const=-reserve(m, control, t))
        return result.add(switched(m, m.english(), control, t)) if m.review["moves_totals"] else result
    if scope in m.review["departments"]:
        found = DEL if control == "TDEL" else (control,)
        drawn = total(m.drawdown[scope, c, t] for c in found if (scope, c, t) in m.drawdown)
        return drawn.add(switched(m, [scope], control, t))
    return Expr()


def switched(m, departments, control, t):
    """What switching adds to the departments' limit of a control, £m; nothing to any but RDEL and CDEL."""
    to_capital = total(m.to_capital[d, t] for d in departments if (d, t) in m.to_capital)
    to_resource = total(m.to_resource[d, t] for d in departments if (d, t) in m.to_resource)
    times = {"RDEL": -1, "CDEL": 1}.get(control, 0)
    return Expr().add(to_capital, times).add(to_resource, -times) if times else Expr()


def hold_real_growth(m):
    """The final year at least (floor) or at most (ceiling) the baseline grown at an average annual real rate."""
    deflator, count = m.review["deflator"], len(m.years)
    for kind, sense in (("real_growth_floor", "min"), ("real_growth_ceiling", "max")):
        for rule in m.review["rules"][kind]:
            scope, control = rule["scope"], rule["control"]
            base = sum(m.base[d, control] for d in scope_departments(m, scope))
            figure = base * deflator[-1] / deflator[0] * (1 + rule["value"]) ** count
            m.rows.row(scope_spend(m, scope, control, count - 1), sense, figure, kind, f"{kind} {scope_kind(m, scope)}")


def hold_admin(m):
    """ADMIN at most the real baseline, cut by the rate every year; ``total`` means each department, one by one."""
    deflator = m.review["deflator"]
    for rule in m.review["rules"]["admin_real_reduction"]:
        kind = "total" if rule["scope"] == "total" else "department"
        for d in m.english() if kind == "total" else [rule["scope"]]:
            for t in m.years:
                figure = m.base[d, "ADMIN"] * deflator[t + 1] / deflator[0] * (1 - rule["value"]) ** (t + 1)
                m.rows.row(m.spend(d, "ADMIN", t), "max", figure, f"admin {kind}")


def measure_progress(m):
    """progress[i] <= 1 and <= (forecast - baseline) / (goal - baseline), where the priority takes part."""
    for name in m.review["indicators"]:
        if m.review["indicators"][name]["priority"] in priorities(m.review):
            m.progress[name] = m.rows.column(-float("inf"), 1.0)
            m.rows.row(Expr().add(m.progress[name]).add(raw_progress(m, name), -1), "max", 0.0)


def priorities(review):
    """Priority -> its entry, for those that take part: weight above nought and at least one indicator."""
    measured = {indicator["priority"] for indicator in review["indicators"].values()}
    return {name: entry for name, entry in review["priorities"].items() if entry["weight"] > 0 and name in measured}


def raw_progress(m, name):
    """(forecast - baseline) / (goal - baseline), as an expression; a ratio, not capped."""
    indicator = m.review["indicators"][name]
    y, count = evaluation_year(m.review, indicator), len(m.years)
    trend = (indicator["trend"] - indicator["baseline"]) * y / count
    return Expr().add(change(m, name, y).add(trend), 1 / (goal(m.review, indicator) - indicator["baseline"]))


def evaluation_year(review, indicator):
    """1..T: the target year if it is a plan year, else T."""
    if indicator["target_year"] is None:
        return review["years"]
    y = indicator["target_year"] - review["start"]
    return y if 1 <= y <= review["years"] else review["years"]


def goal(review, indicator):
    """What counts as full progress, in the indicator's own unit."""
    final = review["start"] + review["years"]
    if indicator["target"] is None:
        return indicator["baseline"] + indicator["sign"] * indicator["min_movement"]
    if indicator["target_year"] is None or indicator["target_year"] <= final:
        return indicator["target"]
    gone = (final - indicator["baseline_year"]) / (indicator["target_year"] - indicator["baseline_year"])
    return indicator["baseline"] + gone * (indicator["target"] - indicator["baseline"])


def change(m, name, y):
    """Change in an indicator by year y, in its own unit: each year's share counts by the years gone since."""
    result = Expr()
    for effect in m.review["effects"]:
        if effect["indicator"] == name:
            for s in range(y):
                weight = increment(effect["profile"], y - 1 - s, len(m.years))
                result.add(m.share[effect["bid"], s], effect["effect"] * effect["attribution"] * weight)
    return result


def increment(profile, k, count):
    """The profile's increment k years after the spend: with a constant share they add up to 1, t/T or (t/T)^2."""
    return {"immediate": 1.0 if k == 0 else 0.0, "mid": 1 / count, "lagged": (2 * k + 1) / count**2}[profile]


def attainment(m, priority):
    """Weighted mean of progress over the priority's indicators."""
    members = {name: i["weight"] for name, i in m.review["indicators"].items() if i["priority"] == priority}
    result = Expr()
    for name, weight in members.items():
        result.add(m.progress[name], weight / sum(members.values()))
    return result
