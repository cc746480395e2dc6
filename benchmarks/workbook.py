"""A synthetic review written as a review workbook, as a spending team would hand it in."""

from __future__ import annotations

from math import isnan

import xlsxwriter

from benchmarks.reviews import CONTROLS, SWITCH_TO_CAPITAL, TOTALS, TRANCHES, YEARS

BASELINE_YEAR = 2007
HEADER_ROW = 3  # counted from 0: the fourth row of the sheet
STATUS = "illustrative"
KINDS = ("baseline", "pressure", "new")
TITLES = ("as now", "keeping pace", "doing more")


def financial_year(number):
    """Year 0 is the baseline year, 1 the first plan year: 1 is `2008-09`."""
    start = BASELINE_YEAR + number
    return f"{start}-{(start + 1) % 100:02d}"


PLAN_YEARS = tuple(financial_year(number) for number in range(1, YEARS + 1))


def write_review(review, path):
    """Write every sheet of the review (`reviews.Arrays`) to ``path``."""
    options = {"strings_to_formulas": False, "strings_to_urls": False}  # shared strings, as Excel saves them
    with xlsxwriter.Workbook(str(path), options) as book:
        for title, (description, header, rows) in _sheets(review).items():
            sheet = book.add_worksheet(title)
            for number, line in enumerate(((title,), (description,), (), header)):
                sheet.write_row(number, 0, line)
            for number, row in enumerate(rows, start=HEADER_ROW + 1):
                sheet.write_row(number, 0, row)


def _sheets(review):
    """Each sheet's title with its description, header and rows; None is a blank cell."""
    years = list(PLAN_YEARS)
    money = [f"{control} {year}" for control in CONTROLS for year in years]
    return {
        "Review": ("What is being reviewed", ["setting", "value", "source"], _settings()),
        "Scenario": ("Choices for one run", ["key", "value"], [("objective", "weighted")]),
        "Economy": ("Index", ["series", "source", "as_at", financial_year(0), *years], _economy()),
        "Departments": ("One row a department", ["department", "name", "group", "devolved"], _departments(review)),
        "Baselines": ("£ million", ["department", "control", "amount", "source", "status"], _baselines(review)),
        "Limits": ("£ million", ["limit", "scope", "control", "sense", *years, "source", "status"], _limits(review)),
        "Bids": ("£ million, at full funding", [*_BID, *money], _bids(review)),
        "Priorities": ("One row a priority", ["priority", "title", "weight", "tier", "kind"], _priorities(review)),
        "Indicators": ("Each in its own unit", list(_INDICATOR), _indicators(review)),
        "Effects": ("One row a bid and indicator", list(_EFFECT), _effects(review)),
        "Rules": ("Fractions", ["rule", "kind", "scope", "control", "value", "to", "years", "source"], _rules()),
    }


_BID = (
    "bid", "department", "programme", "title", "kind", "divisible", "phasing", "step", "min_share", "max_share",
    "option_group", "requires", "tags", "npsv", "source", "status",
)  # fmt: skip
_INDICATOR = (
    "indicator", "priority", "title", "unit", "direction", "baseline_year", "baseline", "target_year", "target",
    "min_movement", "trend", "weight", "data_quality", "status",
)  # fmt: skip
_EFFECT = ("bid", "indicator", "effect", "profile", "attribution", "evidence", "source", "status")


def _settings():
    """The review's own settings. No depreciation is bid for, so RDEL and CDEL add up to TDEL."""
    return [
        ("format", 1),
        ("name", "Synthetic review"),
        ("baseline_year", financial_year(0)),
        ("plan_years", ", ".join(PLAN_YEARS)),
        ("rdel_includes_depreciation", "no"),
        ("fill_baseline", "no"),
    ]


def _economy():
    return [("gdp_deflator", "synthetic", None, *(round(100 * 1.027**year, 4) for year in range(YEARS + 1)))]


def _rules():
    return [("switching", "switch_to_capital", "total", None, SWITCH_TO_CAPITAL, None, None, "synthetic")]


def _departments(review):
    numbers = range(len(review.baseline))
    return [(_department(d), f"Department {d + 1}", f"Group {d % 5 + 1}", "no") for d in numbers]


def _baselines(review):
    return [
        (_department(d), control, amount, "synthetic", STATUS)
        for d, row in enumerate(review.baseline.tolist())
        for control, amount in zip(CONTROLS, row, strict=True)
    ]


def _limits(review):
    """Three limits for each department, then three for the total."""
    scopes = [*(_department(d) for d in range(len(review.baseline))), "total"]
    figures = [*review.department_limit.tolist(), review.total_limit.tolist()]
    return [
        (f"{scope} {control}", scope, control, "max", *row, "synthetic", STATUS)
        for scope, rows in zip(scopes, figures, strict=True)
        for control, row in zip(TOTALS, rows, strict=True)
    ]


def _bids(review):
    """One row a tranche, every one with a share for each year."""
    department, whole, minimum = review.department.tolist(), review.whole.tolist(), review.min_share.tolist()
    requires = review.requires.tolist()
    for bid, costs in enumerate(review.cost.reshape(len(department), -1).tolist()):
        programme, tranche = divmod(bid, TRANCHES)
        name, before = f"Programme {programme + 1}", requires[bid]
        yield (
            _bid(bid), _department(department[bid]), name, f"{name}, {TITLES[tranche]}", KINDS[tranche],
            "no" if whole[bid] else "yes", "annual", None, minimum[bid], None, None,
            _bid(before) if before >= 0 else None, None, None, "synthetic", STATUS, *costs,
        )  # fmt: skip


def _priorities(review):
    weights = enumerate(review.priority_weight.tolist())
    return [(_priority(p), f"Priority {p + 1}", weight, 1, "outcome") for p, weight in weights]


def _indicators(review):
    """Targets where there are any; the others are improvement indicators."""
    arrays = (
        review.indicator_priority, review.direction, review.level, review.target_year, review.target,
        review.min_movement, review.trend, review.indicator_weight,
    )  # fmt: skip
    rows = enumerate(zip(*(array.tolist() for array in arrays), strict=True))
    for number, (priority, direction, level, year, target, movement, trend, weight) in rows:
        names = (
            _indicator(number),
            _priority(priority),
            f"Indicator {number + 1}",
            "index",
            "up" if direction > 0 else "down",
        )
        aim = financial_year(year) if year else None, _number(target), _number(movement)
        yield (*names, financial_year(0), level, *aim, trend, weight, "green", STATUS)


def _effects(review):
    """One row a bid and indicator it moves."""
    arrays = (review.effect_bid, review.effect_indicator, review.effect, review.lagged, review.attribution)
    for bid, indicator, effect, lagged, attribution in zip(*(array.tolist() for array in arrays), strict=True):
        profile = "lagged" if lagged else "mid"
        yield _bid(bid), _indicator(indicator), effect, profile, attribution, "moderate", "synthetic", STATUS


def _number(value):
    """A figure, or None for nan."""
    return None if isnan(value) else value


def _department(number):
    return f"D{number + 1:03d}"


def _bid(number):
    return f"P{number // TRANCHES + 1:05d}.{number % TRANCHES + 1}"


def _priority(number):
    return f"PSA{number + 1}"


def _indicator(number):
    return f"I{number + 1:03d}"
