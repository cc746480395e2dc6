"""Baselines, costs and spend: what the rows of the restated model are sums of. £ million, cash.

Years are t = 0..T-1 here, the plan years. ``m`` is the model: its review, its share columns and its restated baselines.
"""

from .linear import Expr, total
from .read import CONTROLS

DEL = ("RDEL", "CDEL")


def restated_baselines(review):
    """(department, control) -> published baseline plus adjustments, £m; the other side gets the opposite amount."""
    base = {(d, c): 0.0 for d in review["departments"] for c in CONTROLS}
    for department, control, amount in review["baselines"]:
        base[department, control] += amount
    for department, control, amount, to in review["adjustments"]:
        base[department, control] += amount
        if to is not None:
            base[to, control] -= amount
    for department in review["departments"]:
        base[department, "TDEL"] = tdel(review, lambda c, d=department: base[d, c])
    return base


def tdel(review, figure):
    """RDEL + CDEL, less DEPRECIATION where RDEL includes it, of a figure given by control."""
    return figure("RDEL") + figure("CDEL") - (figure("DEPRECIATION") if review["includes_depreciation"] else 0.0)


def fill_baselines(review):
    """The review with a committed bid, flat in cash, for each department without a baseline bid, if it says so."""
    if not review["fill_baseline"]:
        return {**review, "filled": []}
    base = restated_baselines(review)
    held = {bid["department"] for bid in review["bids"].values() if bid["kind"] == "baseline"}
    filled = [d for d, entry in review["departments"].items() if not entry["devolved"] and d not in held]
    bids = dict(review["bids"])
    for d in filled:
        bids[f"fill {d}"] = {
            "department": d,
            "programme": None,
            "kind": "baseline",
            "whole": False,
            "annual": False,
            "step": None,
            "min": 1,
            "max": 1,
            "held": {},
            "option_group": None,
            "requires": [],
            "tags": [],
            "npsv": 0,
            "cost": {c: [base[d, c]] * review["years"] for c in CONTROLS},
        }
    return {**review, "bids": bids, "filled": filled}


def own_limit(m, department, control, t):
    """The department's own max limit on a control in a year, unadjusted, £m, or None."""
    wanted = department, control, "max"
    own = [entry for entry in m.review["limits"] if (entry["scope"], entry["control"], entry["sense"]) == wanted]
    return next((entry["figures"][t] for entry in own if entry["figures"][t] is not None), None)


def yearly(rule, t):
    """A rule's figure in a year: its years where given, else its value."""
    return rule["value"] if rule["years"] is None else rule["years"][t]


def reserve(m, control, t):
    """The reserve on a control in a year, £m."""
    return sum(yearly(rule, t) for rule in m.review["rules"]["reserve"] if rule["control"] == control)


def bids_spend(m, names, control, t):
    """Spend of the bids named, £m."""
    result = Expr()
    for name in names:
        cost = m.review["bids"][name]["cost"]
        figure = tdel(m.review, lambda c, cost=cost: cost[c][t]) if control == "TDEL" else cost[control][t]
        if figure:
            result.add(m.share[name, t], figure)
    return result


def department_spend(m, department, control, t):
    """Bids less savings; for a devolved department its baseline, additions and consequentials. £m."""
    if m.review["departments"][department]["devolved"]:
        return devolved_spend(m, department, control, t)
    names = [name for name, bid in m.review["bids"].items() if bid["department"] == department]
    result = bids_spend(m, names, control, t)
    for rule in m.review["rules"]["saving"]:
        # A saving on RDEL or CDEL enters TDEL too; one on another control (DEPRECIATION too) moves that control alone.
        if rule["scope"] == department and (
            rule["control"] == control or (control == "TDEL" and rule["control"] in DEL)
        ):
            result.add(-yearly(rule, t))
    return result


def devolved_spend(m, nation, control, t):
    """Barnett: the baseline rolls forward; additions and consequentials are added to RDEL and CDEL. £m."""
    if control == "TDEL":
        result = Expr().add(m.spend(nation, "RDEL", t)).add(m.spend(nation, "CDEL", t))
        return result.add(-m.base[nation, "DEPRECIATION"]) if m.review["includes_depreciation"] else result
    result = Expr(const=m.base[nation, control])
    if control not in DEL:
        return result
    for rule in m.review["rules"]["devolved_addition"]:
        if (rule["scope"], rule["control"]) == (nation, control):
            result.add(yearly(rule, t))
    for rule in m.review["rules"]["barnett"]:
        if (rule["scope"], rule["control"]) == (nation, control):
            times = population_share(m, nation, t) * yearly(rule, t)
            result.add(m.spend(rule["to"], control, t), times).add(-m.base[rule["to"], control] * times)
    return result


def population_share(m, nation, t):
    """The devolved department's share of its comparator's population, a fraction."""
    (rule,) = (rule for rule in m.review["rules"]["population_share"] if rule["scope"] == nation)
    return yearly(rule, t)


def scope_departments(m, scope):
    """The departments a scope names, or None where it names bids."""
    departments = m.review["departments"]
    if scope == "total":
        return list(departments)
    if scope.startswith("group:"):
        return [d for d, entry in departments.items() if entry["group"] == scope.removeprefix("group:")]
    return [scope] if scope in departments else None


def scope_bids(m, scope):
    """The bids that a programme:, tag: or bid: scope names."""
    kind, _, value = scope.partition(":")
    chosen = {
        "programme": lambda name, bid: bid["programme"] == value,
        "tag": lambda name, bid: value in bid["tags"],
        "bid": lambda name, bid: name == value,
    }[kind]
    return [name for name, bid in m.review["bids"].items() if chosen(name, bid)]


def scope_spend(m, scope, control, t):
    """Spend of all that a scope names, £m; programme:, tag: and bid: count bids alone."""
    departments = scope_departments(m, scope)
    if departments is None:
        return bids_spend(m, scope_bids(m, scope), control, t)
    return total(m.spend(d, control, t) for d in departments)


def scope_kind(m, scope):
    """total, department, group, programme, tag or bid."""
    return "department" if scope in m.review["departments"] else scope.partition(":")[0]
