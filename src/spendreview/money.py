"""£ thousand and £ million, deflating and growth: the only place where money changes its unit."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal


def thousands(amount_m: float | int | str) -> int:
    """Whole £ thousand in an amount of £ million, half-even on its decimal digits as shown.

    >>> thousands(0.0125), thousands(34.5), thousands("-1.2345")
    (12, 34500, -1234)
    """
    return int((Decimal(str(amount_m)) * 1000).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


def millions(amount_k: int) -> float:
    """£ million in whole £ thousand; exact to the nearest float.

    >>> millions(12345)
    12.345
    """
    return amount_k / 1000


def real_terms(cash_m: float, deflator: float, deflator_of_base: float) -> float:
    """Cash £m of a year in the prices of the base year: cash * D[base] / D[year].

    source  HM Treasury, GDP deflators at market prices: user guide

    >>> round(real_terms(102.7, 102.7, 100.0), 3)
    100.0
    """
    return cash_m * deflator_of_base / deflator


def average_real_growth(first_m: float, last_m: float, deflator_ratio: float, years: int) -> float | None:
    """Average annual real growth as a fraction: ((last / deflator ratio) / first) ** (1 / years) - 1.

    first_m, last_m    £ million, cash, of the baseline year and the last one
    deflator_ratio     D[last] / D[first]
    returns            None where either amount is not positive: growth has no meaning there
    source             Treasury Committee HC 279 (2006-07): growth "on average between 2007-08 and 2010-11"

    >>> round(average_real_growth(100.0, 110.0, 1.05, 3), 4)
    0.0156
    """
    if first_m <= 0 or last_m <= 0:
        return None
    return float((last_m / deflator_ratio / first_m) ** (1 / years) - 1)
