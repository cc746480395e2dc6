"""The kinds of cell: each turns what Excel holds into a typed value, or says what was wanted instead.

What spending teams really send is read, with a warning: numbers as text, ``(12)``, ``£34.5``, a lone dash. What could
mean two things is refused.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, Protocol

from spendreview import money
from spendreview.errors import nearest
from spendreview.tabular.typed import meant_year, without_unseen
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


LARGEST = 1e12
"""No figure of a review is larger; beyond it the solver's arithmetic means nothing."""

_SPACE = "[ \u00a0\u202f\u2009]"
_PARTS = re.compile(rf"(?P<lead>(?:[(£+-]|{_SPACE})*)(?P<digits>[\d.].*?)(?P<tail>(?:\)|{_SPACE})*)")
_PLAIN = re.compile(rf"(\d+|\d{{1,3}}(,\d{{3}})+|\d{{1,3}}({_SPACE}\d{{3}})+)(\.\d*)?([eE][+-]?\d+)?|\.\d+")
_DECIMAL_COMMA = re.compile(r"\d+,\d+")
_MINUS = str.maketrans({"\N{MINUS SIGN}": "-", "\N{EN DASH}": "-"})
_LEADS = {"": "", "+": "", "-": "-", "(": "-"}


def number_from_text(text: str, wanted: str, cell: str | None = None) -> str:
    """The digits in text such as ``1,234``, ``1 234``, ``(12)`` or ``£34.5``, ready for Decimal or float.

    cell    the whole cell, for the message, where the text is a part of it
    raises  CellFault for anything that is not plainly one number
    """
    found = shown(text if cell is None else cell)
    parts = _PARTS.fullmatch(text.strip().translate(_MINUS))
    if parts is None:
        raise CellFault("WB102", found, wanted)
    digits, lead = parts["digits"], re.sub(_SPACE, "", parts["lead"]).replace("£", "", 1)
    if lead in {"(-", "(+", "-(", "+("} and parts["tail"].strip() == ")":
        raise CellFault("WB102", found, f"{wanted}, with brackets or a sign, not both")
    if lead not in _LEADS or parts["tail"].strip() != (")" if lead == "(" else ""):
        raise CellFault("WB102", found, wanted)
    if _PLAIN.fullmatch(digits):
        return _LEADS[lead] + re.sub(rf",|{_SPACE}", "", digits)
    if _DECIMAL_COMMA.fullmatch(digits):
        meant = _LEADS[lead] + digits.replace(",", ".")
        raise CellFault("WB108", found, f"a decimal point, not a comma: did you mean {meant}")
    raise CellFault("WB102", found, wanted)


def refuse_non_numbers(raw: object, wanted: str) -> None:
    """Dates and TRUE are numbers to Excel, never to us."""
    if isinstance(raw, bool):
        raise CellFault("WB102", shown(raw), wanted)
    if not isinstance(raw, int | float | str):
        raise CellFault("WB107", shown(raw), wanted)


@dataclass(frozen=True, slots=True)
class Number:
    """A number within bounds; ``percent`` allows ``5%`` as text."""

    minimum: float | None = None
    maximum: float | None = None
    above: float | None = None
    whole: bool = False
    width: int = 12

    @property
    def wanted(self) -> str:
        """The bounds in words."""
        words = "a whole number" if self.whole else "a number"
        if self.above is not None:
            return f"{words} above {self.above:g}"
        if self.minimum is not None and self.maximum is not None:
            return f"{words} from {self.minimum:g} to {self.maximum:g}"
        if self.minimum is not None:
            return f"{words} of {self.minimum:g} or more"
        return words

    def parse(self, raw: Any, note: Note) -> float | int:
        """The number, a float unless whole."""
        refuse_non_numbers(raw, self.wanted)
        value = self._from_text(raw, note) if isinstance(raw, str) else float(raw)
        self._check(value, raw)
        return int(value) if self.whole else value

    def _from_text(self, text: str, note: Note) -> float:
        percent = text.strip().endswith("%")
        value = float(number_from_text(text.strip().removesuffix("%"), self.wanted, text))
        value = value / 100 if percent else value
        note("WW201", f"{shown(text)} is text; read as {value:.15g}")
        return value

    def _check(self, value: float, raw: object) -> None:
        if not abs(value) <= LARGEST:
            raise CellFault("WB103", shown(raw), f"{self.wanted}, at most {LARGEST:,.0f}")
        if self.whole and value != int(value):
            raise CellFault("WB103", shown(raw), self.wanted)
        low = self.minimum is not None and value < self.minimum
        low = low or (self.above is not None and value <= self.above)
        if low or (self.maximum is not None and value > self.maximum):
            raise CellFault("WB103", shown(raw), self.wanted)


@dataclass(frozen=True, slots=True)
class Money:
    """£ million in the workbook, whole £ thousand from here on."""

    LARGEST_M: ClassVar[float] = 1e8

    wanted: str = "a number in £ million"
    width: int = 13

    def parse(self, raw: Any, note: Note) -> int:
        """£ thousand; more than three decimals are rounded half-even, with a warning."""
        if type(raw) is float:
            # A cell typed as 12.345 is exact to the thousand: no need for decimal arithmetic on the long sheets.
            thousands = round(raw * 1000) if abs(raw) < self.LARGEST_M else None
            if thousands is not None and thousands / 1000 == raw:
                return thousands
        refuse_non_numbers(raw, self.wanted)
        return self._exact(raw, note)

    def _exact(self, raw: Any, note: Note) -> int:
        text = number_from_text(raw, self.wanted) if isinstance(raw, str) else repr(raw)
        value = float(text)
        if not abs(value) < self.LARGEST_M:
            raise CellFault("WB103", shown(raw), f"{self.wanted} below £100 trillion")
        if isinstance(raw, str):
            note("WW201", f"{shown(raw)} is text; read as {value:.15g}")
        thousands = money.thousands(text)
        # Excel keeps 15 significant digits, so a sum that shows 0.1 may hold 0.1 and a crumb: that is no rounding.
        if abs(value * 1000 - thousands) > 1e-6 * max(1.0, abs(value)):
            note("WW202", f"{shown(raw)} has more than three decimals; read as {thousands / 1000:.3f}")
        return thousands


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


def listed(words: Iterable[str]) -> str:
    """Words for a message: ``a, b or c``."""
    *head, last = list(words) or [""]
    return f"{', '.join(head)} or {last}" if head else last
