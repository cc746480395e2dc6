"""Cells that hold figures: numbers within bounds, and money. Text that is plainly one number is read, with a word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from spendreview import money
from spendreview.tabular.raw import CellFault, Note, shown

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

    width: int = 13
    negative: bool = True

    @property
    def wanted(self) -> str:
        """The unit, and whether less than nothing is allowed."""
        return "a number in £ million" + ("" if self.negative else ", 0 or more")

    def parse(self, raw: Any, note: Note) -> int:
        """£ thousand; more than three decimals are rounded half-even, with a warning."""
        thousands = self._thousands(raw, note)
        if thousands < 0 and not self.negative:
            raise CellFault("WB103", shown(raw), self.wanted)
        return thousands

    def _thousands(self, raw: Any, note: Note) -> int:
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
