"""What a cell holds, before it is of any kind: how it is shown, whether it is blank, what is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from spendreview.terms import Year

Note = Callable[[str, str], None]
"""Takes the code and the sentence of a warning about the cell being read."""

BLANK = ""


class CellFault(Exception):
    """What is wrong with one cell: code, what was found, what was wanted."""

    def __init__(self, code: str, found: str, wanted: str) -> None:
        super().__init__(code, found, wanted)
        self.code, self.found, self.wanted = code, found, wanted


class Kind(Protocol):
    """How one column's cells are read, and how the template shows them."""

    @property
    def wanted(self) -> str:
        """What a cell should hold, in words."""

    @property
    def width(self) -> int:
        """How many characters wide the template makes the column."""

    def parse(self, raw: Any, note: Note) -> Any:
        """The typed value of a cell that is not blank; raises CellFault."""


def shown(raw: object) -> str:
    """A cell's value as the user would recognise it in a message."""
    if isinstance(raw, bool):
        return str(raw).upper()
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw))
    if isinstance(raw, dt.datetime | dt.date):
        return f"the date {raw:%d %B %Y}".replace(" 0", " ")
    return repr(raw) if isinstance(raw, str) else str(raw)


def year_from_date(raw: object) -> str | None:
    """The financial year that Excel turned into a date when it was typed: 2008-09 became 1 September 2008."""
    if isinstance(raw, dt.datetime | dt.date) and raw.day == 1 and raw.month == (raw.year + 1) % 100:
        return str(Year(raw.year))
    return None


def as_text(raw: object, wanted: str = "text") -> str:
    """A cell as text without surrounding space; whole numbers without their decimal point."""
    if isinstance(raw, str):
        # An escaped NUL is no character that anybody typed, and no database takes it.
        return raw.replace("\u00a0", " ").replace("\x00", "").strip()
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise CellFault("WB104", shown(raw), wanted)
    return shown(raw)


def is_blank(raw: Any) -> bool:
    """Whether a cell holds nothing, or nothing but space."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def listed(words: Iterable[str]) -> str:
    """Words for a message: ``a, b or c``."""
    *head, last = list(words) or [""]
    return f"{', '.join(head)} or {last}" if head else last
