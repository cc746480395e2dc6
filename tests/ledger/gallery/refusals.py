"""Exhibits about sheets, headers, settings and cells that cannot be read as what they should be."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.gallery.exhibit import replaced
from tests.ledger.books import AUDIT, BINDING, RESOLUTION, THEME, added, changed, settings, small_report, small_return
from tests.ledger.gallery.exhibit import Exhibit, edited, parts, refused, typed
from tests.ledger.gallery.rows import compiled
from tests.making import Rows


def told(**values: Any) -> Rows:
    """The small return with settings changed: return_id B5, department B6, as_at B7, reported_by B8, others from B9."""
    return small_return(**values)


def claim(**values: Any) -> Rows:
    """The small return with cells of its first claim changed, in row 5."""
    return changed("Claims", 0, **values)


def gross(cell: Any) -> Rows:
    """The small return with Claims!C5, £12.5m, as something else."""
    return claim(gross=cell)


def setting_left_out(name: str) -> Rows:
    return small_return() | {"Return": [row for row in settings() if row["setting"] != name]}


def full() -> Rows:
    """A return of the Treasury with a row in every sheet."""
    sheets = {"Themes": THEME, "Binding": BINDING, "Resolutions": RESOLUTION}
    return small_return(department="ALL", return_id="full") | {title: [dict(row)] for title, row in sheets.items()}


def column_left_out(sheet: str, column: str) -> Rows:
    rows = full()
    for row in rows[sheet]:
        del row[column]
    return rows


def two_misspelt(opened: Any) -> None:
    opened["Claims"]["A4"], opened["Claims"]["C4"] = "Initative", "Gros"


def noted_twice(opened: Any) -> None:
    opened["Claims"]["M4"] = "gross"


MONEY = (
    ("Programmes", "within_amount", "I6", 1),
    ("Targets", "amount", "E5", 0),
    ("Initiatives", "baseline", "G5", 0),
    ("Claims", "gross", "C5", 0),
    ("Claims", "ongoing_cost", "D5", 0),
    ("Claims", "one_off_cost", "E5", 0),
    ("Prenetted", "amount", "D5", 0),
    ("Reviews", "budget_covered", "D5", 0),
    ("Reviews", "size_of_prize", "E5", 0),
    ("Budgets", "near_cash", "C5", 0),
    ("Outturn", "near_cash", "C5", 0),
)
"""Every column of money in a return: its sheet, its name, a cell of it, and the data row of that cell."""

NO_MONEY: tuple[tuple[str, Any, str], ...] = (
    ("n/a", "n/a", "WB102"),
    ("TRUE", True, "WB102"),
    ("two figures", "1 2", "WB102"),
    ("a unit", "15 million", "WB102"),
    ("too much", 1e9, "WB103"),
    ("an error", ("=1/0", "#DIV/0!"), "WB105"),
    ("a date", dt.date(2026, 4, 1), "WB107"),
    ("a decimal comma", "12,5", "WB108"),
    ("a formula never calculated", ("=10+5", ""), "WB110"),
)
"""What is no money, and what it is refused as."""

AMOUNTS: tuple[Exhibit, ...] = (
    *(
        refused(f"{what} for {column} in {sheet}", changed(sheet, row, **{column: cell}), f"{code} {sheet}!{place}")
        for sheet, column, place, row in MONEY
        for what, cell, code in NO_MONEY
    ),
    *(
        refused(
            f"{what} for {column} of a finding",
            small_report(**{column: cell}),
            f"{code} Audits!{letter}5",
            before=(small_return(),),
        )
        for letter, column in zip("EFGH", ("scope", "green", "amber", "red"), strict=True)
        for what, cell, code in NO_MONEY
    ),
    *(
        refused(f"{what} for control_total", told(control_total=cell), f"{code} Return!B9")
        for what, cell, code in NO_MONEY
    ),
)
"""Refused for money that is none, in every column of money."""

REQUIRED = {
    "Programmes": ("programme", "title", "baseline_year", "first_year", "final_year"),
    "Targets": ("programme", "year", "amount"),
    "Initiatives": ("initiative", "programme", "department", "strand", "title"),
    "Claims": ("initiative", "year", "gross"),
    "Prenetted": ("department", "control", "year", "amount"),
    "Posts": ("department", "measure", "as_at", "posts"),
    "Reviews": ("review", "department", "area", "budget_covered"),
    "Budgets": ("department", "year", "near_cash"),
    "Outturn": ("department", "year", "near_cash"),
    "Themes": ("programme", "theme", "in_place"),
    "Binding": ("programme", "check", "level", "why"),
    "Resolutions": ("initiative", "ruling", "why"),
}
"""Columns that no row may leave blank."""


def _blank(sheet: str, column: str) -> Exhibit:
    """The sheet's last row with one cell blank; where others name what it defines, another row behind it."""
    rows = full()
    names = list(rows[sheet][-1])
    if sheet in ("Programmes", "Initiatives", "Reviews"):
        rows[sheet].append(rows[sheet][-1] | {names[0]: "another"})
    rows[sheet][-1][column] = None
    place = f"{'ABCDEFGHIJKL'[names.index(column)]}{4 + len(rows[sheet])}"
    return refused(f"{column} of {sheet} blank", rows, f"WB101 {sheet}!{place}")


