"""What stands, written as workbooks: imported into an empty ledger they say the same again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from spendreview.errors import LedgerError, OutputError
from spendreview.ledger.correct import correct
from spendreview.ledger.export import export
from spendreview.ledger.imports import import_returns
from spendreview.ledger.position import position
from spendreview.ledger.records import Position, Split
from spendreview.store import Head, Store, open_store
from spendreview.terms import Year
from tests.ledger.books import CLAIM, added, book, settings

NOWHERE = Head(0, "")


def said(store: Store, year: int, as_at: dt.date | None = None) -> Position:
    """A position, but for the entry that was the last when it was asked for."""
    found = position(store, "csr07", year=Year(year), as_at=as_at, by=Split.INITIATIVE)
    return replace(found, chain_head=NOWHERE)


def taken_back(files: tuple[Path, ...], folder: Path) -> Store:
    store = open_store(folder / "again.db", create=True)
    import_returns(store, files, "A. Official")
    return store


def claim_of(store: Store, year: int) -> int:
    with store.reading() as reader:
        sql = "SELECT entry FROM vfm_claims WHERE initiative = 'HO-PROC-01' AND year = :year ORDER BY entry"
        return int(reader.rows(sql, year=year)[0][0])


def test_an_export_gives_the_same_positions_in_an_empty_ledger(ledger: Store, tmp_path: Path) -> None:
    later = added("Claims", CLAIM | {"year": "2010-11", "gross": 20.125, "cash_share": 1 / 3, "stage": None})
    later["Return"] = settings(return_id="2009-Q5", as_at=dt.date(2009, 6, 30))
    later["Posts"][0] |= {"as_at": dt.date(2009, 5, 31), "posts": 3200}
    import_returns(ledger, [book(tmp_path, later, "later.xlsx")], "A. Official")
    correct(ledger, claim_of(ledger, 2010), "typing error", {"gross": "21.5"}, "A. Official")
    done = export(ledger, tmp_path / "out.xlsx")
    assert [path.name for path in done.files] == ["out.xlsx", "out-audits.xlsx"]
    assert done.rows["Claims"] == 4
    assert done.as_at == dt.date(2010, 7, 20)
    with taken_back(done.files, tmp_path) as again:
        for year in (2008, 2009, 2010):
            assert said(again, year) == said(ledger, year), year


def test_an_export_of_the_past_is_what_stood_then(ledger: Store, tmp_path: Path) -> None:
    before = export(ledger, tmp_path / "before.xlsx", as_at=dt.date(2009, 3, 31))
    assert [path.name for path in before.files] == ["before.xlsx"]
    correct(ledger, claim_of(ledger, 2008), "a mistake", {}, "A. Official")
    with ledger.reading() as reader:
        ((time,),) = reader.rows("SELECT max(imported_at) FROM batches WHERE kind <> 'correction'")
    after = export(ledger, tmp_path / "after.xlsx", as_at=dt.date(2009, 3, 31))
    assert (before.rows["Claims"], after.rows["Claims"]) == (3, 2)
    known = dt.datetime.fromisoformat(time)
    (tmp_path / "again").mkdir()
    again = export(ledger, tmp_path / "again" / "before.xlsx", as_at=dt.date(2009, 3, 31), known_at=known)
    assert again.head == before.head
    assert again.files[0].read_bytes() == before.files[0].read_bytes()


def test_the_workbook_is_a_return_of_the_whole_of_government_without_audits(ledger: Store, tmp_path: Path) -> None:
    done = export(ledger, tmp_path / "out.xlsx")
    sheets = openpyxl.load_workbook(done.files[0])
    assert "Audits" not in sheets.sheetnames
    told = {row[0].value: row[1].value for row in sheets["Return"].iter_rows(min_row=5)}
    assert (told["department"], told["return_id"]) == ("ALL", f"export-{done.head.entry}-2010-07-20")
    assert openpyxl.load_workbook(done.files[1]).sheetnames == ["Audits"]


def test_where_nothing_stands_nothing_is_written(empty: Store, tmp_path: Path) -> None:
    with pytest.raises(LedgerError) as refused:
        export(empty, tmp_path / "out.xlsx")
    assert [problem.code for problem in refused.value.problems] == ["LG818"]
    assert not list(tmp_path.glob("out*"))


def test_more_rows_than_a_sheet_holds_are_refused_and_nothing_is_written(
    ledger: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spendreview.ledger.export.MOST_ROWS", 2)
    with pytest.raises(OutputError) as refused:
        export(ledger, tmp_path / "out.xlsx")
    assert [problem.code for problem in refused.value.problems] == ["OUT03"]
    assert "3 rows for the sheet Claims, which has room for 2" in str(refused.value)
    assert not list(tmp_path.glob("out*"))
