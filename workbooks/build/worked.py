"""The worked example of the documentation: two departments, one year, a choice that can be checked by hand."""

from .write import Row

YEAR = "2008-09"


def rows() -> dict[str, list[Row]]:
    """Every sheet of worked_example.xlsx. All figures are invented for the example."""
    return {
        "Review": [
            {"setting": name, "value": value}
            for name, value in {
                "format": 1,
                "name": "Worked example",
                "baseline_year": "2007-08",
                "plan_years": YEAR,
                "rdel_includes_depreciation": "no",
                "fill_baseline": "no",
            }.items()
        ],
        "Scenario": [
            {"key": "link_strength", "value": 1, "why": "so that the arithmetic can be followed by hand"},
        ],
        "Economy": [{"series": "gdp_deflator", "source": "invented", "2007-08": 100, YEAR: 102.7}],
        "Departments": [
            {"department": "A", "name": "Department A", "source": "invented"},
            {"department": "B", "name": "Department B", "source": "invented"},
        ],
        "Baselines": [
            {"department": "A", "control": "RDEL", "amount": 60, "source": "invented", "status": "illustrative"},
            {"department": "B", "control": "RDEL", "amount": 40, "source": "invented", "status": "illustrative"},
        ],
        "Limits": [_limit("total", "total", 100), _limit("A", "A", 80), _limit("B", "B", 60)],
        "Bids": [
            _bid("A1", "A", "First of two tranches", "yes", 50),
            _bid("A2", "A", "Second tranche", "yes", 40, requires="A1"),
            _bid("B1", "B", "A project, all or nothing", "no", 60),
        ],
        "Priorities": [
            {"priority": "P1", "title": "The first priority", "weight": 1},
            {"priority": "P2", "title": "The second priority", "weight": 2},
        ],
        "Indicators": [_indicator("I1", "P1", "up", 0, 10), _indicator("I2", "P2", "down", 100, 80)],
        "Effects": [_effect("A1", "I1", 6), _effect("A2", "I1", 4), _effect("B1", "I2", -20)],
    }


def _limit(code: str, scope: str, amount: float) -> Row:
    fixed = {"control": "RDEL", "sense": "max", "source": "invented", "status": "illustrative"}
    return {"limit": code, "scope": scope, YEAR: amount, **fixed}


def _bid(code: str, department: str, title: str, divisible: str, cost: float, requires: str | None = None) -> Row:
    return {
        "bid": code,
        "department": department,
        "programme": f"Programme {department}",
        "title": title,
        "kind": "new",
        "divisible": divisible,
        "requires": requires,
        "source": "invented",
        "status": "illustrative",
        f"RDEL {YEAR}": cost,
    }


def _indicator(code: str, priority: str, direction: str, baseline: float, target: float) -> Row:
    return {
        "indicator": code,
        "priority": priority,
        "title": f"Indicator {code}",
        "unit": "count",
        "direction": direction,
        "baseline": baseline,
        "target": target,
        "source": "invented",
        "status": "illustrative",
    }


def _effect(bid: str, indicator: str, effect: float) -> Row:
    return {"bid": bid, "indicator": indicator, "effect": effect, "source": "invented", "status": "illustrative"}
