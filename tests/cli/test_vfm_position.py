"""Where programmes stand, as a user asks it: for a reader, for a machine, as at a date and as known at a time."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import make_url

from spendreview.cli.vfm.position import SPLITS
from spendreview.ledger.records import Split
from spendreview.store import open_store
from tests.cli.vfm import book, document, filled, invoke, small_report
from tests.ledger.books import changed, settings

FIGURES = {
    "target_m", "reported_m", "basis", "counting_m", "other_improvement_m", "not_testable_m", "evidenced_low_m",
    "evidenced_high_m", "evidenced_half_m", "audited_share", "cash_releasing_share", "delivered",
    "delivered_reported", "one_off_to_date_m", "status", "forecast_m", "of_which_within_m",
}  # fmt: skip
POSITION = FIGURES | {"programme", "year", "as_at", "known_at", "final_target_m", "taken", "notes", "chain_head"}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that is only asked."""
    return filled(tmp_path_factory.mktemp("ledger"))


def head_of(store: Path) -> str:
    with open_store(store) as opened, opened.reading() as reader:
        return str(reader.head)


def test_json_has_the_figures_of_the_whole_and_of_each_group(ledger: Path) -> None:
    asked = ("--programme", "csr07", "--year", "2008-09", "--by", "initiative", "--store", ledger)
    found = document("position", *asked)
    assert set(found) == POSITION | {"schema", "groups"}
    assert (found["schema"], found["programme"], found["year"], found["known_at"]) == (1, "csr07", "2008-09", None)
    assert (found["as_at"], found["chain_head"]) == ("2010-07-20", head_of(ledger))
    # 12.5 - 1.2 - 0.8, and 3.0 of the second initiative; half of 12.5 is cash before these costs, and half of 3.
    assert (found["target_m"], found["reported_m"], found["basis"]) == (20.0, 13.5, "net")
    # Nobody says of which year the baseline is, that quality is kept, or who signed it off.
    assert (found["counting_m"], found["other_improvement_m"]) == (0.0, 13.5)
    assert [(own["check"], own["claims"], own["amount_m"], own["alone_m"]) for own in found["taken"]] == [
        ("VFM02", 2, 13.5, 0.0), ("VFM08", 2, 13.5, 0.0), ("VFM09", 2, 13.5, 0.0), ("VFM25", 2, 13.5, 0.0),
    ]  # fmt: skip
    assert (found["evidenced_low_m"], found["evidenced_high_m"], found["evidenced_half_m"]) == (4.0, 8.0, 6.0)
    assert found["audited_share"] == pytest.approx(10 / 13.5, abs=1e-9)
    assert (found["delivered"], found["delivered_reported"]) == (0, pytest.approx(13.5 / 20))
    assert (found["status"], found["one_off_to_date_m"], found["final_target_m"]) == ("red", 0.8, 35.5)
    assert [set(group) for group in found["groups"]] == [FIGURES | {"key"}] * 2
    assert {group["key"]: group["reported_m"] for group in found["groups"]} == {"HO-PROC-01": 10.5, "HO-IT-01": 3.0}


def test_what_cannot_be_tested_is_null_and_said_in_words(ledger: Path) -> None:
    found = document("position", "--programme", "gershon", "--store", ledger)
    assert (found["counting_m"], found["not_testable_m"], found["status"]) == (None, 26500.0, None)
    assert (found["delivered"], round(found["delivered_reported"], 3)) == (None, 1.233)
    assert found["groups"] == []
    said = " ".join(invoke("position", "--programme", "gershon", "--store", ledger).stdout.split())
    assert "Target 21,500 Reported (basis unknown) 26,500 123.3% of target; what departments say" in said
    assert "Counting not testable published totals, with no initiatives behind them that could be tested" in said
    assert "Evidenced no audit" in said
    assert "Reported less target +5,000 +23.3% of target" in said
    assert "Status not testable" in said


