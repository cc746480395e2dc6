"""Savings in every result: rule, department, control, amounts and source, whoever gave them; no word without any."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from spendreview.allocation import Settlement, allocate
from spendreview.errors import AllocationError
from spendreview.report import write_publication, write_settlement
from spendreview.report.as_json import settlement_json
from spendreview.report.savings import CELL, ON_SCREEN, source_columns
from spendreview.report.screen import summary
from spendreview.review import load_review
from tests import making
from tests.report.publication_rules import breaches
from tests.report.test_publication import table as published
from tests.report.test_recalculated import table

SOURCE = "ledger entries 12-15, 19 (claims), 7 (pre-netted); head 42-9f3c12ab"
OWN: dict[str, Any] = {"rule": "own", "kind": "saving", "scope": "DH", "control": "CDEL", "years": "1;-0.125"}


def settled(
    folder: Path, source: str = SOURCE, figures: str = "years: {2009-10: -2.5}", own: str | None = None
) -> Settlement:
    """The small review with a saving of its own, and one that an overlay adds."""
    making.write(folder / "review.xlsx", making.added("Rules", OWN | {"source": own}))
    path = folder / "savings.yaml"
    quoted = json.dumps(source, ensure_ascii=False)
    text = (
        "schema: 1\nname: Savings\nworkbook: review.xlsx\nlink_strength: 1\nrules:\n"
        f"  vfm-HO-RDEL: {{kind: saving, scope: HO, control: RDEL, {figures}, source: {quoted}}}\n"
    )
    path.write_text(text, encoding="utf-8")
    return allocate(load_review(path))


def test_the_settlement_workbook_has_a_source_for_each_saving(tmp_path: Path) -> None:
    write_settlement(settled(tmp_path, source="=SUM(A1) is no formula"), tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    rows = table(book["Savings and block grants"])
    found = [[row[name] for name in ("Department", "Control", "Line", "2008-09", "2009-10", "Source")] for row in rows]
    assert found == [
        ["DH", "CDEL", "Saving to recycle: rule own", -1, 0.125, "[x]"],
        ["HO", "RDEL", "Saving to recycle: rule vfm-HO-RDEL", 0, 2.5, "=SUM(A1) is no formula"],
    ]
    assert [row["Workbook cell"] for row in rows] == ["Rules!G5", "[z]"]
    changes = table(book["Scenario changes"])
    keys = ("Code", "Figure", "In the workbook", "In this scenario", "Set at")
    assert [tuple(row[key] for key in keys) for row in changes] == [
        ("vfm-HO-RDEL", "2008-09", "[z]", 0, "savings.yaml:6:3"),
        ("vfm-HO-RDEL", "2009-10", "[z]", -2.5, "savings.yaml:6:65"),
    ]


def test_the_publication_has_a_table_of_savings(tmp_path: Path) -> None:
    path = tmp_path / "published.xlsx"
    write_publication(settled(tmp_path), path)
    assert breaches(path) == []
    headers, rows = published(path, "Savings_to_recycle")
    assert headers == ["Rule", "Department", "Budget", "2008-09 (£ million)", "2009-10 (£ million)", "Source"]
    assert rows == [
        ["own", "Health", "CDEL", 1, -0.125, "[x]"],
        ["vfm-HO-RDEL", "Home Office", "RDEL", 0, -2.5, SOURCE],
    ]
    changed = published(path, "Changes_to_the_review")[1]
    assert [(row[0], row[1], row[3], row[4], row[5]) for row in changed] == [
        ("Rule vfm-HO-RDEL: saving", "2008-09", "[z]", 0, "Added by the scenario"),
        ("Rule vfm-HO-RDEL: saving", "2009-10", "[z]", -2.5, "Added by the scenario"),
    ]


def test_json_holds_them_in_the_unit_and_sign_of_the_rules(tmp_path: Path) -> None:
    found = json.loads(settlement_json(settled(tmp_path, source="a" * 40_000)))["savings"]
    assert found == [
        {"rule": "own", "department": "DH", "control": "CDEL", "amounts_m": {"2008-09": 1, "2009-10": -0.125},
         "source": None, "added": False},
        {"rule": "vfm-HO-RDEL", "department": "HO", "control": "RDEL", "amounts_m": {"2008-09": 0, "2009-10": -2.5},
         "source": "a" * 40_000, "added": True},
    ]  # fmt: skip


def test_plain_lines_name_them_and_wrap(tmp_path: Path) -> None:
    lines = summary(settled(tmp_path, own="letter of 3 May")).splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("Savings "))
    assert lines[first] == "Savings     own: DH CDEL £m 2008-09 +1, 2009-10 -0.125; source: letter of 3 May"
    assert lines[first + 1] == "            vfm-HO-RDEL: HO RDEL £m 2008-09 0, 2009-10 -2.5; source: ledger"
    assert lines[first + 2] == "            entries 12-15, 19 (claims), 7 (pre-netted); head 42-9f3c12ab"
    assert max(map(len, lines)) <= 80


def test_a_source_too_long_for_a_screen_says_where_it_is_whole(tmp_path: Path) -> None:
    text = " ".join(summary(settled(tmp_path, source="12, " * 300)).split())
    assert "12,… (whole in the workbook and with --json)" in text
    assert len(text) < 2 * ON_SCREEN + 1000


@pytest.mark.parametrize("source", ["entry 12, " * 7_000, "a" * 70_000, "\U0001f600" * 20_000], ids=len)
def test_a_source_longer_than_a_cell_goes_on_in_the_next(source: str, tmp_path: Path) -> None:
    settlement = settled(tmp_path, source=source.strip())
    write_settlement(settlement, tmp_path / "out.xlsx")
    write_publication(settlement, tmp_path / "published.xlsx")
    rows = table(openpyxl.load_workbook(tmp_path / "out.xlsx")["Savings and block grants"])
    cells = [rows[1][name] for name in rows[1] if name.startswith("Source")]
    headers, lines = published(tmp_path / "published.xlsx", "Savings_to_recycle")
    between = " " if " " in source else ""
    assert len(cells) > 1
    assert between.join(cells) == between.join(lines[1][headers.index("Source") :]) == source.strip()
    assert all(len(cell.encode("utf-16-le")) <= 2 * CELL for cell in cells)
    assert [rows[0][name] for name in rows[0] if name.startswith("Source")] == ["[x]", *["[z]"] * (len(cells) - 1)]


def test_a_source_that_just_fits_has_one_cell() -> None:
    assert [header for header, _ in source_columns(["a" * CELL, ""])] == ["Source"]
    assert [header for header, _ in source_columns(["a" * (CELL + 1)])] == ["Source", "Source, part 2"]


def test_limits_that_a_shortfall_breaks_name_it(tmp_path: Path) -> None:
    with pytest.raises(AllocationError) as caught:
        settled(tmp_path, figures="value: -60")
    found = " ".join(problem.found for problem in caught.value.problems)
    assert f" in 2008-09; rule vfm-HO-RDEL puts £60.000m on what HO spends ({SOURCE})" in found


def test_without_savings_there_is_no_word_of_them(tmp_path: Path) -> None:
    settlement = allocate(load_review(making.write(tmp_path / "a.xlsx", making.small_review())))
    assert "aving" not in summary(settlement)
    assert "savings" not in json.loads(settlement_json(settlement))
    write_publication(settlement, tmp_path / "published.xlsx")
    titles = [str(sheet["A1"].value) for sheet in openpyxl.load_workbook(tmp_path / "published.xlsx")]
    assert not any("Savings" in title for title in titles)
