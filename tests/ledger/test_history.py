"""The history of an initiative: every entry on it in its order, what became of each, and by which other."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from spendreview.errors import LedgerError
from spendreview.ledger.correct import correct
from spendreview.ledger.history import history, net_k
from spendreview.ledger.imports import import_returns
from spendreview.ledger.records import HistoryLine
from spendreview.store import Store
from tests.ledger.books import BINDING, CLAIM, INITIATIVE, book, settings, small_return
from tests.making import Rows

CODE = "HO-PROC-01"


def later(return_id: str, as_at: dt.date, **claim: Any) -> Rows:
    """A later return with one claim on the initiative."""
    told = {"return_id": return_id, "as_at": as_at}
    return {"Return": settings(**told), "Claims": [{"initiative": CODE, "year": "2008-09"} | claim]}


def states(lines: tuple[HistoryLine, ...]) -> list[tuple[int, str, int | None]]:
    return [(line.entry, line.state.value, line.state_by) for line in lines]


def test_every_entry_on_the_initiative_and_none_on_another(ledger: Store) -> None:
    lines = history(ledger, CODE)
    assert [(line.entry, line.table, line.what, line.cell) for line in lines] == [
        (6, "vfm_initiatives", "definition: Fleet contract", "Initiatives!A5"),
        (8, "vfm_claims", "claim", "Claims!A5"),
        (10, "vfm_claims", "forecast", "Claims!A7"),
        (17, "vfm_audits", "audit NAO Jul 2010: £10.000m examined, 4.000 green, 4.000 amber, 2.000 red", "Audits!D5"),
    ]
    assert states(lines) == [(6, "stands", None), (8, "stands", None), (10, "forecast", None), (17, "stands", None)]
    claim = lines[1]
    assert (str(claim.year), claim.gross_k, claim.net_k, claim.forecast) == ("2008-09", 12_500, 10_500, False)
    assert (claim.as_at, claim.file, claim.by, claim.reason) == (dt.date(2009, 3, 31), "ho.xlsx", "A. Official", "")
    assert lines[2].forecast
    assert lines[3].as_at == dt.date(2010, 7, 20)
    assert [line.gross_k for line in (lines[0], lines[3])] == [None, None]


def test_a_cell_is_that_of_the_code_wherever_its_column_stands(ledger: Store, tmp_path: Path) -> None:
    rows = later("2009-Q1", dt.date(2009, 6, 30), gross=13)
    rows["Claims"] = [{"year": "2008-09", "note": "mine", "initiative": CODE, "gross": 13}]
    import_returns(ledger, [book(tmp_path, rows, "later.xlsx")], "C")
    assert [(line.cell, line.file) for line in history(ledger, CODE)][-1] == ("Claims!C5", "later.xlsx")


def test_a_later_claim_supersedes_and_a_forecast_never_does(ledger: Store, tmp_path: Path) -> None:
    books = [
        book(tmp_path, later("Q1", dt.date(2009, 6, 30), gross=13), "q1.xlsx"),
        book(tmp_path, later("Q2", dt.date(2009, 9, 30), gross=14), "q2.xlsx"),
        book(tmp_path, later("F", dt.date(2009, 12, 31), gross=15, forecast="yes"), "f.xlsx"),
    ]
    import_returns(ledger, books, "C")
    claims = [line for line in history(ledger, CODE) if line.table == "vfm_claims"]
    assert states(tuple(claims)) == [
        (8, "superseded", 20), (10, "forecast", None), (20, "superseded", 23), (23, "stands", None),
        (26, "forecast", None),
    ]  # fmt: skip


def test_a_backdated_return_is_overtaken_where_it_belongs(ledger: Store, tmp_path: Path) -> None:
    old = later("2008-Q3", dt.date(2008, 12, 31), gross=9)
    import_returns(ledger, [book(tmp_path, old, "old.xlsx")], "C")
    assert states(history(ledger, CODE))[-1] == (20, "superseded", 8)


def test_corrections_show_with_their_reason(ledger: Store) -> None:
    correct(ledger, 8, "Figures changed places", {"gross": "15.2"}, "B. Official")
    correct(ledger, 19, "Never saved", {}, "C. Official")
    lines = {line.entry: line for line in history(ledger, CODE)}
    assert states(tuple(lines.values())) == [
        (6, "stands", None), (8, "corrected", 19), (10, "forecast", None), (17, "stands", None),
        (19, "withdrawn", 21), (21, "withdrawn", None),
    ]  # fmt: skip
    assert [(lines[n].what, lines[n].reason, lines[n].by, lines[n].file, lines[n].cell) for n in (19, 21)] == [
        ("claim, instead of entry 8", "Figures changed places", "B. Official", "", ""),
        ("withdraws entry 19", "Never saved", "C. Official", "", ""),
    ]
    assert (lines[19].gross_k, lines[19].net_k, lines[21].gross_k, lines[21].net_k) == (15_200, 13_200, None, None)


def test_what_stands_again_when_the_later_one_is_withdrawn(ledger: Store, tmp_path: Path) -> None:
    import_returns(ledger, [book(tmp_path, later("Q1", dt.date(2009, 6, 30), gross=13), "q1.xlsx")], "C")
    correct(ledger, 20, "Not theirs", {}, "B")
    assert states(history(ledger, CODE))[1] == (8, "stands", None)


def test_as_at_and_known_at_show_what_was_said_and_known_then(ledger: Store, tmp_path: Path) -> None:
    before = history(ledger, CODE)
    last = dt.datetime.fromisoformat(max(line.imported_at for line in before))
    import_returns(ledger, [book(tmp_path, later("Q1", dt.date(2009, 6, 30), gross=13), "q1.xlsx")], "C")
    correct(ledger, 8, "Typing error", {"gross": "15.2"}, "B")
    assert history(ledger, CODE, known_at=last) == before
    assert [line.entry for line in history(ledger, CODE, as_at=dt.date(2009, 3, 31))] == [6, 8, 10, 22]
    assert history(ledger, CODE, as_at=dt.date(2009, 3, 30)) == ()


def test_an_initiative_that_is_not_there_gets_the_nearest_code(ledger: Store) -> None:
    with pytest.raises(LedgerError) as caught:
        history(ledger, "HO-PROC-1")
    [problem] = caught.value.problems
    assert (problem.code, problem.found, problem.wanted) == (
        "LG813", "there is no initiative, programme or department 'HO-PROC-1'", "'HO-PROC-01'?",
    )  # fmt: skip


def test_an_empty_ledger_has_no_initiative(empty: Store) -> None:
    with pytest.raises(LedgerError, match="LG813"):
        history(empty, CODE)


@pytest.mark.parametrize(
    ("rule", "net"),
    [
        ("net_in_year", 12_500 - 1_200 - 800),
        # Three years from 2008-09 on: the first two bear the odd thousands.
        ("annualise", 12_500 - 1_200 - 267),
        ("exclude", 12_500 - 1_200),
    ],
)
def test_net_is_as_the_programme_takes_one_off_costs(empty: Store, tmp_path: Path, rule: str, net: int) -> None:
    rows = small_return()
    rows["Programmes"][0]["one_off_cost"] = rule
    import_returns(empty, [book(tmp_path, rows)], "A")
    assert next(line.net_k for line in history(empty, CODE) if line.entry == 8) == net


@pytest.mark.parametrize("basis", ["gross", "unknown"])
def test_a_claim_that_is_not_net_is_reported_as_it_stands(empty: Store, tmp_path: Path, basis: str) -> None:
    rows = small_return()
    rows["Claims"][0]["basis"] = basis
    import_returns(empty, [book(tmp_path, rows)], "A")
    assert next(line.net_k for line in history(empty, CODE) if line.entry == 8) == 12_500


def test_a_claim_after_the_final_year_bears_its_cost_at_once() -> None:
    claim = {"basis": "net", "gross_k": 10, "ongoing_cost_k": 0, "one_off_cost_k": 4, "year": 2012}
    assert net_k(claim, ("annualise", 2010)) == 6


def test_a_definition_said_again_supersedes(ledger: Store, tmp_path: Path) -> None:
    rows = {
        "Return": settings(return_id="Q1", as_at=dt.date(2009, 6, 30)),
        "Initiatives": [INITIATIVE | {"title": "Vehicles"}],
        "Claims": [CLAIM],
    }
    import_returns(ledger, [book(tmp_path, rows, "q1.xlsx")], "C")
    lines = history(ledger, CODE)
    assert [(line.entry, line.state.value, line.state_by) for line in lines if line.table == "vfm_initiatives"] == [
        (6, "superseded", 20), (20, "stands", None),
    ]  # fmt: skip


def test_every_entry_that_can_be_corrected_is_found_under_a_code(ledger: Store) -> None:
    with ledger.reading() as reader:
        kinds = reader.rows("SELECT entry, kind FROM journal")
    rows = {entry for entry, kind in kinds if kind not in ("batches", "vfm_returns")}
    codes = (CODE, "HO-IT-01", "csr07", "oep", "HO")
    assert {line.entry for code in codes for line in history(ledger, code)} == rows


def test_a_programme_and_a_department_have_a_history_too(ledger: Store, tmp_path: Path) -> None:
    binding = {"Return": settings(department="ALL", return_id="checks"), "Binding": [BINDING]}
    import_returns(ledger, [book(tmp_path, binding, "checks.xlsx")], "A. Official")
    of_programme = [(line.entry, line.table, line.what, line.cell) for line in history(ledger, "csr07")]
    assert of_programme == [
        (3, "vfm_programmes", "definition: CSR07 value for money; savings from 2008-09 to 2010-11, against 2007-08; "
            "one-off costs net_in_year", "Programmes!A5"),
        (5, "vfm_targets", "target of csr07 for HO: £1,700m, given", "Targets!A5"),
        (11, "vfm_prenetted", "taken out of HO's RDEL already for csr07: £500m", "Prenetted!A5"),
        (12, "vfm_posts", "posts of HO for csr07: 3,140 of 3,500 relocated, on 2009-03-31", "Posts!A5"),
        (17, "vfm_audits", "audit NAO Jul 2010: £10.000m examined, 4.000 green, 4.000 amber, 2.000 red", "Audits!D5"),
        (20, "vfm_binding", "check VFM08 in csr07: W; Agreed with the department", "Binding!A5"),
    ]  # fmt: skip
    tables = ("vfm_reviews", "vfm_budgets", "vfm_outturn")
    own = [(line.entry, line.what) for line in history(ledger, "HO") if line.table in tables]
    assert own == [
        (13, "review PVP-HO-1 of HO, Police procurement: £900m covered, size of prize £60m"),
        (14, "budget of HO: £9,000m near-cash"),
        (15, "outturn of HO: £8,600m near-cash"),
    ]
    assert [str(line.year) for line in history(ledger, "HO") if line.entry in (5, 11, 14)] == [
        "2010-11", "2010-11", "2008-09",
    ]  # fmt: skip


def test_a_target_that_is_said_again_or_corrected_shows_which_one_stands(ledger: Store, tmp_path: Path) -> None:
    target = small_return()["Targets"][0] | {"amount": 1800}
    rows = {"Return": settings(return_id="Q1", as_at=dt.date(2009, 6, 30)), "Targets": [target]}
    import_returns(ledger, [book(tmp_path, rows, "q1.xlsx")], "C")
    correct(ledger, 12, "Counted twice", {"posts": "3000"}, "B")
    found = states(history(ledger, "csr07"))
    assert [line for line in found if line[0] in (5, 20, 12, 22)] == [
        (5, "superseded", 20), (12, "corrected", 22), (20, "stands", None), (22, "stands", None),
    ]  # fmt: skip


def test_a_review_that_moves_to_another_department_is_shown_whole_to_both(ledger: Store, tmp_path: Path) -> None:
    review = small_return()["Reviews"][0] | {"department": "DH"}
    moved = {"Return": settings(department="ALL", as_at=dt.date(2009, 6, 30)), "Reviews": [review]}
    import_returns(ledger, [book(tmp_path, moved, "moved.xlsx")], "C")
    for department in ("HO", "DH"):
        lines = tuple(line for line in history(ledger, department) if line.table == "vfm_reviews")
        assert states(lines) == [(13, "superseded", 20), (20, "stands", None)]


def test_where_a_code_is_both_the_initiative_is_meant(ledger: Store, tmp_path: Path) -> None:
    rows = {
        "Return": settings(return_id="Q1", as_at=dt.date(2009, 6, 30)),
        "Initiatives": [INITIATIVE | {"initiative": "csr07"}],
    }
    import_returns(ledger, [book(tmp_path, rows, "q1.xlsx")], "C")
    assert {line.table for line in history(ledger, "csr07")} == {"vfm_initiatives"}


@pytest.mark.parametrize(("code", "wanted"), [("csr7", "'csr07'?"), ("HOO", "'HO'?")])
def test_the_nearest_code_may_be_a_programme_or_a_department(ledger: Store, code: str, wanted: str) -> None:
    with pytest.raises(LedgerError) as caught:
        history(ledger, code)
    assert caught.value.problems[0].wanted == wanted