def test_lines_hold_every_figure_that_must_not_stand_alone(ledger: Path) -> None:
    result = invoke("position", "--programme", "csr07", "--year", "2008-09", "--by", "department", "--store", ledger)
    said = " ".join(result.stdout.split())
    for words in (
        "CSR07 value for money (csr07): position in 2008-09",
        "As at 2010-07-20, from all that is in the ledger",
        "Target 20.0 on the way to £35.5m in 2010-11",
        "Reported (basis net) 13.5",
        "Counting 0.0 0.0% of target; what passes the checks that bind",
        "Other improvement 13.5 does not count; kept and shown",
        "VFM09 Quality not shown to be kept 2 13.5 0.0",
        "Evidenced (74.1% audited) 4.0–8.0 20.0%–40.0% of target",
        "amber at one half 6.0 30.0% of target; a weight of ours, not the auditors'",
        "Counting less target -20.0 -100.0% of target",
        "One-off cost to date 0.8",
        "Status red from counting over target; the borders are ours, not official",
        "HO reported 13.5 (net), counting 0.0, other improvement 13.5, evidenced 4.0–8.0 (74.1% audited), no target",
        "HO relocated 2009-03-31 3,140 3,500",
        "Posts: counts, beside the money and never added to it",
        "2008-09 20.0 13.5 0.0",
    ):
        assert words in said, words
    assert said.endswith(
        f"Ledger entry {short(ledger)} (vfm verify --head checks it) The tool informs; ministers decide."
    )
    assert max(map(len, result.stdout.splitlines())) <= 80


def short(store: Path) -> str:
    with open_store(store) as opened, opened.reading() as reader:
        return reader.head.short


def test_without_a_programme_all_of_them_each_once(ledger: Path) -> None:
    found = document("position", "--store", ledger)
    assert found["programme"] is None
    assert "csr07" in [group["key"] for group in found["groups"]]
    assert invoke("position", "--store", ledger).stdout.startswith("All programmes: position in ")


def test_as_at_and_known_at_give_back_earlier_positions(tmp_path: Path) -> None:
    store = filled(tmp_path)
    before = document("position", "--programme", "csr07", "--year", "2008-09", "--store", store)
    with open_store(store) as opened, opened.reading() as reader:
        ((time,),) = reader.rows("SELECT max(imported_at) FROM batches")
    later = changed("Claims", 0, gross=14)
    later["Return"] = settings(return_id="2010-Q2", as_at="2010-09-30")
    invoke("import", book(tmp_path, later, "later.xlsx"), "--store", store)
    asked = ("--programme", "csr07", "--year", "2008-09", "--store", store)
    after = document("position", *asked)
    assert (before["reported_m"], after["reported_m"]) == (13.5, 15.0)
    as_known = document("position", *asked, "--known-at", time)
    assert {**as_known, "known_at": None} == before
    assert as_known["known_at"] is not None
    as_at = document("position", *asked, "--as-at", "2010-07-20")
    assert as_at == {**before, "chain_head": after["chain_head"]}
    assert (
        f"from what the ledger held at {as_known['known_at']}" in invoke("position", *asked, "--known-at", time).stdout
    )


@pytest.mark.parametrize("command", ["position", "compare", "export"])
@pytest.mark.parametrize(
    ("option", "value", "known"),
    [
        ("--as-at", "9999-12-31", True),
        ("--known-at", "9999-12-31T23:59:59-12:00", True),
        ("--known-at", "0001-01-01T00:00:00+14:00", False),
        ("--known-at", "0900-01-01", False),
    ],
)
def test_the_first_and_the_last_day_there_are(
    command: str, option: str, value: str, known: bool, ledger: Path, tmp_path: Path
) -> None:
    """Everything is known on the last, and before the first return nothing."""
    words = [command, tmp_path / "out.xlsx"] if command == "export" else [command]
    result = invoke(*words, "--store", ledger, option, value, "--json")
    assert isinstance(result.exception, SystemExit | None), result.exception
    assert result.exit_code == 0 or not known
    if command == "position" and known:
        asked = ("--programme", "csr07", "--year", "2008-09", "--store", ledger)
        assert document("position", *asked, option, value)["reported_m"] == 13.5
    if command == "position" and not known:
        refused = invoke("position", "--programme", "csr07", option, value, "--store", ledger, "--json")
        assert [problem["code"] for problem in json.loads(refused.stdout)["problems"]] == ["LG818"]


@pytest.mark.parametrize(
    "wrong",
    [
        ["--year", "2010"],
        ["--year", "2010-12"],
        ["--as-at", "31/03/2009"],
        ["--as-at", "2009-02-30"],
        ["--known-at", "yesterday"],
        ["--by", "size"],
        ["-o", "position.pdf"],
    ],
    ids=" ".join,
)
def test_what_is_not_understood_is_a_usage_error_that_says_what_is(wrong: list[str], ledger: Path) -> None:
    result = invoke("position", "--store", ledger, *wrong)
    assert result.exit_code == 2
    assert "such as" in result.stderr or "is not one of" in result.stderr or "does not end in" in result.stderr


