"""Out, edited by hand, and in again: the run holds the edited share, says by whose reason, and finds the rest anew."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from spendreview.allocation import Settlement, allocate
from spendreview.cli import cli
from spendreview.report import write_settlement
from spendreview.review import load_review
from tests import making
from tests.handing import SHARES, address, edited
from tests.report.office import convert, needs_office
from tests.report.test_recalculated import table
from tests.review.test_held import BY, FIRST, REASON, SECOND, WHY, both, rows

HELD = both("DH-1", 0.4) | {("DH-1", BY): "A. Smith"}
SAYS = "1 bid by hand: DH-1 40% (A. Smith: minister's commitment)"


def spendreview(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a review and the settlement workbook of its run."""
    folder = tmp_path_factory.mktemp("first")
    review = making.write(folder / "review.xlsx", rows())
    assert spendreview("run", review, "-o", folder / "run.xlsx").exit_code == 0
    return folder


def document(*arguments: str | Path) -> dict[str, Any]:
    result = spendreview("run", *arguments, "--json")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    found["solver"].pop("seconds")
    assert isinstance(found, dict)
    return found


def with_share(folder: Path, text: str) -> Settlement:
    """The settlement of the review with a share held by the scenario itself."""
    scenario = folder / "held.yaml"
    scenario.write_text(f"schema: 1\nname: Test\nworkbook: review.xlsx\nbids: {text}\n", encoding="utf-8")
    return allocate(load_review(scenario))


def check_held(first: Path, shares: Path) -> None:
    """DH-1 is held at two fifths by A. Smith's reason, and every other bid is what the model gives beside it."""
    found = document(first / "review.xlsx", "--shares", shares)
    theirs = with_share(first, "{DH-1: {share: 0.4}}")
    assert found["score"] == pytest.approx(theirs.score, abs=1e-6)
    ours = [row["share"] for row in found["bids"]]
    assert ours == pytest.approx(theirs.shares.ravel().tolist(), abs=1e-9)
    for row in found["bids"]:
        said = (True, WHY, "A. Smith") if row["bid"] == "DH-1" else (False, None, None)
        assert (row["held"], row["reason"], row["by"]) == said
    before = {(row["bid"], row["year"]): row["share"] for row in document(first / "review.xlsx")["bids"]}
    after = {(row["bid"], row["year"]): row["share"] for row in found["bids"]}
    moved = {bid for bid, year in before if abs(before[bid, year] - after[bid, year]) > 1e-6}
    assert moved > {"DH-1"}, "no other bid was found anew"
    assert found["provenance"]["shares_sha256"] == hashlib.sha256(shares.read_bytes()).hexdigest()


def test_an_edited_share_is_held_and_the_rest_found_anew(first: Path, tmp_path: Path) -> None:
    check_held(first, edited(first / "run.xlsx", tmp_path / "settlement.xlsx", HELD))


def check_words(before: Any, after: Any) -> None:
    """What is said of limits and totals follows the edited share, on the sheet Limits and on the cover."""
    uses = table(after["Limits"])
    assert [row["Binding"] for row in uses] == ["yes" if row["Left"] < 0.0005 else "no" for row in uses]
    assert [row["Binding"] for row in uses] != [row["Binding"] for row in table(before["Limits"])]
    # The first row of each name: further down sheets are listed, Total DEL among them.
    old, new = ({row["What"]: row["Answer"] for row in table(book["Cover"])[::-1]} for book in (before, after))
    left = {row["Year"]: row["Left"] for row in uses if row["Limit"] == "total-RDEL"}
    said = ", ".join(f"{year} £{amount:,.1f}m" for year, amount in left.items())
    assert new["RDEL left unallocated"] == f"under the limit on the total: {said}"
    assert new["Binding limits"] == f"{sum(row['Binding'] == 'yes' for row in uses)} of 4 yearly limit figures"
    totals = {row["Control"]: row for row in table(after["Settlements"]) if row["Department"] == "All"}
    amount, words = new["Total DEL"].removeprefix("£").split("m in 2009-10, +")
    assert float(amount) == pytest.approx(totals["Total DEL"]["2009-10"], abs=0.0501)
    assert words.endswith(" on the restated baseline of £330.0m")
    follow = ("RDEL left unallocated", "Binding limits", "Total DEL")
    assert all(new[what] != old[what] for what in follow)
    assert new["Score, as run"] == old["Score, as run"]


