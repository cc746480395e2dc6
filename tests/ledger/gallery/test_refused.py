"""What is refused leaves nothing behind; and messages say what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from spendreview.errors import LedgerError, StoreError
from spendreview.ledger.imports import checked_store, file_all, import_returns, read_each
from spendreview.store import open_store
from tests.ledger.books import CLAIM, book, changed, settings, small_report, small_return
from tests.ledger.gallery.files import only, review, settlement
from tests.ledger.gallery.rows import later


def test_no_store_is_made_for_a_return_that_is_refused(tmp_path: Path) -> None:
    bad = book(tmp_path, changed("Claims", 0, months=13))
    with pytest.raises(LedgerError, match="WB103"), checked_store(tmp_path / "new.db", read_each([bad])):
        raise AssertionError("nothing may be filed")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ho.xlsx"]


def test_the_first_good_return_makes_the_store(tmp_path: Path) -> None:
    read = read_each([book(tmp_path)])
    with checked_store(tmp_path / "new.db", read) as store:
        [done] = file_all(store, read, "A. Official")
    with open_store(tmp_path / "new.db") as store, store.reading() as reader:
        assert reader.head == done.head


def test_faults_that_only_the_ledger_shows_come_with_those_of_cells(tmp_path: Path) -> None:
    with open_store(tmp_path / "store.db", create=True) as store:
        import_returns(store, [book(tmp_path)], "A. Official")
    rows = later(CLAIM | {"months": 13}, CLAIM | {"initiative": "HO-IT-01"}, CLAIM | {"initiative": "HO-IT-02"})
    read = read_each([book(tmp_path, rows, "later.xlsx")])
    with pytest.raises(LedgerError) as caught, checked_store(tmp_path / "store.db", read):
        raise AssertionError("nothing may be filed")
    assert [(own.code, own.place.cell) for own in caught.value.problems] == [("WB103", "H5"), ("LG804", "A7")]


def test_a_store_that_cannot_be_opened_says_so_and_not_that_it_is_missing(tmp_path: Path) -> None:
    (tmp_path / "store.db").write_text("no database at all, however one looks at it")
    with pytest.raises(StoreError, match="ST703"), checked_store(tmp_path / "store.db", read_each([book(tmp_path)])):
        raise AssertionError("nothing may be filed")


def test_every_fault_of_every_file_is_told_at_once_with_its_file(tmp_path: Path) -> None:
    files = [
        book(tmp_path, changed("Claims", 0, gross="n/a"), "one.xlsx"),
        book(tmp_path, {"Return": settings(return_id="fine")}, "two.xlsx"),
        tmp_path / "three.xlsx",
        book(tmp_path, small_report(green=5), "four.xlsx"),
        book(tmp_path, {"Return": settings(return_id="x", department="DH"), "Claims": [CLAIM]}, "five.xlsx"),
    ]
    with open_store(tmp_path / "store.db", create=True) as store:
        import_returns(store, [book(tmp_path)], "A. Official")
        with store.reading() as reader:
            head = reader.head
        with pytest.raises(LedgerError) as caught:
            import_returns(store, files, "A. Official")
        with store.reading() as reader:
            assert reader.head == head
    assert [(own.place.file, own.code) for own in caught.value.problems] == [
        ("one.xlsx", "WB102"), ("three.xlsx", "WB001"), ("four.xlsx", "LG811"), ("five.xlsx", "LG805"),
    ]  # fmt: skip


def test_remarks_stand_beside_the_faults(tmp_path: Path) -> None:
    files = [
        book(tmp_path, changed("Claims", 0, gross="12.5"), "one.xlsx"),
        book(tmp_path, changed("Claims", 0, gross="n/a", ongoing_cost="-"), "two.xlsx"),
    ]
    with open_store(tmp_path / "store.db", create=True) as store, pytest.raises(LedgerError) as caught:
        import_returns(store, files, "A. Official")
    assert [(own.place.file, own.code) for own in caught.value.warnings] == [
        ("one.xlsx", "WW201"),
        ("two.xlsx", "WW203"),
    ]


def wanted(path: Path, tmp_path: Path) -> tuple[str, str]:
    with open_store(tmp_path / "store.db", create=True) as store, pytest.raises(LedgerError) as caught:
        import_returns(store, [path], "A. Official")
    return caught.value.problems[0].found, caught.value.problems[0].wanted


def test_a_workbook_of_another_kind_is_named_with_the_command_that_reads_it(tmp_path: Path) -> None:
    assert wanted(review(tmp_path), tmp_path) == (
        "a review workbook, with no sheet 'Return'", "a VfM workbook; `spendreview check` reads it",
    )  # fmt: skip
    found, remedy = wanted(settlement(tmp_path), tmp_path)
    assert found == "a settlement workbook, with no sheet 'Return'"
    assert "--shares" in remedy
    found, remedy = wanted(only("Claims")(tmp_path), tmp_path)
    assert (found, "spendreview template vfm" in remedy) == ("no sheet 'Return'", True)


@pytest.mark.parametrize(
    ("rows", "near"),
    [
        (changed("Claims", 0, initiative="HO-PROC-1"), "'HO-PROC-01'?"),
        (changed("Targets", 0, programme="csr7"), "'csr07'?"),
        (changed("Claims", 0, basis="nett"), "did you mean 'net'"),
        (changed("Claims", 0, grosss=1), "'gross'?"),
        (small_return(return_idd="x"), "'return_id'?"),
    ],
)
def test_an_unknown_name_gets_the_nearest_known_one(
    rows: dict[str, list[dict[str, object]]], near: str, tmp_path: Path
) -> None:
    assert near in wanted(book(tmp_path, rows), tmp_path)[1]


def test_a_control_total_missed_says_by_how_much(tmp_path: Path) -> None:
    found, remedy = wanted(book(tmp_path, small_return(control_total=14)), tmp_path)
    assert found == "£14.000m, where the claims add up to £13.500m as they are reported"
    assert "£0.500m more" in remedy


def test_a_finding_on_what_nobody_defined_names_the_sheet_that_would(tmp_path: Path) -> None:
    for told, sheet in (({"programme": "zz"}, "Programmes"), ({"initiative": "zz"}, "Initiatives")):
        with open_store(tmp_path / f"{sheet}.db", create=True) as store:
            import_returns(store, [book(tmp_path)], "A. Official")
            with pytest.raises(LedgerError) as caught:
                import_returns(store, [book(tmp_path, small_report(**told), "nao.xlsx")], "A. Official")
        assert [problem.wanted for problem in caught.value.problems] == [
            f"a code that the ledger has, or a row in {sheet} for it"
        ]


def test_a_cost_that_is_spread_is_held_against_the_control_total_by_its_share(tmp_path: Path) -> None:
    rows = small_return(control_total=13.5)
    rows["Programmes"][0]["one_off_cost"] = "annualise"
    # £0.8m over three years: £0.267m of it in 2008-09.
    assert wanted(book(tmp_path, rows), tmp_path)[0] == (
        "£13.500m, where the claims add up to £14.033m as they are reported"
    )
