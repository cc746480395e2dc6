"""A correction takes an entry's place, once, with a reason; and nothing that an import would refuse."""

from __future__ import annotations

import multiprocessing
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import pytest

from spendreview.errors import LedgerError, StoreError
from spendreview.ledger.correct import correct
from spendreview.ledger.imports import import_returns
from spendreview.ledger.tables import CLAIMS, TABLES
from spendreview.store import Store, open_store, verify
from tests.ledger.books import book, small_report, small_return

PROGRAMME, WITHIN, TARGET, DEFINITION, OTHER, CLAIM, OTHERS_CLAIM, FORECAST = 3, 4, 5, 6, 7, 8, 9, 10
POSTS, FINDING = 12, 17
"""The numbers of entries in the ledger of these tests."""


def row(store: Store, table: str, entry: int) -> dict[str, Any]:
    """One entry as it is stored."""
    columns = next(own.columns for own in TABLES if own.name == table)
    with store.reading() as reader:
        found = reader.rows(f"SELECT {', '.join(columns)} FROM {table} WHERE entry = :entry", entry=entry)[0]
    return dict(zip(columns, found, strict=True))


def refusal(
    store: Store, entry: int, changes: dict[str, str], reason: str = "Typing error"
) -> list[tuple[str, str, str]]:
    """The code, what was found and what was wanted of each fault of a correction that must be refused whole."""
    with store.reading() as reader:
        before = reader.head
    with pytest.raises(LedgerError) as caught:
        correct(store, entry, reason, changes, "B. Official")
    with store.reading() as reader:
        assert reader.head == before
    return [(own.code, own.found, own.wanted) for own in caught.value.problems]


def codes(store: Store, entry: int, changes: dict[str, str], reason: str = "Typing error") -> list[str]:
    return [code for code, _, _ in refusal(store, entry, changes, reason)]


def test_a_correction_is_the_row_but_for_its_changes(ledger: Store) -> None:
    was = row(ledger, "vfm_claims", CLAIM)
    done = correct(ledger, CLAIM, " Two figures changed places ", {"gross": "15.2", "Stage": "final"}, "B. Official")
    assert (done.entry, done.corrects, done.table) == (19, CLAIM, "vfm_claims")
    assert row(ledger, "vfm_claims", CLAIM) == was
    changed = {"entry": 19, "batch": 18, "sheet_row": 0, "corrects": CLAIM, "gross_k": 15_200, "stage": "final"}
    # Half of the gross saving frees cash: worked out anew.
    assert row(ledger, "vfm_claims", 19) == was | changed | {"cash_gross_k": 7_600}
    with ledger.reading() as reader:
        assert reader.head == done.head
        batch = reader.rows("SELECT kind, key, as_at, by_whom, reason, file FROM batches WHERE entry = 18")
    assert batch == [("correction", "8", "2009-03-31", "B. Official", "Two figures changed places", "")]
    assert verify(ledger, TABLES, [str(done.head)]).ok


def test_a_correction_without_changes_withdraws(ledger: Store) -> None:
    was = row(ledger, "vfm_claims", CLAIM)
    correct(ledger, CLAIM, "Claimed twice", {}, "B. Official")
    new = {"entry": 19, "batch": 18, "sheet_row": 0, "corrects": CLAIM, "withdrawn": 1}
    assert row(ledger, "vfm_claims", 19) == was | new


def test_a_correction_can_be_corrected_and_a_withdrawal_taken_back(ledger: Store) -> None:
    assert correct(ledger, CLAIM, "One", {"gross": "13"}, "B").entry == 19
    assert correct(ledger, 19, "Two", {}, "B").entry == 21
    assert correct(ledger, 21, "Three", {"gross": "13"}, "B").entry == 23
    chain = [row(ledger, "vfm_claims", entry) for entry in (CLAIM, 19, 21, 23)]
    assert [(own["corrects"], own["withdrawn"], own["gross_k"]) for own in chain] == [
        (None, 0, 12_500), (CLAIM, 0, 13_000), (19, 1, 13_000), (21, 0, 13_000),
    ]  # fmt: skip
    assert {own["version"] for own in chain} == {"2009-03-31 HO/2009-Q4"}


