"""Synthetic returns: what a team hands in quarter by quarter, ten times over, and its forecasts."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

SIZES = {"tiny": 200, "S": 1_000, "M": 10_000, "L": 100_000}
"""Claims in one return; the ledger holds ten returns of as many."""

RETURNS = 10
DEPARTMENT, PROGRAMME = "ALL", "csr07"
FIRST_YEAR, FINAL_YEAR = 2008, 2010
DEPARTMENTS, STRANDS = 25, 7
SAVING_TYPES, STAGES, MATURITY = ("price", "process", "demand"), ("preliminary", "interim", "final"), ("may", "likely")

PROGRAMMES = (
    ("programme", "title", "baseline_year", "first_year", "final_year"),
    [(PROGRAMME, "CSR07 value for money", "2007-08", "2008-09", "2010-11")],
)
INITIATIVES = (
    *("initiative", "programme", "department", "strand", "title", "saving_type", "cash_releasing", "recurring"),
    *("owner", "baseline", "baseline_year", "addressable", "started", "delivered_by", "validated_by", "contract"),
    *("quality_measure", "quality_baseline", "quality_latest", "quality_direction", "quality_tolerance"),
    *("output_change", "input_change", "posts_reduced", "indicator"),
)
CLAIMS = (
    *("initiative", "year", "gross", "ongoing_cost", "one_off_cost", "basis", "cash_share", "months", "stage"),
    *("method_agreed", "data_maturity", "assurance", "forecast", "evidence", "signed_off_by", "source"),
)
MONEY = ("gross", "ongoing_cost", "one_off_cost", "baseline", "addressable")


def as_at(number):
    """The last day of the quarter that a return speaks of: the first of them of June 2008."""
    year, quarter = divmod(number + 1, 4)
    month, day = ((3, 31), (6, 30), (9, 30), (12, 31))[quarter]
    return dt.date(FIRST_YEAR + year, month, day)


def initiatives(count):
    """One row each, in the order of INITIATIVES."""
    rng = random.Random(1)
    return [_initiative(rng, number, count) for number in range(count)]


def _initiative(rng, number, count):
    """One of them; most checks find something on a few in a hundred, and one contract in fifty is another's too."""
    quality = rng.random() < 0.95
    return (
        _code(number),
        PROGRAMME,
        f"D{number % DEPARTMENTS:02d}",
        f"strand {number % STRANDS}",
        f"Saving no. {number}",
        rng.choice(SAVING_TYPES),
        "yes" if rng.random() < 0.9 else "no",
        "yes" if rng.random() < 0.9 else "no",
        f"Director {number % 40}" if rng.random() < 0.95 else None,
        rng.randrange(5_000, 90_000) / 1000 if rng.random() < 0.95 else None,
        "2007-08",
        rng.choice((None, 20)),
        f"{rng.choice((2008, 2008, 2007))}-{rng.randrange(1, 13):02d}-01",
        rng.choice((None, "department", "local")),
        rng.choice((None, "Audit Commission")),
        f"C{rng.randrange(25 * count)}" if rng.random() < 0.5 else None,
        "Days to an answer" if quality else None,
        10.0,
        rng.choice((9.0, 10.0, 10.5, 12.0)),
        "down",
        1.0,
        rng.choice((None, 0.0, -0.01)),
        rng.choice((None, -0.05)),
        rng.choice((None, None, None, 12)),
        rng.choice((None, "PSA 23")),
    )


def claims(count, number):
    """The claims of one return, in the order of CLAIMS: what each initiative saved, or for one in fifty its forecast.

    Amounts are £ million with three decimals; None is a blank cell.
    Later returns of a year take the place of its earlier ones.
    """
    rng = random.Random(100 + number)
    year = FIRST_YEAR + number // 4
    order = list(range(count))
    rng.shuffle(order)
    return [_claim(rng, initiative, year, forecast=initiative % 50 == number % 50) for initiative in order]


def _claim(rng, initiative, year, *, forecast):
    year = FINAL_YEAR if forecast else year
    return (
        _code(initiative),
        f"{year}-{(year + 1) % 100:02d}",
        rng.randrange(100, 5_000) / 1000,
        rng.choice((None, 0.01, 0.025)),
        rng.choice((None, None, 0.005)),
        "net" if rng.random() < 0.95 else "gross",
        rng.choice((None, None, 0.5, 1)),
        rng.choice((12, 12, 6)),
        rng.choice(STAGES),
        "yes",
        rng.choice(MATURITY),
        "substantial",
        "yes" if forecast else "no",
        f"Contract register, entry {rng.randrange(1_000_000)}",
        "Finance director",
        None,
    )


def _code(number):
    return f"I{number:06d}"


def as_stored(header, row, defaults):
    """A row as the ledger's tables hold it, by field: years as numbers, yes and no as 1 and 0, money in £ thousand."""
    found = dict(defaults)
    for name, value in zip(header, row, strict=True):
        if name in MONEY:
            missing = 0 if name.endswith("cost") else None
            found[f"{name}_k"] = missing if value is None else round(1000 * value)
        elif name.endswith("year"):
            found[name] = int(value[:4])
        else:
            found[name] = {"yes": 1, "no": 0}.get(value, value)
    return found


def write_return(path, number, sheets):
    """A VfM workbook: the sheet Return, and whatever sheets are given as (header, rows) by title."""
    import xlsxwriter

    settings = [
        ("return_id", f"quarter-{number:02d}"),
        ("department", DEPARTMENT),
        ("as_at", as_at(number)),
        ("reported_by", "Treasury"),
    ]
    options = {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(str(Path(path)), options) as book:
        for title, (header, rows) in {"Return": (("setting", "value"), settings), **sheets}.items():
            sheet = book.add_worksheet(title)
            for line, row in enumerate((header, *rows)):
                sheet.write_row(line, 0, row)
