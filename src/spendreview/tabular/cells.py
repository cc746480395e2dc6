"""The kinds of cell: each turns what Excel holds into a typed value, or says what was wanted instead.

What spending teams really send is read, with a warning: numbers as text, ``(12)``, ``£34.5``, a lone dash. What could
mean two things is refused.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar

from spendreview.errors import nearest
from spendreview.tabular.amounts import Money, Number
from spendreview.tabular.raw import CellFault, Kind, Note, as_text, shown, year_from_date
from spendreview.tabular.typed import meant_year, without_unseen
from spendreview.terms import Year


@dataclass(frozen=True, slots=True)
class Text:
    """Free text."""

    wanted: str = "text"
    width: int = 24

    def parse(self, raw: Any, note: Note) -> str:
        """The text as it stands; dates are written out."""
        if isinstance(raw, dt.datetime | dt.date):
            return f"{raw:%Y-%m-%d}"
        return as_text(raw)


@dataclass(frozen=True, slots=True)
class Raw:
    """A cell as it stands, for a sheet in which each row has a kind of its own."""

    wanted: str = "a value"
    width: int = 40

    def parse(self, raw: Any, note: Note) -> Any:
        """The cell's value, untouched."""
        return raw


@dataclass(frozen=True, slots=True)
class Code:
    """A short name by which other rows refer to this one; no semicolon, and no space unless allowed."""

    wanted: str = "a short code without spaces"
    width: int = 16
    spaces: bool = False

    def parse(self, raw: Any, note: Note) -> str:
        """The code, as text."""
        text = without_unseen(as_text(raw, self.wanted))
        if not text:
            raise CellFault("WB101", "a blank cell", self.wanted)
        if ";" in text or (not self.spaces and re.search(r"\s", text)):
            raise CellFault("WB109", shown(raw), self.wanted)
        return text


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words, whatever their case."""

    options: type[StrEnum]
    width: int = 14
    without: tuple[str, ...] = ()

    @property
    def wanted(self) -> str:
        """The options in words."""
        return "one of " + ", ".join(self.words)

    @property
    def words(self) -> tuple[str, ...]:
        """The options that this column takes."""
        return tuple(option.value for option in self.options if option.value not in self.without)

    def parse(self, raw: Any, note: Note) -> StrEnum:
        """The member of the options that the cell names."""
        text = raw.strip() if isinstance(raw, str) else shown(raw)
        option = _by_folded(self.options).get(text.casefold())
        if option is not None and option.value not in self.without:
            return option
        near = nearest(text, self.words)
        raise CellFault("WB104", shown(raw), self.wanted + (f" (did you mean {str(near)!r}?)" if near else ""))


@cache
def _by_folded(options: type[StrEnum]) -> dict[str, StrEnum]:
    return {option.value.casefold(): option for option in options}


@dataclass(frozen=True, slots=True)
class YesNo:
    """``yes`` or ``no``."""

    wanted: str = "yes or no"
    width: int = 10

    def parse(self, raw: Any, note: Note) -> bool:
        """True for yes; Excel's own TRUE and FALSE are understood too."""
        if isinstance(raw, bool):
            return raw
        text = as_text(raw, self.wanted).casefold()
        if text not in {"yes", "no", "y", "n"}:
            raise CellFault("WB104", shown(raw), self.wanted)
        return text.startswith("y")


@dataclass(frozen=True, slots=True)
class FinancialYear:
    """A financial year; calendar years are read as the financial year that starts in them, where allowed."""

    calendar: bool = False
    width: int = 11

    @property
    def wanted(self) -> str:
        """How a year is written."""
        return "a year such as 2008-09" + (" or 2008" if self.calendar else "")

    def parse(self, raw: Any, note: Note) -> Year:
        """The year; one that Excel turned into a date is read back, with a warning."""
        restored = year_from_date(raw)
        if restored is not None:
            note("WW204", f"{shown(raw)} was read back as {restored}; format the cell as text")
            return Year.parse(restored)
        if isinstance(raw, dt.datetime | dt.date):
            raise CellFault("WB106", shown(raw), self.wanted)
        text = as_text(raw, self.wanted)
        if self.calendar and re.fullmatch(r"\d{4}", text):
            return Year(int(text))
        try:
            return Year.parse(text)
        except ValueError:
            raise CellFault("WB106", shown(raw), self.wanted + meant_year(text)) from None


@dataclass(frozen=True, slots=True)
class ListOf:
    """Several cells in one, with a separator between them.

    asks_of_commas  whether a comma inside a part may be meant for the separator, and nothing else would tell
    """

    kind: Kind
    separator: str = ";"
    width: int = 20
    asks_of_commas: bool = False

    @property
    def wanted(self) -> str:
        """What the parts are."""
        return f"{self.kind.wanted}, {self.separator!r} between several"

    def parse(self, raw: Any, note: Note) -> tuple[Any, ...]:
        """The parts in order; a single value that is not text is a list of one."""
        if not isinstance(raw, str):
            return (self.kind.parse(raw, note),)
        parts = [part.strip() for part in raw.split(self.separator)]
        if isinstance(self.kind, Number | Money) and "" in parts:
            wanted = f"a figure before and after every {self.separator!r}"
            raise CellFault("WB102", f"{shown(raw)} has an empty part", wanted)
        return tuple(self._part(part, note) for part in parts if part)

    def _part(self, part: str, note: Note) -> Any:
        if self.asks_of_commas and "," in part:
            note("WW214", f"a comma inside {part!r}, read as one: is {self.separator!r} meant between several?")

        def told(code: str, sentence: str) -> None:
            # Figures in a list are text by nature: no word about those that are written as figures are.
            if code != "WW201" or not _FIGURE.fullmatch(part):
                note(code, sentence)

        return self.kind.parse(part, told)


_FIGURE = re.compile(r"-?\d+(\.\d*)?")


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar date."""

    LAST: ClassVar[dt.date] = dt.date(9998, 12, 31)

    wanted: str = "a date such as 2008-04-01"
    width: int = 12

    def parse(self, raw: Any, note: Note) -> dt.date:
        """The date; ISO text is read too. The last day that there is stands for never in some systems: it is none."""
        day = raw.date() if isinstance(raw, dt.datetime) else raw
        if not isinstance(day, dt.date):
            try:
                day = dt.date.fromisoformat(as_text(raw, self.wanted))
            except ValueError:
                raise CellFault("WB106", shown(raw), self.wanted) from None
        if day > self.LAST:
            raise CellFault("WB106", shown(raw), self.wanted)
        return day


def options_of(kind: Kind) -> tuple[str, ...]:
    """The words for a drop-down, or none."""
    if isinstance(kind, Choice):
        return kind.words
    return ("yes", "no") if isinstance(kind, YesNo) else ()