def test_an_entry_is_corrected_once(ledger: Store) -> None:
    correct(ledger, CLAIM, "One", {"gross": "13"}, "B")
    assert refusal(ledger, CLAIM, {"gross": "14"}) == [
        ("LG814", "entry 8 was corrected by entry 19", "to correct entry 19")
    ]
    assert codes(ledger, CLAIM, {}) == ["LG814"]


@pytest.mark.parametrize("entry", [-1, 0, 18, 2**70])
def test_an_entry_that_is_not_there(ledger: Store, entry: int) -> None:
    assert codes(ledger, entry, {"gross": "13"}) == ["LG813"]


@pytest.mark.parametrize(("entry", "what"), [(1, "an import"), (2, "a return"), (16, "an import")])
def test_what_is_no_row_of_a_sheet_is_not_corrected(ledger: Store, entry: int, what: str) -> None:
    [(code, found, _)] = refusal(ledger, entry, {"gross": "13"})
    assert (code, found) == ("LG813", f"entry {entry} is {what}, no row of a sheet")


@pytest.mark.parametrize("reason", ["", "  ", "\u00a0\n"])
def test_a_correction_needs_a_reason(ledger: Store, reason: str) -> None:
    assert codes(ledger, CLAIM, {"gross": "13"}, reason) == ["LG815"]
    assert codes(ledger, CLAIM, {}, reason) == ["LG815"]


def test_every_fault_of_a_correction_is_told_at_once(ledger: Store) -> None:
    told = refusal(ledger, CLAIM, {"gros": "1", "months": "13", "year": "2009-10"}, " ")
    assert [code for code, _, _ in told] == ["LG815", "LG816", "LG816", "LG816"]
    assert told[1][2] == "'gross'?"
    assert told[2][1:] == ("entry 8, months: '13'", "a whole number from 1 to 12")
    assert "which thing it speaks of" in told[3][1]


@pytest.mark.parametrize(
    ("entry", "change"),
    [
        (CLAIM, ("gross", "n/a")),
        (CLAIM, ("gross", "12,5")),
        (CLAIM, ("gross", "")),
        (CLAIM, ("gross", "12.3456")),
        (CLAIM, ("cash_share", "1.2")),
        (CLAIM, ("method_agreed", "perhaps")),
        (CLAIM, ("stage", "finall")),
        (CLAIM, ("initiative", "HO-IT-01")),
        (CLAIM, ("forecast", "yes")),
        (CLAIM, ("sheet_row", "7")),
        (CLAIM, ("cash_gross_k", "7")),
        (DEFINITION, ("started", "soon")),
        (PROGRAMME, ("final_year", "2010")),
        (PROGRAMME, ("min_years", "2.5")),
        (FINDING, ("report", "NAO Jul 2011")),
    ],
)
def test_a_change_that_cannot_be(ledger: Store, entry: int, change: tuple[str, str]) -> None:
    assert codes(ledger, entry, dict([change])) == ["LG816"]


@pytest.mark.parametrize(
    "changes",
    [{"gross": "12.5"}, {"gross": "12.500", "stage": "Interim", "method_agreed": "y"}, {"assurance": " "}],
)
def test_a_change_that_changes_nothing(ledger: Store, changes: dict[str, str]) -> None:
    [(code, found, _)] = refusal(ledger, CLAIM, changes)
    assert (code, found) == ("LG816", "entry 8 says what it says already")


def test_what_was_withdrawn_is_not_withdrawn_again(ledger: Store) -> None:
    correct(ledger, CLAIM, "Claimed twice", {}, "B")
    [(code, found, _)] = refusal(ledger, 19, {})
    assert (code, found) == ("LG816", "entry 19 was withdrawn already")