def test_out_edited_in_libreoffice_and_in_again(first: Path, tmp_path: Path) -> None:
    needs_office()
    # openpyxl leaves no value beside a formula: what stands there afterwards LibreOffice has worked out.
    cells = {key: value for key, value in HELD.items() if key[1] != SECOND}
    typed = edited(first / "run.xlsx", tmp_path / "settlement.xlsx", cells, live=True)
    (tmp_path / "saved").mkdir()
    saved = convert(typed, tmp_path / "saved")
    book = openpyxl.load_workbook(saved, data_only=True)
    assert book[SHARES][address(first / "run.xlsx", "DH-1", SECOND)].value == 0.4
    amounts = {(row["Department"], row["Control"]): row["2009-10"] for row in table(book["Settlements"])}
    before = {row["bid"]: row["share"] for row in document(first / "review.xlsx")["bids"] if row["year"] == "2009-10"}
    others = 200 + 2 * before["DH-2"]
    assert amounts["DH", "RDEL"] == pytest.approx(others + 0.4 * 25)
    states = {row["Bid"]: row["State"] for row in table(book[SHARES])}
    assert states["DH-1"] == "part-funded"
    check_words(openpyxl.load_workbook(first / "run.xlsx", data_only=True), book)
    check_held(first, saved)


def test_an_unedited_workbook_changes_nothing(first: Path) -> None:
    plain = document(first / "review.xlsx")
    again = document(first / "review.xlsx", "--shares", first / "run.xlsx")
    assert again["provenance"].pop("shares_sha256") == hashlib.sha256((first / "run.xlsx").read_bytes()).hexdigest()
    assert json.dumps(again) == json.dumps(plain)


@pytest.mark.parametrize("source", ["csr2007", "sr2025"])
def test_an_unedited_workbook_of_a_whole_review_changes_nothing(source: str, written: Any, settled: Any) -> None:
    path = f"scenarios/{source}.yaml"
    settlement = settled(path)
    again = load_review(path, written(settlement))
    assert again.scenario.bids == settlement.review.scenario.bids
    assert again.bids == settlement.review.bids
    assert again.warnings == settlement.review.warnings


def test_a_workbook_that_libreoffice_saved_unedited_holds_nothing(written: Any, settled: Any, tmp_path: Path) -> None:
    """Shares that no decimal gives exactly survive being saved by another program."""
    needs_office()
    source = "tests/examples/full_6.xlsx"
    settlement = settled(source)
    assert any(share not in (0, 1) for share in settlement.shares.ravel())
    (tmp_path / "saved").mkdir()
    saved = convert(written(settlement), tmp_path / "saved")
    review = load_review(source, saved)
    assert review.scenario.bids == ()
    assert review.warnings == settlement.review.warnings


def test_the_new_workbook_holds_it_again_and_free_years_stay_free(first: Path, tmp_path: Path) -> None:
    cells = HELD | {("HO-2", SECOND): 0.25, ("HO-2", REASON): "Phased"}
    shares = edited(first / "run.xlsx", tmp_path / "settlement.xlsx", cells)
    out = tmp_path / "second.xlsx"
    assert spendreview("run", first / "review.xlsx", "--shares", shares, "-o", out).exit_code == 0
    row = next(row for row in table(openpyxl.load_workbook(out)[SHARES]) if row["Bid"] == "DH-1")
    assert (row[FIRST], row[REASON], row[BY]) == (0.4, WHY, "A. Smith")
    held = {row["Bid"]: row["Held as run"] for row in table(openpyxl.load_workbook(out)["Bids as run"])}
    assert {bid: years for bid, years in held.items() if years} == {"DH-1": "2008-09; 2009-10", "HO-2": "2009-10"}
    one, two = (document(first / "review.xlsx", "--shares", path) for path in (shares, out))
    assert one.pop("provenance") != two.pop("provenance")
    assert json.dumps(one) == json.dumps(two)


