"""What a check is: conditions on a claim, its initiative and its programme, and the words that a finding is told in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any

from spendreview.entries import Filed
from spendreview.ledger.tables import CLAIMS, INITIATIVES
from spendreview.ledger.words import Force

Facts = Mapping[str, Any]
"""What is known where a check finds something: fields of the claim (c), and of its initiative with its programme (d),
by the names of the database; money in £ thousand, years as the calendar year they start in, days as ISO text."""

Told = Callable[[Facts], str]
"""What was found there, or what is wanted, in words."""


class Of(Enum):
    """What a part of a check looks at: the definition of an initiative, or each of its claims."""

    INITIATIVE = INITIATIVES
    CLAIM = CLAIMS

    @property
    def filed(self) -> Filed:
        """The sheet that its cells stand on."""
        return self.value


class Bench(StrEnum):
    """What a condition needs besides the claim, its initiative and its programme: looked up once for all of them."""

    DUPLICATES = "duplicates"
    SISTERS = "sisters"
    LAPSED = "lapsed"
    CUMULATED = "cumulated"
    MOVED = "moved"
    AUDITED = "audited"
    POSTS = "posts"
    NETTED = "netted"
    RULINGS = "rulings"
    HELD = "held"


@dataclass(frozen=True, kw_only=True)
class Part:
    """One condition of a check, and the cell at fault where it holds.

    when     in SQL: on d, the initiative as it stands, and its programme; c, the claim (only of CLAIM)
    column   of the sheet, whose cell is at fault
    found    what stands there; wanted what would pass
    warns    whether it warns and no more, whatever the check does
    totals   whether published totals are held to it: most conditions need facts that a total does not have
    needs    the benches that the condition speaks of
    """

    of: Of
    column: str
    when: str
    found: Told
    wanted: Told
    warns: bool = False
    totals: bool = False
    needs: tuple[Bench, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Check:
    """One of the 28.

    code   VFM01 to VFM28, stable
    level  what it does where nothing else is said: E keeps from counting, W warns
    parts  none for checks of sums of many claims, which are made apart and keep none from counting
    """

    code: str
    level: Force
    parts: tuple[Part, ...] = ()

    @property
    def number(self) -> int:
        """1 to 28."""
        return int(self.code[3:])

    @property
    def bit(self) -> int:
        """Its place in a whole number that tells which checks found something."""
        return 1 << (self.number - 1)


def initiative(column: str, when: str, found: Told, wanted: Told, **more: Any) -> Part:
    """A condition on the definition of an initiative."""
    return Part(of=Of.INITIATIVE, column=column, when=when, found=found, wanted=wanted, **more)


def claim(column: str, when: str, found: Told, wanted: Told, **more: Any) -> Part:
    """A condition on a claim."""
    return Part(of=Of.CLAIM, column=column, when=when, found=found, wanted=wanted, **more)


def always(words: str) -> Told:
    """The same words wherever it holds."""
    return lambda facts: words
