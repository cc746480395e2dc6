"""The README of the workbooks says what they hold: counts by status, and the Barnett residual."""

import pytest

from .conftest import ROOT

README = (ROOT / "workbooks" / "README.md").read_text(encoding="utf-8")
STATUSES = ("published", "provisional", "illustrative")
NATIONS = {"SCOT": "Scotland", "WALES": "Wales", "NI": "Northern Ireland"}
CONTROLS = {"RDEL": "resource", "CDEL": "capital"}


def figures(sheet, row):
    """How many figures a row holds: one for each year with a limit, one otherwise."""
    return sum(row[column] is not None for column in row if column[:2] == "20") if sheet == "Limits" else 1


@pytest.mark.parametrize("name", ["sr2025", "csr2007"])
@pytest.mark.parametrize("sheet", ["Limits", "Baselines", "Indicators", "Bids", "Effects"])
def test_readme_counts_published_and_illustrative_figures(request, name, sheet):
    rows = request.getfixturevalue(name)[sheet]
    counts = [sum(figures(sheet, row) for row in rows if row["status"] == status) for status in STATUSES]
    assert f"| {sheet} | {name} | {' | '.join(map(str, counts))} |" in README


def test_readme_gives_the_barnett_residual(sr2025):
    rules = [row for row in sr2025["Rules"] if row["kind"] == "devolved_addition"]
    assert len(rules) == 6
    for row in rules:
        years = " | ".join(f"{float(amount):,.1f}" for amount in row["years"].split(";"))
        assert f"| {NATIONS[row['scope']]}, {CONTROLS[row['control']]} | {years} |" in README