def test_a_blank_is_what_a_blank_cell_would_be(ledger: Store) -> None:
    done = correct(ledger, CLAIM, "Unknown", {"ongoing_cost": "", "cash_share": "", "evidence": ""}, "B")
    now = row(ledger, "vfm_claims", done.entry)
    assert (now["ongoing_cost_k"], now["cash_share"], now["cash_gross_k"], now["evidence"]) == (0, None, None, None)


@pytest.mark.parametrize(
    ("entry", "changes", "code"),
    [
        (PROGRAMME, {"first_year": "2007-08"}, "LG808"),
        (PROGRAMME, {"within": "oep"}, "LG809"),
        (PROGRAMME, {"within": "csr07"}, "LG809"),
        (PROGRAMME, {"within": "opp"}, "LG804"),
        (TARGET, {"phasing": "multiplicative"}, "LG810"),
        (TARGET, {"rate": "0.03"}, "LG810"),
        (DEFINITION, {"programme": "csr7"}, "LG804"),
        (DEFINITION, {"department": "DH"}, "LG805"),
        (DEFINITION, {"department": "all"}, "LG817"),
        (FINDING, {"green": "5"}, "LG811"),
        (FINDING, {"green": "-1", "amber": "9"}, "LG811"),
    ],
)
def test_what_an_import_would_refuse_a_correction_may_not_bring(
    ledger: Store, entry: int, changes: dict[str, str], code: str
) -> None:
    assert code in codes(ledger, entry, changes)


def test_a_correction_in_a_correction_of_anothers_return_keeps_its_department(ledger: Store) -> None:
    correct(ledger, DEFINITION, "One", {"title": "Vehicles"}, "B")
    assert codes(ledger, 19, {"department": "DH"}) == ["LG805"]


def test_a_definition_that_something_names_is_not_withdrawn(ledger: Store) -> None:
    told = refusal(ledger, DEFINITION, {})
    assert [(code, found) for code, found, _ in told] == [
        ("LG804", "entry 6 defines 'HO-PROC-01', which entry 8 of Claims and 1 more names"),
        ("LG804", "entry 6 defines 'HO-PROC-01', which entry 17 of Audits names"),
    ]
    assert {code for code, _, _ in refusal(ledger, PROGRAMME, {})} == {"LG804"}
    correct(ledger, OTHERS_CLAIM, "None was made", {}, "B")
    assert correct(ledger, OTHER, "Never begun", {}, "B").entry == 21
    correct(ledger, WITHIN, "Not a programme of its own", {}, "B")


def test_a_definition_may_go_where_another_stands(ledger: Store, tmp_path: Path) -> None:
    rows = small_return(return_id="2010-Q1")
    import_returns(ledger, [book(tmp_path, rows, "later.xlsx")], "A. Official")
    assert correct(ledger, DEFINITION, "Said better later", {}, "B").corrects == DEFINITION


def test_the_date_of_an_auditors_finding_moves_with_it(ledger: Store) -> None:
    done = correct(ledger, FINDING, "Published later", {"date": "2010-08-02"}, "B")
    assert row(ledger, "vfm_audits", done.entry)["version"] == "2010-08-02 NAO Jul 2010"
    with ledger.reading() as reader:
        assert reader.rows("SELECT as_at FROM batches WHERE entry = :entry", entry=done.entry - 1) == [("2010-08-02",)]


def test_a_remark_comes_with_the_correction(ledger: Store) -> None:
    assert correct(ledger, PROGRAMME, "Cut short", {"final_year": "2009-10"}, "B").findings == ()
    [remark] = correct(ledger, TARGET, "Typing error", {"amount": "1800"}, "B").findings
    assert (remark.code, remark.place.sheet, remark.place.cell) == ("LW902", "Targets", None)
    assert remark.found.startswith("entry 5: 2010-11 is outside the programme's years")


def test_a_finding_that_was_withdrawn_may_be_recorded_anew(ledger: Store, tmp_path: Path) -> None:
    other = book(tmp_path, small_report(green=5, amber=3), "again.xlsx")
    with pytest.raises(LedgerError, match="LG812"):
        import_returns(ledger, [other], "A. Official")
    correct(ledger, FINDING, "Read from a draft", {}, "B")
    [done] = import_returns(ledger, [other], "A. Official")
    assert done.claims == 1


