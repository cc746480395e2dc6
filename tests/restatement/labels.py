"""What each limit stands for in the tally: its sense, scope and control, and the rules that it takes in."""

from .spend import DEL, reserve, scope_departments, scope_kind, yearly


def limit_labels(m, entry, t):
    """What a limit in one year stands for, in the tally."""
    scope, control, sense = entry["scope"], entry["control"], entry["sense"]
    kind = scope_kind(m, scope)
    labels = [f"limit {sense}", f"limit on {kind}", f"limit of {control}", f"limit on {kind} of {control}"]
    counted = DEL if control == "TDEL" else (control,)
    departments = scope_departments(m, scope) or []
    if kind == "department" and m.review["departments"][scope]["devolved"]:
        labels.append("limit on devolved department")
    labels += saving_labels(m, departments, counted, t)
    if set(m.review["filled"]) & set(departments):
        labels.append("filled baseline in a limit")
    if kind == "total":
        labels += total_labels(m, counted, t)
    if kind == "total" and sense == "max" and reserve(m, control, t):
        labels.append(f"reserve {control}")
    if kind == "total" and sense == "max" and m.review["moves_totals"] and control in DEL:
        labels.append("moves totals")
    return labels


def total_labels(m, counted, t):
    """Which devolved rules a limit on the total covers."""
    rules = m.review["rules"]
    labels = ["barnett in a total"] if any(r["control"] in counted and yearly(r, t) for r in rules["barnett"]) else []
    if any(r["control"] in counted and yearly(r, t) for r in rules["devolved_addition"]):
        labels.append("devolved addition in a total")
    return labels


def saving_labels(m, departments, counted, t):
    """Which savings of the departments a limit covers, and which way they move it."""
    used = {}
    for rule in m.review["rules"]["saving"]:
        if rule["scope"] in departments and rule["control"] in counted:
            used[rule["scope"], rule["control"]] = yearly(rule, t)
    return [
        f"saving {'over-delivered' if amount > 0 else 'short'} in a limit of {control}"
        for (_, control), amount in used.items()
        if amount
    ]