SHEETS: tuple[Exhibit, ...] = (
    *(
        refused(f"{column} of {sheet} missing", column_left_out(sheet, column), f"WB011 {sheet}!A4", *more)
        for sheet, column, *more in (
            ("Targets", "amount"),
            ("Claims", "gross"),
            ("Prenetted", "control"),
            ("Posts", "posts"),
            ("Reviews", "area"),
            ("Budgets", "near_cash"),
            ("Outturn", "near_cash"),
            ("Themes", "in_place"),
            ("Binding", "why"),
            ("Resolutions", "ruling"),
        )
    ),
    refused("a required column of Programmes missing", column_left_out("Programmes", "final_year"), "WB011 Programmes!A4"),
    refused("a required column of Initiatives missing", column_left_out("Initiatives", "strand"), "WB011 Initiatives!A4"),
    refused("a required column of Audits missing", {"Audits": [{name: cell for name, cell in AUDIT.items() if name != "auditor"}]}, "WB011 Audits!A4"),
    refused("a required column misspelt", typed("Claims", "C4", "Gros"), "WB011 Claims!C4"),
    refused("two required columns misspelt", edited(two_misspelt), "WB011 Claims!A4"),
    refused("a sheet with a title and no header", small_return() | {"Claims": [{}]}, "WB011 Claims"),
    refused("an unknown column", claim(grosss=3), "WB012 Claims!M4"),
    refused("a column of another sheet", claim(programme="csr07"), "WB012 Claims!M4"),
    refused("a number in the header", typed("Claims", "M4", 2008), "WB012 Claims!M4"),
    refused("a column twice", edited(noted_twice), "WB013 Claims!M4"),
    refused("an unknown setting", told(as_att="2009-03-31"), "WB014 Return!A9"),
    *(
        refused(f"the setting {name} missing", setting_left_out(name), "WB015 Return")
        for name in ("return_id", "department", "as_at", "reported_by")
    ),
    *(
        refused(f"the setting {name} blank", told(**{name: None}), f"WB101 Return!B{row}")
        for row, name in enumerate(("return_id", "department", "as_at", "reported_by"), start=5)
    ),
    refused("a later version of the format", told(format=2), "WB016 Return!B9"),
    refused("two sheets of one title", small_return() | {"Claims ": small_return()["Claims"]}, "WB018 Claims "),
    refused("two sheets Return", small_return() | {"RETURN ": settings()}, "WB018 RETURN "),
    refused("a setting twice", small_return() | {"Return": [*settings(), {"setting": "as_at", "value": dt.date(2009, 6, 30)}]}, "WB111 Return!A9"),
)  # fmt: skip
"""Refused for a sheet, a header or a setting."""

