"""Figures among words, as formulas: what a sentence or a label says follows the cells that it speaks of."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from spendreview.tabular.book import Formula

BIG = 1000.0
"""From this size on figures are shown without decimals."""


def decimals_for(amounts: list[float]) -> int:
    """How many decimals the figures of one chart are shown with: none where any is big, else one.

    >>> decimals_for([12.5, -3000.0]), decimals_for([12.5])
    (0, 1)
    """
    return 0 if max(map(abs, amounts), default=0.0) >= BIG else 1


def figure(address: str, amount: float, decimals: int, *, signed: bool = False) -> Formula:
    """An amount as text with commas, and with a sign for a rise where ``signed``. FIXED knows no locale's format codes.

    >>> figure("A5", 1234.5, 0, signed=True).value, figure("A5", -0.2, 0).value
    ('+1,235', '0')
    """
    rounded = f"ROUND({address},3)"
    shown = f"FIXED({rounded},{decimals})"
    if signed:
        shown = f'IF({rounded}>0,"+","")&{shown}'
    half = 0.5 * 10**-decimals
    return Formula(f'=IF(ABS({rounded})<{half:g},"0",{shown})', _words(amount, decimals, signed=signed))


def sentence(*parts: str | Formula) -> Formula:
    """Words and live figures joined to one text.

    >>> sentence("Score: ", Formula("=B2", "81.2"), ".").text
    '="Score: "&(B2)&"."'
    """
    texts = [f"({part.text[1:]})" if isinstance(part, Formula) else quoted(part) for part in parts]
    values = [str(part.value) if isinstance(part, Formula) else part for part in parts]
    return Formula("=" + "&".join(texts), "".join(values))


def quoted(text: str) -> str:
    """Text as it stands inside a formula, where one piece holds no more than 255 characters."""
    pieces = [text[start : start + 250] for start in range(0, len(text), 250)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


def _words(amount: float, decimals: int, *, signed: bool) -> str:
    """As FIXED shows it: a half goes away from nil."""
    rounded = round(amount, 3)
    if abs(rounded) < 0.5 * 10**-decimals:
        return "0"
    shown = Decimal(repr(rounded)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{shown:+,}" if signed and shown > 0 else f"{shown:,}"