@pytest.mark.parametrize("words", ["position --programme gersho", "compare csr07 gersho"])
def test_a_programme_that_is_not_known_is_refused_with_the_nearest(words: str, ledger: Path) -> None:
    result = invoke(*words.split(), "--store", ledger, "--json")
    assert result.exit_code == 3
    (problem,) = json.loads(result.stdout)["problems"]
    assert (problem["code"], problem["wanted"]) == ("LG818", "'gershon'?")
    assert "Nothing was run" not in result.stderr


def test_every_split_can_be_asked_for(ledger: Path) -> None:
    assert tuple(split.value for split in Split) == SPLITS
    for split in SPLITS:
        found = document("position", "--programme", "csr07", "--year", "2008-09", "--by", split, "--store", ledger)
        assert sum(group["reported_m"] for group in found["groups"]) == pytest.approx(13.5), split


@pytest.mark.parametrize("words", ["position", "position --programme csr07", "compare", "compare csr07"])
def test_before_the_first_import_nothing_was_known(words: str, ledger: Path) -> None:
    result = invoke(*words.split(), "--known-at", "2001-01-01", "--store", ledger)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "LG818  nothing was known at 2001-01-01: the first import came at 20" in result.stderr
    assert "wanted a later --known-at" in result.stderr


def test_compare_puts_programmes_side_by_side_in_the_order_given(ledger: Path) -> None:
    found = document("compare", "gershon", "csr07", "gershon", "--store", ledger)
    assert set(found) == {"schema", "programmes"}
    assert [set(own) for own in found["programmes"]] == [POSITION] * 2
    assert [(own["programme"], own["year"]) for own in found["programmes"]] == [
        ("gershon", "2007-08"),
        ("csr07", "2010-11"),
    ]
    assert {own["programme"] for own in document("compare", "--store", ledger)["programmes"]} == {
        "csr07",
        "gershon",
        "oep",
    }


def test_the_table_of_programmes_can_be_held_against_the_sources(ledger: Path) -> None:
    result = invoke("compare", "gershon", "csr07", "--store", ledger)
    rows = {line[:20].strip(): line[20:].split() for line in result.stdout.splitlines() if line[:20].strip()}
    assert rows["£m a year"] == ["gershon", "csr07"]
    assert rows["Target"] == ["21,500", "35.5"]
    assert rows["Reported less target"] == ["+5,000"]
    assert rows["in per cent"] == ["+23.3%"]
    assert "not testable" in next(line for line in result.stdout.splitlines() if line.startswith("Counting"))
    assert "What must be known beside it" in result.stdout
    assert result.stdout.endswith("The tool informs; ministers decide.\n")
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_a_ledger_without_programmes_has_nothing_to_compare(tmp_path: Path) -> None:
    store = tmp_path / "empty.db"
    open_store(store, create=True).close()
    for command in ("compare", "position"):
        result = invoke(command, "--store", store)
        assert (result.exit_code, "LG818" in result.stderr) == (3, True)


@pytest.mark.parametrize("words", ["position --programme gershon", "compare gershon csr07"])
def test_a_workbook_is_written_where_asked_and_said_to_be(words: str, ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "answer.xlsx"
    result = invoke(*words.split(), "--store", ledger, "-o", out)
    assert result.exit_code == 0
    assert result.stderr == f"\nWorkbook: {out}\n"
    assert openpyxl.load_workbook(out, read_only=True).sheetnames[0] == "Cover"


def test_the_ledger_itself_is_never_written_over(tmp_path: Path) -> None:
    store = tmp_path / "ledger.xlsx"
    invoke("import", book(tmp_path), book(tmp_path, small_report(), "nao.xlsx"), "--store", store)
    before = store.read_bytes()
    result = invoke("position", "--store", store, "-o", store)
    assert result.exit_code == 2
    assert "name another file" in result.stderr
    assert store.read_bytes() == before


def test_either_database_answers_alike_and_is_named_without_a_password(store_url: str, tmp_path: Path) -> None:
    files = [book(tmp_path), book(tmp_path, small_report(), "nao.xlsx")]
    assert invoke("import", *files, "--store", store_url).exit_code == 0
    found = document("position", "--programme", "csr07", "--year", "2008-09", SPENDREVIEW_STORE=store_url)
    assert (found["reported_m"], found["evidenced_high_m"]) == (13.5, 8.0)
    said = invoke("verify", "--store", store_url).stdout
    assert "17 entries are as entered." in " ".join(said.split())
    password = make_url(store_url).password
    assert password is None or password not in said