def test_the_run_says_what_it_held(first: Path, tmp_path: Path) -> None:
    shares = edited(first / "run.xlsx", tmp_path / "settlement.xlsx", HELD)
    out = tmp_path / "second.xlsx"
    for command in ("run", "check"):
        said = spendreview(command, first / "review.xlsx", "--shares", shares).stdout
        assert f"Held        {SAYS}" in said
        assert max(map(len, said.splitlines())) <= 80
    assert "Held  " not in spendreview("run", first / "review.xlsx").stdout
    spendreview("run", first / "review.xlsx", "--shares", shares, "-o", out)
    book = openpyxl.load_workbook(out)
    (row,) = table(book["Scenario changes"])
    assert (row["Code"], row["Figure"], row["In the workbook"], row["In this scenario"]) == (
        "DH-1", "share (held)", "0 to 1", 0.4,
    )  # fmt: skip
    assert (row["Reason"], row["By"]) == (WHY, "A. Smith")
    assert row["Set at"] == f"settlement.xlsx › {SHARES}!{address(first / 'run.xlsx', 'DH-1', FIRST)}"
    record = {row["Item"]: row["Value"] for row in table(book["Run record"])}
    assert record["Shares"] == "settlement.xlsx"
    assert record["shares sha256"] == hashlib.sha256(shares.read_bytes()).hexdigest()


def test_shares_by_year_are_said_by_year(first: Path) -> None:
    settlement = with_share(first, "{HO-2: {share: {2009-10: 0.25}, reason: Phased}, HO-1: {max_share: 0.5}}")
    write_settlement(settlement, first / "by_year.xlsx")
    changes = table(openpyxl.load_workbook(first / "by_year.xlsx")["Scenario changes"])
    assert [(row["Code"], row["Figure"], row["In this scenario"]) for row in changes] == [
        ("HO-2", "share 2009-10 (held)", 0.25),
        ("HO-1", "min_share (max_share)", 0),
        ("HO-1", "max_share (max_share)", 0.5),
    ]
    said = spendreview("run", first / "held.yaml").stdout
    assert "Held        1 bid by hand: HO-2 25% in 2009-10 (Phased)" in said


def test_a_held_share_that_cannot_be_is_named_with_its_cell(first: Path, tmp_path: Path) -> None:
    tight = rows()
    tight["Limits"].append(
        {"limit": "NHS", "scope": "bid:DH-1", "control": "RDEL", "sense": "min", "2008-09": 15, "2009-10": 0}
    )
    review = making.write(tmp_path / "review.xlsx", tight)
    shares = edited(first / "run.xlsx", tmp_path / "settlement.xlsx", HELD)
    result = spendreview("run", review, "--shares", shares)
    assert result.exit_code == 4
    cell = address(first / "run.xlsx", "DH-1", FIRST)
    said = [line for line in result.stderr.splitlines() if not line.startswith("warning: ")]
    assert said == [
        "No settlement: these cannot all hold.",
        "review.xlsx › Limits!E7  AL601  limit NHS: bid:DH-1 RDEL at least £15.000m in 2008-09",
        f"settlement.xlsx › {SHARES}!{cell}  AL602  bid DH-1 is held at 40% (A. Smith: minister's commitment)",
    ]


def test_the_settlement_is_never_written_over_the_shares(first: Path) -> None:
    before = (first / "run.xlsx").read_bytes()
    result = spendreview("run", first / "review.xlsx", "--shares", first / "run.xlsx", "-o", first / "run.xlsx")
    assert result.exit_code == 2
    assert (first / "run.xlsx").read_bytes() == before


def test_only_the_shares_that_decide_are_values(first: Path) -> None:
    """A bid with one decision has formulas in later years; an annual one a value in each; all money is a formula."""
    sheet = openpyxl.load_workbook(first / "run.xlsx")[SHARES]
    found = {row["Bid"]: row for row in table(sheet)}
    assert found["DH-1"][SECOND] == "=" + "$" + address(first / "run.xlsx", "DH-1", FIRST)
    assert isinstance(found["HO-2"][SECOND], float | int)
    cost = address(first / "run.xlsx", "DH-1", "RDEL 2008-09 in full", "Bids as run")
    share = address(first / "run.xlsx", "DH-1", FIRST)
    assert found["DH-1"]["RDEL 2008-09"] == f"={share}*'Bids as run'!{cost}"
