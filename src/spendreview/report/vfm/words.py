"""The ledger's figures in words: money, shares and what a figure is, the same on a terminal and in a pipe."""

from __future__ import annotations

from collections.abc import Iterable

from spendreview.codes.checks import CHECKS
from spendreview.ledger.checks.records import Checked
from spendreview.ledger.records import Figures, Imported, Position, PostLine, Rating, Taken, YearLine
from spendreview.ledger.words import PostMeasure
from spendreview.store import Head

NOT_TESTABLE = "not testable"
NO_AUDIT = "no audit"
NO_TARGET = "no target"
NO_CLAIM = "no claim"

RATING_WORDS = {
    Rating.GREEN: "green",
    Rating.AMBER_GREEN: "amber-green",
    Rating.AMBER_RED: "amber-red",
    Rating.RED: "red",
}
"""Statuses as they are said."""

BORDERS = "from counting over target; the borders are ours, not official"
"""What must be said beside a status."""

PASSES = "what passes the checks that bind"
"""What must be said beside what counts."""

CELLS_NAMED = "vfm checks names the cells"
"""Where to look for what the checks found."""

SEVERAL = "a claim that fails several stands under each"
"""What must be said of what each check keeps from counting."""

HALF = "a weight of ours, not the auditors'"
"""What must be said beside a single figure out of audits."""


def digits_for(amounts_k: Iterable[int | None]) -> int:
    """How many decimals of £ million show these amounts: none where all are whole, three where all are small.

    amounts_k  £ thousand; None is passed over

    >>> digits_for([26_500_000, None]), digits_for([26_500_400, 100]), digits_for([1_250, 12])
    (0, 1, 3)
    """
    known = [abs(amount) for amount in amounts_k if amount is not None]
    if all(amount % 1000 == 0 for amount in known):
        return 0
    return 1 if max(known) >= 10_000 or all(amount % 100 == 0 for amount in known) else 3


def money(amount_k: int | None, digits: int, *, sign: bool = False, missing: str = "") -> str:
    """£ thousand as £ million with so many decimals, nought being without a sign.

    >>> money(26_500_000, 0), money(-40, 1), money(5_000_000, 0, sign=True), money(None, 0, missing="no target")
    ('26,500', '0.0', '+5,000', 'no target')
    """
    if amount_k is None:
        return missing
    rounded = round(amount_k / 1000, digits) + 0.0
    return f"{rounded:{'+' if sign and rounded else ''},.{digits}f}"


def pounds(amount_k: int, digits: int) -> str:
    """An amount with its sign before the pound.

    >>> pounds(-3_000, 0), pounds(12_500, 1), pounds(-40, 1)
    ('-£3m', '£12.5m', '£0.0m')
    """
    shown = money(amount_k, digits)
    return f"-£{shown[1:]}m" if shown.startswith("-") else f"£{shown}m"


def percent(share: float | None, *, sign: bool = False) -> str:
    """A share in per cent to a tenth; nothing where there is none.

    >>> percent(26_500 / 21_500), percent(5_000 / 21_500, sign=True), percent(-0.0001), percent(None)
    ('123.3%', '+23.3%', '0.0%', '')
    """
    if share is None:
        return ""
    rounded = round(100 * share, 1) + 0.0
    return f"{rounded:{'+' if sign and rounded else ''},.1f}%"


def share_of(part_k: int | None, whole_k: int | None) -> float | None:
    """One amount over another; None where either is missing or the other is not above nought."""
    return None if part_k is None or whole_k is None or whole_k <= 0 else part_k / whole_k


MEASURE_WORDS = {
    PostMeasure.REDUCTION_GROSS: "reductions, gross",
    PostMeasure.REALLOCATED: "of which reallocated",
    PostMeasure.RELOCATED: "relocated",
}
"""What is counted of posts."""


def reported(line: Figures, digits: int) -> str:
    """What departments say, or that they say nothing yet."""
    return NO_CLAIM if line.basis == "none" else money(line.reported_k, digits)


def counting(line: Figures, digits: int) -> str:
    """What counts, or that it cannot be tested; blank without a claim."""
    return money(line.counting_k, digits, missing=NOT_TESTABLE if basis(line) else "")


def year_counting(line: YearLine, digits: int) -> str:
    """What counts in a year, or that it cannot be tested."""
    return money(line.counting_k, digits, missing=NOT_TESTABLE if line.reported_k is not None else "")


def taken_words(own: Taken) -> str:
    """A check and what it is called."""
    return f"{own.check} {CHECKS[own.check].title}"


def taken_digits(position: Position) -> int:
    """How many decimals show what the checks keep from counting, as what is reported has them."""
    own = position.figures
    taken = (amount for each in position.taken for amount in (each.amount_k, each.alone_k))
    return digits_for((own.reported_k, own.counting_k, own.other_improvement_k, *taken))


def not_counting_words(own: Imported) -> str:
    """How many claims each check keeps from counting."""
    return ", ".join(f"{check} {count:,}" for check, count in own.not_counting.items())


def checked_words(own: Imported) -> list[str]:
    """What the checks say of the claims of a return that has come in; nothing where they found nothing."""
    held = [f"{own.held:,} not counting: {not_counting_words(own)}"] if own.held else []
    warned = [f"{own.warned:,} with a warning"] if own.warned else []
    return [*held, *warned, CELLS_NAMED] if held or warned else []


def post_words(line: PostLine) -> str:
    """Whose posts they are and what is counted of them."""
    return f"{line.department} {MEASURE_WORDS[PostMeasure(line.measure)]}"


def evidenced(line: Figures, digits: int) -> str:
    """The evidenced range, from audited green to green and amber; blank where nothing was audited."""
    if line.evidenced_low_k is None or line.evidenced_high_k is None:
        return ""
    return f"{money(line.evidenced_low_k, digits)}–{money(line.evidenced_high_k, digits)}"


def basis(line: Figures) -> str:
    """Whether the reported figure is net of its costs; blank without a claim."""
    return "" if line.basis == "none" else line.basis


def over_k(part_k: int | None, line: Figures) -> int | None:
    """By how much an amount is over the target, or below nought under it; None without a target or a claim."""
    return None if part_k is None or line.target_k is None or line.basis == "none" else part_k - line.target_k


def status(line: Figures) -> str:
    """The status, or why there is none."""
    if line.status is not None:
        return RATING_WORDS[line.status]
    if line.basis == "none":
        return NO_CLAIM
    return NO_TARGET if not line.target_k else NOT_TESTABLE


def known_words(of: Position | Checked) -> str:
    """The two dates that an answer depends on: what departments spoke of, and when it was known."""
    known = "all that is in the ledger" if of.known_at is None else f"what the ledger held at {of.known_at}"
    return f"As at {of.as_at.isoformat()}, from {known}"


def title_words(position: Position) -> str:
    """What the position is of, and in which year."""
    title = f"{position.title[0].upper()}{position.title[1:]}"
    named = title if position.programme is None else f"{title} ({position.programme})"
    return f"{named}: position in {position.year}"


def head_words(head: Head) -> str:
    """The last entry known, and what it is good for."""
    return f"entry {head.short} (vfm verify --head checks it)"
