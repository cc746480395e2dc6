"""The vocabulary: financial years, budget controls, and the words that columns may hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

DepartmentCode = NewType("DepartmentCode", str)
BidCode = NewType("BidCode", str)
PriorityCode = NewType("PriorityCode", str)
IndicatorCode = NewType("IndicatorCode", str)
LimitCode = NewType("LimitCode", str)
RuleCode = NewType("RuleCode", str)

_YEAR = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class Year:
    """A financial year, 1 April to 31 March; ``start`` is the calendar year in which it begins."""

    start: int

    @classmethod
    def parse(cls, text: str) -> Year:
        """The year written ``2008-09``.

        raises  ValueError where the text is not a financial year, or its two halves do not follow each other

        >>> str(Year.parse("1999-00") + 1)
        '2000-01'
        """
        match = _YEAR.fullmatch(text.strip())
        if match is None or (int(match[1]) + 1) % 100 != int(match[2]):
            raise ValueError(f"{text!r} is not a financial year such as 2008-09")
        return cls(int(match[1]))

    def __str__(self) -> str:
        return f"{self.start:04d}-{(self.start + 1) % 100:02d}"

    def __add__(self, years: int) -> Year:
        return Year(self.start + years)

    def __sub__(self, other: Year) -> int:
        return self.start - other.start


class Control(StrEnum):
    """A budget control. TDEL is derived; ADMIN and NEAR_CASH are of-which lines of RDEL; AME is outside DEL."""

    RDEL = "RDEL"
    CDEL = "CDEL"
    ADMIN = "ADMIN"
    NEAR_CASH = "NEAR_CASH"
    DEPRECIATION = "DEPRECIATION"
    AME = "AME"
    TDEL = "TDEL"


COSTED_CONTROLS: tuple[Control, ...] = tuple(control for control in Control if control is not Control.TDEL)
"""The six controls in which a bid or a baseline may carry money."""


class Sense(StrEnum):
    """Which way a limit holds."""

    MAX = "max"
    MIN = "min"
    EQUAL = "equal"


class Status(StrEnum):
    """Where a figure comes from: a result that rests on an illustrative row says so."""

    PUBLISHED = "published"
    PROVISIONAL = "provisional"
    ILLUSTRATIVE = "illustrative"


class BidKind(StrEnum):
    """What sort of claim on money a bid is."""

    BASELINE = "baseline"
    PRESSURE = "pressure"
    NEW = "new"
    SAVING = "saving"
    CAPITAL_PROJECT = "capital_project"
    INVEST_TO_SAVE = "invest_to_save"
    TEMPORARY = "temporary"


class Phasing(StrEnum):
    """Whether a bid has one share for all years, or one for each."""

    PROFILE = "profile"
    ANNUAL = "annual"


class Profile(StrEnum):
    """How soon an effect follows the spending."""

    IMMEDIATE = "immediate"
    MID = "mid"
    LAGGED = "lagged"


class RuleKind(StrEnum):
    """The kinds of row that the sheet Rules takes."""

    REAL_GROWTH_FLOOR = "real_growth_floor"
    REAL_GROWTH_CEILING = "real_growth_ceiling"
    ADMIN_REAL_REDUCTION = "admin_real_reduction"
    SWITCH_TO_CAPITAL = "switch_to_capital"
    SWITCH_TO_RESOURCE = "switch_to_resource"
    EYF = "eyf"
    RESERVE = "reserve"
    BARNETT = "barnett"
    POPULATION_SHARE = "population_share"
    DEVOLVED_ADDITION = "devolved_addition"
    SAVING = "saving"


TOTAL = "total"
"""The scope that names every department, devolved ones included."""