def test_the_same_return_again_is_no_news_after_a_correction(ledger: Store, tmp_path: Path) -> None:
    correct(ledger, CLAIM, "Typing error", {"gross": "13"}, "B")
    [again] = import_returns(ledger, [book(tmp_path)], "A. Official")
    assert again.already_imported


def _race(url: str, gross: str, start: Barrier, told: Any) -> None:
    with open_store(url) as store:
        start.wait()
        try:
            told.put(("in", correct(store, CLAIM, "Both at once", {"gross": gross}, "B").entry))
        except LedgerError as error:
            told.put((error.problems[0].code, error.problems[0].found))


def test_of_two_processes_correcting_one_entry_one_is_told(ledger: Store, store_url: str) -> None:
    spawn = multiprocessing.get_context("spawn")
    start, told = spawn.Barrier(2), spawn.Queue()
    both = [spawn.Process(target=_race, args=(store_url, gross, start, told)) for gross in ("13", "14")]
    for process in both:
        process.start()
    found = sorted((told.get(timeout=60) for _ in both), key=str)
    for process in both:
        process.join()
    assert found == [("LG814", "entry 8 was corrected by entry 19"), ("in", 19)]
    with ledger.reading() as reader:
        assert reader.rows("SELECT entry FROM vfm_claims WHERE corrects = :entry", entry=CLAIM) == [(19,)]
    assert verify(ledger, TABLES).ok


@pytest.mark.parametrize("change", ["UPDATE vfm_claims SET gross_k = 0", "DELETE FROM vfm_claims"])
def test_nothing_but_a_correction_changes_an_entry(ledger: Store, change: str) -> None:
    with pytest.raises(StoreError, match="ST713"), ledger.writing() as writer:
        writer.rows(change)
    assert verify(ledger, TABLES).ok


def test_a_store_of_many_corrections_holds_each_row_once(ledger: Store) -> None:
    last = CLAIM
    for number in range(10):
        last = correct(ledger, last, f"Correction {number}", {"gross": f"{20 + number}"}, "B").entry
    with ledger.reading() as reader:
        from spendreview.entries import Moment, live_sql
        from spendreview.ledger.known import EVER

        moment = Moment(as_at=EVER, known=reader.head.entry)
        stands = reader.rows(live_sql(CLAIMS, ("entry", "gross_k"), "year = 2008"), **moment.parameters)
    assert sorted(stands) == [(OTHERS_CLAIM, 3_000), (last, 29_000)]


def test_a_correction_says_what_was_and_what_is(ledger: Store) -> None:
    done = correct(ledger, CLAIM, "Typing error", {"gross": "-3", "method_agreed": ""}, "B")
    assert done.was == "claim on HO-PROC-01 in 2008-09: £12.5m gross"
    assert done.now == "claim on HO-PROC-01 in 2008-09: -£3m gross"
    assert done.changed == {"gross": ("12.5", "-3"), "method_agreed": ("yes", "")}
    gone = correct(ledger, done.entry, "Not theirs", {}, "B")
    assert (gone.was, gone.now, gone.changed) == (done.now, None, {})
    back = correct(ledger, gone.entry, "Theirs after all", {"gross": "3"}, "B")
    assert back.was == "nothing: it was withdrawn"
    assert correct(ledger, TARGET, "Wrong", {}, "B").was == "target of csr07 for HO: £1,700m, given in 2010-11"
    assert correct(ledger, POSTS, "Wrong", {}, "B").was.endswith("3,140 of 3,500 relocated, on 2009-03-31")
    assert correct(ledger, FINDING, "Wrong", {}, "B").was.endswith("2.000 red; on csr07, HO, HO-PROC-01")


def test_a_finding_moved_to_a_day_to_come_is_remarked_on(ledger: Store) -> None:
    [remark] = correct(ledger, FINDING, "Published later", {"date": "2926-08-02"}, "B").findings
    assert (remark.code, remark.found) == ("LW905", "entry 17: 2926-08-02 is still to come")
