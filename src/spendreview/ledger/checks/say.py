"""Figures of a finding in words."""

from __future__ import annotations

import re
from typing import Any

from spendreview.ledger.saying import pounds, trimmed
from spendreview.terms import Year

__all__ = ["day_in_words", "number", "per_cent", "pounds", "trimmed", "typed", "year_of"]

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def year_of(start: Any) -> str:
    """A financial year by the calendar year that it starts in.

    >>> year_of(2008)
    '2008-09'
    """
    return str(Year(int(start)))


def day_in_words(day: str) -> str:
    """A day of ISO text as it is said.

    >>> day_in_words("2008-04-01")
    '1 April 2008'
    """
    return f"{int(day[8:])} {MONTHS[int(day[5:7]) - 1]} {int(day[:4])}"


def per_cent(fraction: float) -> str:
    """A fraction in per cent, without noughts at the end.

    >>> per_cent(-0.02), per_cent(0.125), per_cent(1.0)
    ('-2%', '12.5%', '100%')
    """
    return f"{round(100 * fraction, 2) + 0.0:g}%"


def number(count: Any) -> str:
    """A number of posts, which may be parts of one; as a database of any kind sums it.

    >>> number(1_234_567), number(4.0), number(0.25)
    ('1,234,567', '4', '0.25')
    """
    return f"{float(count):,.2f}".rstrip("0").rstrip(".")


def typed(code: str) -> str:
    """A code as an argument on a command line, in quotes that every shell knows where it needs any.

    >>> typed("HO-1"), typed("HO 1")
    ('HO-1', '"HO 1"')
    """
    return code if re.fullmatch(r"[\w./-]+", code) else f'"{code}"'