CELLS: tuple[Exhibit, ...] = (
    *(_blank(sheet, column) for sheet, columns in REQUIRED.items() for column in columns),
    *(
        refused(f"{column} of a finding blank", small_report(**{column: None}), f"WB101 Audits!{letter}5", before=(small_return(),))
        for letter, column in zip("ABEFGHIJ", ("report", "programme", "scope", "green", "amber", "red", "auditor", "date"), strict=True)
    ),
    refused("thirteen months", claim(months=13), "WB103 Claims!H5"),
    refused("no months", claim(months=0), "WB103 Claims!H5"),
    refused("half a month", claim(months=6.5), "WB103 Claims!H5"),
    refused("a share of 1.2", claim(cash_share=1.2), "WB103 Claims!G5"),
    refused("a share of 120 per cent", claim(cash_share="120%"), "WB103 Claims!G5"),
    refused("a share below nothing", claim(cash_share=-0.1), "WB103 Claims!G5"),
    refused("TRUE for a share", claim(cash_share=True), "WB102 Claims!G5"),
    refused("a rate of nothing", changed("Targets", 0, phasing="multiplicative", rate=0), "WB103 Targets!G5"),
    refused("half a year", changed("Programmes", 1, min_years=1.5), "WB103 Programmes!G6"),
    refused("fewer posts than none", changed("Posts", 0, posts=-1), "WB103 Posts!D5"),
    refused("words for posts", changed("Posts", 0, posts="about 3,000"), "WB102 Posts!D5"),
    refused("a dash for a gross saving", gross("-"), "WB102 Claims!C5"),
    refused("text in yes or no", claim(method_agreed="agreed"), "WB104 Claims!J5"),
    refused("a number in yes or no", claim(forecast=1), "WB104 Claims!K5"),
    refused("perhaps for cash releasing", changed("Initiatives", 0, cash_releasing="perhaps"), "WB104 Initiatives!J5"),
    refused("an unknown basis", claim(basis="nett of costs"), "WB104 Claims!F5"),
    refused("an unknown stage", claim(stage="finished"), "WB104 Claims!I5"),
    refused("an unknown way with one-off costs", changed("Programmes", 0, one_off_cost="ignore"), "WB104 Programmes!F5"),
    refused("an unknown price basis", changed("Programmes", 0, price_basis="constant"), "WB104 Programmes!J5"),
    refused("an unknown phasing", changed("Targets", 0, phasing="linear"), "WB104 Targets!F5"),
    refused("an unknown status", changed("Targets", 0, status="guess"), "WB104 Targets!I5"),
    refused("an unknown level", changed("Initiatives", 0, level="total"), "WB104 Initiatives!F5"),
    refused("an unknown type of saving", changed("Initiatives", 0, saving_type="cash"), "WB104 Initiatives!I5"),
    refused("a control in which nothing is taken out", changed("Prenetted", 0, control="TDEL"), "WB104 Prenetted!B5"),
    refused("an unknown measure of posts", changed("Posts", 0, measure="posts"), "WB104 Posts!B5"),
    refused("an unknown force of a check", added("Binding", BINDING | {"level": "X"}), "WB104 Binding!C5"),
    refused("an unknown check", added("Binding", BINDING | {"check": "VFM29"}), "LG820 Binding!B5"),
    refused("an unknown ruling", compiled(Resolutions=[RESOLUTION | {"ruling": "maybe"}]), "WB104 Resolutions!B5"),
    refused("a theme of nobody's", added("Themes", THEME | {"theme": "goodwill"}), "WB104 Themes!B5"),
    refused("in place soon", added("Themes", THEME | {"in_place": "soon"}), "WB104 Themes!D5"),
    refused("a look-up that found nothing, for a code", claim(initiative=("=NA()", "#N/A")), "WB105 Claims!A5"),
    refused("an error in a setting", told(as_at=("=A1/0", "#DIV/0!")), "WB105 Return!B7"),
    refused("words for a year", claim(year="last year"), "WB106 Claims!B5"),
    refused("a year whose halves do not follow", claim(year="2008-10"), "WB106 Claims!B5"),
    refused("a calendar year", claim(year=2008), "WB106 Claims!B5"),
    refused("a year with a slash", changed("Targets", 0, year="2010/11"), "WB106 Targets!D5"),
    refused("the fifth of a month for a year", changed("Budgets", 0, year=dt.date(2008, 9, 5)), "WB106 Budgets!B5"),
    refused("words for a date", told(as_at="end of March"), "WB106 Return!B7"),
    refused("a date that no calendar has", told(as_at="2009-02-30"), "WB106 Return!B7"),
    refused("a number for a date", changed("Posts", 0, as_at=39903), "WB106 Posts!C5"),
    refused("a date for ever", told(as_at=dt.date(9999, 12, 31)), "WB106 Return!B7"),
    refused("a day of a quarter", small_report(date="Q2"), "WB106 Audits!J5", before=(small_return(),)),
    refused("a date for a share", claim(cash_share=dt.date(2026, 4, 1)), "WB107 Claims!G5"),
    refused("a name with a space for a return", told(return_id="2009 Q4"), "WB109 Return!B5"),
    refused("a department with a semicolon", told(department="HO;DH"), "WB109 Return!B6"),
    refused("an initiative with a semicolon", added("Initiatives", small_return()["Initiatives"][1] | {"initiative": "HO;1"}), "WB109 Initiatives!A7"),
    refused("a formula never calculated, for a code", claim(initiative=("=A1", "")), "WB110 Claims!A5"),
    refused("a formula without a value, shared", parts({"Claims": replaced('<c r="C5"><v>12.5</v></c>', '<c r="C5"><f t="shared" si="0"/></c>')}), "WB110 Claims!C5"),
    refused("a programme twice", added("Programmes", small_return()["Programmes"][1]), "WB111 Programmes!A7"),
    refused("an initiative twice but for case", added("Initiatives", small_return()["Initiatives"][1] | {"initiative": "ho-it-01"}), "WB111 Initiatives!A7"),
    refused("a review twice", added("Reviews", small_return()["Reviews"][0]), "WB111 Reviews!A6"),
    refused("two faults in one row", claim(gross="x", months=13), "WB102 Claims!C5", "WB103 Claims!H5"),
    refused("a fault of a cell and an unknown code in one row", claim(months=13, initiative="HO-PROC-1"), "WB103 Claims!H5", "LG804 Claims!A5"),
    refused("faults on three sheets", changed("Claims", 0, gross="x") | {"Budgets": changed("Budgets", 0, year="soon")["Budgets"], "Return": settings(as_at="soon")}, "WB102 Claims!C5", "WB106 Budgets!B5", "WB106 Return!B7"),
    refused("a fault of a cell and one between rows", claim(months=13) | {"Targets": changed("Targets", 0, rate=0.1)["Targets"]}, "WB103 Claims!H5", "LG810 Targets!G5"),
    refused("a thousand claims without a figure", small_return() | {"Claims": [{"initiative": "HO-PROC-01", "year": f"{1000 + n}-{(1 + n) % 100:02d}", "gross": "x"} for n in range(1000)]}, *(f"WB102 Claims!C{5 + n}" for n in range(1000))),
)  # fmt: skip
"""Refused for a cell."""
