"""Barnett rules: comparability, population shares, and what a published settlement gives besides consequentials."""

from math import floor

from .catalogue import Row, read

NATIONS = ("SCOT", "WALES", "NI")
CONTROLS = ("RDEL", "CDEL")
COLUMNS = ("rule", "kind", "scope", "control", "value", "to", "years", "source", "note")
Factors = dict[tuple[str, str], float]  # devolved department, English department -> comparability
Paths = dict[str, dict[str, tuple[int, ...]]]  # control -> department -> £ thousand, baseline year and plan years
RESIDUAL_SOURCE = "Derived: published block grant less baseline less consequentials at the illustrative factors"


def comparability(review: str) -> Factors:
    """Illustrative comparability factors, the same for resource and capital; a factor of nil is left out."""
    rows = read(f"{review}_comparability")
    return {(nation, row["department"]): float(row[nation]) for row in rows for nation in NATIONS if float(row[nation])}


def comparability_rules(factors: Factors, note: str, baselines: list[Row]) -> list[Row]:
    """One rule for each nation, department and control that has a baseline."""
    known = {(row["department"], row["control"]) for row in baselines}
    return [
        _rule(f"barnett-{nation}-{to}-{control}", "barnett", nation, control, factor, to, None, "Illustrative", note)
        for (nation, to), factor in factors.items()
        for control in CONTROLS
        if (to, control) in known
    ]


def population_rules(shares: dict[str, float], source: str, note: str) -> list[Row]:
    """One rule for each nation."""
    return [
        _rule(f"population-{nation}", "population_share", nation, None, share, None, None, source, note)
        for nation, share in shares.items()
    ]


def _rule(*cells: object) -> Row:
    return dict(zip(COLUMNS, cells, strict=True))


def additions(nation: str, control: str, paths: Paths, factors: Factors, share: float) -> list[int]:
    """The Barnett residual: published block grant less baseline less consequentials, £ thousand a year.

    Rounded down, so that consequentials and addition together never pass the published figure.
    """
    block = paths[control][nation]
    due = _consequentials(nation, paths[control], factors, share)
    return [floor(block[t + 1] - block[0] - due[t] - 1e-6) for t in range(3)]


def _consequentials(nation: str, paths: dict[str, tuple[int, ...]], factors: Factors, share: float) -> list[float]:
    """£ thousand in each plan year, at the given spending of English departments."""
    comparable = [(factor, paths[to]) for (owner, to), factor in factors.items() if owner == nation]
    return [share * sum(factor * (path[t] - path[0]) for factor, path in comparable) for t in range(1, 4)]


def addition_rule(nation: str, control: str, amounts: list[int]) -> Row:
    """The residual as a rule, stated in words in its note."""
    years = ";".join(f"{amount / 1000:.3f}" for amount in amounts)
    words = "; ".join(f"{amount / 1000:,.0f}" for amount in amounts)
    note = f"Barnett residual, £m: {words}. With every English department at its published row, so is this block grant"
    name = f"addition-{nation}-{control}"
    return _rule(name, "devolved_addition", nation, control, None, None, years, RESIDUAL_SOURCE, note)
