"""The workbook of a history: every entry on a code, a row each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import spendreview
from spendreview.ledger.records import HistoryLine
from spendreview.report.lines import LAST_WORD
from spendreview.report.vfm.as_json import millions
from spendreview.report.vfm.history import entries, state
from spendreview.store import Head
from spendreview.tabular.book import NOT_APPLICABLE, Book, Cell, Field, Look, Page, Shown, Table
from spendreview.tabular.book_render import write_book


def write_history(code: str, lines: Sequence[HistoryLine], head: Head, path: Path) -> None:
    """Write the workbook; the same entries make the same bytes.

    raises  OutputError where the file cannot be written, because it is open in Excel for one
    """
    last = max(own.as_at for own in lines) if lines else datetime(2000, 1, 1)
    book = Book(
        title=f"History of {code}",
        pages=(_page(code, lines, head),),
        created=datetime(last.year, last.month, last.day),
        subject=LAST_WORD,
        keywords="value for money, efficiency",
        comments=f"spendreview {spendreview.__version__}. Chain head {head}.",
    )
    write_book(book, Path(path))


def _page(code: str, lines: Sequence[HistoryLine], head: Head) -> Page:
    return Page(
        name="Entries",
        heading=f"{code}: {entries(lines)}",
        lines=(
            "Every entry in the order in which it came, £ million. Nothing is ever changed: what is put right has an "
            "entry of its own.",
            f"{LAST_WORD} Chain head {head}.",
        ),
        table=Table(fields=_fields(lines)),
    )


def _fields(lines: Sequence[HistoryLine]) -> tuple[Field, ...]:
    def field(header: str, cells: Sequence[Cell], width: float, shown: Shown = Shown.TEXT) -> Field:
        look = Look.RESULT if shown is Shown.MONEY else Look.PLAIN
        group = header in ("What", "State")
        return Field(header=header, cells=cells, shown=shown, look=look, width=width, group=group)

    def amount(amount_k: int | None) -> Cell:
        return NOT_APPLICABLE if amount_k is None else millions(amount_k)

    return (
        field("Entry", [own.entry for own in lines], 9, Shown.COUNT),
        field("What", [own.what for own in lines], 44, Shown.WRAPPED),
        field("Year", [str(own.year) if own.year is not None else NOT_APPLICABLE for own in lines], 10),
        field("Gross", [amount(own.gross_k) for own in lines], 11, Shown.MONEY),
        field("Net, as reported", [amount(own.net_k) for own in lines], 11, Shown.MONEY),
        field("State", [state(own) for own in lines], 26),
        field("As at", [own.as_at.isoformat() for own in lines], 12),
        field("Entered", [own.imported_at for own in lines], 29),
        field("By", [own.by for own in lines], 22, Shown.WRAPPED),
        field("File", [own.file or NOT_APPLICABLE for own in lines], 26, Shown.WRAPPED),
        field("Cell", [own.cell or NOT_APPLICABLE for own in lines], 16),
        field("Reason", [own.reason or NOT_APPLICABLE for own in lines], 40, Shown.WRAPPED),
    )
