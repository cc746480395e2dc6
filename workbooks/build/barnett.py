"""Barnett rules: comparability, population shares, and what a published settlement gives besides consequentials."""

from math import floor

from .catalogue import read

Row = dict[str, object]


def comparability(review: str) -> dict[tuple[str, str], float]:
    """Illustrative comparability factors: (devolved department, English department) -> fraction, the same for resource and capital."""
    return {
        (nation, row["department"]): float(row[nation])
        for row in read(f"{review}_comparability")
        for nation in ("SCOT", "WALES", "NI")
        if float(row[nation] or 0)
    }


def comparability_rules(factors: dict[tuple[str, str], float], note: str, baselines: list[Row]) -> list[Row]:
    """One rule for each nation, department and control that has a baseline; a factor of nil needs none."""
    known = {(row["department"], row["control"]) for row in baselines}
    return [
        _rule(f"barnett-{nation}-{department}-{control}", "barnett", nation, control, factor, to=department, source="Illustrative", note=note)
        for (nation, department), factor in factors.items()
        for control in ("RDEL", "CDEL")
        if (department, control) in known
    ]


def population_rules(shares: dict[str, float], source: str, note: str) -> list[Row]:
    return [_rule(f"population-{nation}", "population_share", nation, None, share, source=source, note=note) for nation, share in shares.items()]


def _rule(name: str, kind: str, scope: str, control: str | None, value: float | None, *, to: str = "", years: str = "", source: str, note: str) -> Row:
    return {"rule": name, "kind": kind, "scope": scope, "control": control, "value": value, "to": to or None, "years": years or None, "source": source, "note": note}


def consequentials(nation: str, control: str, paths: dict[str, dict[str, tuple[int, ...]]], factors: dict[tuple[str, str], float], share: float) -> list[float]:
    """£ thousand in each plan year at the given spending paths (control -> department -> baseline year and plan years)."""
    comparable = [(factor, paths[control][to]) for (owner, to), factor in factors.items() if owner == nation]
    return [share * sum(factor * (path[t] - path[0]) for factor, path in comparable) for t in range(1, 4)]


def additions(nation: str, control: str, paths: dict[str, dict[str, tuple[int, ...]]], factors: dict[tuple[str, str], float], share: float) -> list[int]:
    """The Barnett residual: published block grant less baseline less consequentials, £ thousand, rounded down.

    Rounded down so that consequentials and addition together never pass the published figure.
    """
    block = paths[control][nation]
    due = consequentials(nation, control, paths, factors, share)
    return [floor(block[t + 1] - block[0] - due[t] - 1e-6) for t in range(3)]


def addition_rule(nation: str, control: str, amounts: list[int]) -> Row:
    text = "; ".join(f"{amount / 1000:,.0f}" for amount in amounts)
    years = ";".join(f"{amount / 1000:.3f}" for amount in amounts)
    note = f"Barnett residual, £m: {text}. With every English department at its published row the block grant is then the published one"
    source = "Derived: published block grant less baseline less consequentials at the illustrative factors"
    return _rule(f"addition-{nation}-{control}", "devolved_addition", nation, control, None, years=years, source=source, note=note)
