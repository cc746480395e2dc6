"""Reads a review workbook into plain dictionaries; the workbook is taken to be sound, so faults are bare asserts.

Money is £ million, cash, as the workbook has it. Years are whole numbers, the calendar year in which the financial year
starts.
"""

from collections import defaultdict

import openpyxl

CONTROLS = ("RDEL", "CDEL", "ADMIN", "NEAR_CASH", "DEPRECIATION", "AME")
REQUIRED = {
    "Review": ("setting", "value"),
    "Scenario": ("key", "value"),
    "Economy": ("series",),
    "Departments": ("department", "name"),
    "Baselines": ("department", "control", "amount"),
    "Adjustments": ("adjustment", "department", "control", "kind", "amount", "reason"),
    "Limits": ("limit", "scope", "control", "sense"),
    "Bids": ("bid", "department", "programme", "title", "kind", "divisible"),
    "Priorities": ("priority", "title"),
    "Indicators": ("indicator", "priority", "title", "unit", "direction", "baseline"),
    "Effects": ("bid", "indicator", "effect"),
    "Rules": ("rule", "kind"),
}


def read_review(path):
    """The review in the workbook at ``path``, as ``assemble`` describes it."""
    return assemble(read_sheets(path))


def read_sheets(path):
    """Sheet title -> list of rows, each a dict of lower-case header -> value; blanks left out."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {sheet.title: _rows(sheet) for sheet in book if sheet.title in REQUIRED}


def _rows(sheet):
    grid = list(sheet.iter_rows(values_only=True))
    at = next(i for i, row in enumerate(grid[:12]) if set(REQUIRED[sheet.title]) <= set(map(_header, row)))
    headers = [_header(cell) for cell in grid[at]]
    rows = []
    for cells in grid[at + 1 :]:
        if cells[0] is not None and str(cells[0]).startswith("#"):
            continue
        row = {h: v.strip() if isinstance(v, str) else v for h, v in zip(headers, cells, strict=True) if h}
        row = {h: v for h, v in row.items() if v is not None and v != ""}
        if row:
            rows.append(row)
    return rows


def _header(cell):
    return "" if cell is None else str(cell).strip().lower()


def assemble(sheets):
    """One review as dictionaries, defaults filled in, from rows as ``read_sheets`` gives them (headers in any case)."""
    sheets = {
        title: [{_header(h): value for h, value in row.items()} for row in rows] for title, rows in sheets.items()
    }
    settings = {row["setting"]: row.get("value") for row in sheets["Review"]}
    scenario = {row["key"]: row.get("value") for row in sheets.get("Scenario", ())}
    years = [year(part.strip()) for part in str(settings["plan_years"]).split(",")]
    start = year(settings["baseline_year"])
    assert years == list(range(start + 1, start + 1 + len(years)))
    assert len(years) <= 5
    return {
        "start": start,
        "years": len(years),
        "includes_depreciation": settings["rdel_includes_depreciation"] == "yes",
        "fill_baseline": settings.get("fill_baseline", "no") == "yes",
        "moves_totals": scenario.get("switching") == "moves_totals",
        "deflator": _deflator(sheets.get("Economy", ()), [start, *years]),
        "departments": {
            r["department"]: {"group": r.get("group"), "devolved": r.get("devolved") == "yes"}
            for r in sheets["Departments"]
        },
        "baselines": [(r["department"], r["control"], r["amount"]) for r in sheets.get("Baselines", ())],
        "adjustments": [
            (r["department"], r["control"], r["amount"], r.get("to")) for r in sheets.get("Adjustments", ())
        ],
        "limits": [_limit(r, years) for r in sheets.get("Limits", ())],
        "bids": {r["bid"]: _bid(r, years) | {"held": _held(scenario, r["bid"], years)} for r in sheets["Bids"]},
        "priorities": {r["priority"]: _priority(r) for r in sheets["Priorities"]},
        "indicators": {r["indicator"]: _indicator(r, start) for r in sheets["Indicators"]},
        "effects": [_effect(r) for r in sheets.get("Effects", ())],
        "rules": _rules(sheets.get("Rules", ()), len(years)),
    }


def year(text):
    """2008 from ``2008-09``, ``2008`` or 2008."""
    return int(str(text)[:4])


def label(start):
    """``2008-09`` from 2008."""
    return f"{start}-{(start + 1) % 100:02d}"


def _deflator(rows, years):
    """D[0..T], an index on any base, or None."""
    for row in rows:
        if row["series"] == "gdp_deflator":
            return [row[label(y)] for y in years]
    return None


def _limit(row, years):
    return {
        "name": row["limit"],
        "scope": row["scope"],
        "control": row["control"],
        "sense": row["sense"],
        "figures": [row.get(label(y)) for y in years],
    }


def _bid(row, years):
    return {
        "department": row["department"],
        "programme": row["programme"],
        "kind": row["kind"],
        "whole": row["divisible"] == "no",
        "annual": row.get("phasing", "profile") == "annual",
        "step": row.get("step"),
        "min": row.get("min_share", 1 if row["kind"] == "baseline" else 0),
        "max": row.get("max_share", 1),
        "option_group": row.get("option_group"),
        "requires": _names(row.get("requires")),
        "tags": _names(row.get("tags")),
        "npsv": row.get("npsv", 0),
        "cost": {c: [row.get(f"{c} {label(y)}".lower(), 0) for y in years] for c in CONTROLS},
    }


def _held(scenario, name, years):
    """t -> the share at which the scenario holds a bid: one key for every year, or a key a year."""
    whole = scenario.get(f"bids.{name}.share")
    keys = {t: scenario.get(f"bids.{name}.share.{label(y)}", whole) for t, y in enumerate(years)}
    return {t: share for t, share in keys.items() if share is not None}


def _names(cell):
    return [part.strip() for part in str(cell).split(";") if part.strip()] if cell is not None else []


def _priority(row):
    return {"weight": row.get("weight", 1), "tier": row.get("tier", 1), "floor": row.get("floor")}


def _indicator(row, start):
    target_year = row.get("target_year")
    return {
        "priority": row["priority"],
        "sign": {"up": 1, "down": -1}[row["direction"]],
        "baseline_year": year(row.get("baseline_year", start)),
        "baseline": row["baseline"],
        "target_year": None if target_year is None else year(target_year),
        "target": row.get("target"),
        "min_movement": row.get("min_movement"),
        "trend": row.get("trend", row["baseline"]),
        "weight": row.get("weight", 1),
    }


def _effect(row):
    return {
        "bid": row["bid"],
        "indicator": row["indicator"],
        "effect": row["effect"],
        "profile": row.get("profile", "immediate"),
        "attribution": row.get("attribution", 1),
    }


def _rules(rows, count):
    """kind -> list of rules; ``years`` is one figure a plan year, or None where the rule gives a value alone."""
    rules = defaultdict(list)
    for row in rows:
        given = row.get("years")
        figures = None if given is None else [float(part) for part in str(given).split(";")]
        assert figures is None or len(figures) == count
        rules[row["kind"]].append(
            {
                "scope": row.get("scope"),
                "control": row.get("control"),
                "value": row.get("value"),
                "to": row.get("to"),
                "years": figures,
            }
        )
    return rules
