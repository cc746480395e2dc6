"""One review, two departments (and a devolved one), two years, in which every constraint family has a row."""

from __future__ import annotations

from pathlib import Path

from tests import making

ENOUGH = (400, 410)
"""Total RDEL, £ million a year, with which every other rule of the review can hold."""


def every_family(path: Path, total_rdel: tuple[float, float] = (320, 330)) -> Path:
    """Write the workbook; with the total RDEL as it is nothing is feasible, with ENOUGH there is a settlement."""
    rows = making.small_review()
    rows["Limits"][0] |= dict(zip(making.YEARS, total_rdel, strict=True))
    rows["Departments"].append({"department": "SCO", "name": "Scotland", "devolved": "yes"})
    rows["Baselines"] += [
        {"department": "SCO", "control": "RDEL", "amount": 30},
        {"department": "HO", "control": "ADMIN", "amount": 8},
    ]
    rows["Limits"] += [
        {"limit": "HO-CDEL", "scope": "HO", "control": "CDEL", "sense": "max", "2008-09": 12, "2009-10": 12.5},
        {"limit": "green", "scope": "tag:green", "control": "TDEL", "sense": "min", "2009-10": 4},
        {"limit": "nobody", "scope": "programme:Nobody", "control": "RDEL", "sense": "max", "2008-09": 1},
    ]
    bids = {row["bid"]: row for row in rows["Bids"]}
    bids["HO-1"] |= {"phasing": "annual", "step": 0.5, **making.by_year("ADMIN", 0.5, 0.25)}
    bids["DH-2"] |= {"requires": "DH-1", "tags": "green; new"}
    rows["Bids"] += [
        {
            "bid": "DH-3",
            "department": "DH",
            "programme": "NHS",
            "title": "A smaller hospital",
            "kind": "capital_project",
            "divisible": "yes",
            "option_group": "hospital",
            **making.by_year("CDEL", 3, 3),
        },
        {
            "bid": "DH-4",
            "department": "DH",
            "programme": "NHS",
            "title": "A larger one",
            "kind": "capital_project",
            "divisible": "yes",
            "option_group": "hospital",
            **making.by_year("CDEL", 6, 6),
        },
    ]
    rows["Effects"] += [
        {"bid": "DH-3", "indicator": "waits", "effect": 3, "profile": "lagged", "attribution": 0.5},
        {"bid": "DH-4", "indicator": "waits", "effect": 5, "profile": "mid"},
    ]
    rows["Rules"] = [
        {"rule": "to-capital", "kind": "switch_to_capital", "scope": "total", "value": 0.02},
        {"rule": "to-resource", "kind": "switch_to_resource", "scope": "HO", "value": 0.1},
        {"rule": "eyf", "kind": "eyf", "scope": "HO", "control": "RDEL", "value": 4, "years": "3;2"},
        {"rule": "reserve", "kind": "reserve", "scope": "total", "control": "RDEL", "value": 5},
        {"rule": "floor", "kind": "real_growth_floor", "scope": "DH", "control": "RDEL", "value": 0.001},
        {"rule": "ceiling", "kind": "real_growth_ceiling", "scope": "group:Security", "control": "TDEL", "value": 0.05},
        {"rule": "admin", "kind": "admin_real_reduction", "scope": "HO", "value": 0.05},
        {"rule": "population", "kind": "population_share", "scope": "SCO", "value": 0.1},
        {"rule": "barnett", "kind": "barnett", "scope": "SCO", "control": "RDEL", "to": "DH", "value": 0.9},
        {"rule": "addition", "kind": "devolved_addition", "scope": "SCO", "control": "RDEL", "years": "1;1.5"},
        {"rule": "saving", "kind": "saving", "scope": "DH", "control": "RDEL", "years": "2;-1"},
    ]
    return making.write(path, rows)
