"""The rows that a reader is shown of a position or of several: no figure without those that must stand beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spendreview.ledger.records import Figures, Position, YearLine
from spendreview.report.vfm.words import (
    BORDERS,
    HALF,
    NO_AUDIT,
    NO_TARGET,
    PASSES,
    basis,
    counting,
    digits_for,
    evidenced,
    money,
    over_k,
    percent,
    reported,
    share_of,
    status,
)

NOT_STATED = "not stated"
UNTESTED = "published totals, with no initiatives behind them that could be tested"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of a position.

    label   what it is; for figures that mislead alone, with what must be known of them
    amount  £ million a year, or why there is none
    share   of the target
    words   what a reader must know beside it
    """

    label: str
    amount: str
    share: str = ""
    words: str = ""

    @property
    def said(self) -> str:
        """Share and words in one, where they have a column together."""
        return "; ".join(part for part in (f"{self.share} of target" if self.share else "", self.words) if part)


def amounts_k(line: Figures) -> tuple[int | None, ...]:
    """The amounts of a line that are shown, £ thousand."""
    return (
        line.target_k,
        line.reported_k,
        line.counting_k,
        line.other_improvement_k,
        line.not_testable_k,
        line.evidenced_low_k,
        line.evidenced_high_k,
        line.evidenced_half_k,
        line.one_off_to_date_k,
        line.forecast_k,
        line.within_k,
    )


def position_rows(position: Position) -> list[Row]:
    """A whole position, from its target to its forecast."""
    own = position.figures
    digits = digits_for((*amounts_k(own), position.final_target_k))
    return [
        _target(position, digits),
        *_reported(position, digits),
        *_evidenced(own, digits),
        *_compared(own, digits),
        *_beside(position, digits),
    ]


def _target(position: Position, digits: int) -> Row:
    own, later = position.figures, position.year != position.final_year and position.final_target_k is not None
    final = f"on the way to £{money(position.final_target_k, digits)}m in {position.final_year}" if later else ""
    return Row("Target", money(own.target_k, digits, missing=NO_TARGET), "", final)


def _last(position: Position, digits: int) -> list[Row]:
    """Without a claim in the year, what was reported last."""
    latest = last_year(position)
    return [Row("Last reported", money(latest.reported_k, digits), "", f"in {latest.year}")] if latest else []


def last_year(position: Position) -> YearLine | None:
    """Of a position without a claim in its year, the latest earlier year with one."""
    if basis(position.figures):
        return None
    earlier = [year for year in position.years if year.reported_k is not None and year.year <= position.year]
    return earlier[-1] if earlier else None


def _reported(position: Position, digits: int) -> list[Row]:
    """What departments say, and what of it counts: the parts add up to the whole."""
    own = position.figures
    said = basis(own)
    label = f"Reported (basis {said})" if said else "Reported"
    share, words = (percent(own.delivered_reported), "what departments say") if said else ("", "")
    rows = [Row(label, reported(own, digits), share, words), *_last(position, digits)]
    if own.within_k:
        rows.append(Row("  of which from within", money(own.within_k, digits), "", "programmes within this one"))
    if not said:
        return rows
    untested = _untested(own)
    passed = UNTESTED if untested else PASSES
    rows.append(Row("Counting", counting(own, digits), percent(own.delivered), passed))
    if not untested or own.other_improvement_k:
        other = money(own.other_improvement_k, digits)
        rows.append(Row("Other improvement", other, "", "does not count; kept and shown"))
        if own.not_testable_k:
            rows.append(Row("Not testable", money(own.not_testable_k, digits), "", UNTESTED))
    return rows


def _evidenced(own: Figures, digits: int) -> list[Row]:
    """What auditors graded, with how much of the reported figure they looked at."""
    if own.evidenced_low_k is None or own.evidenced_high_k is None:
        return [Row("Evidenced", NO_AUDIT, "", "no auditor's report up to this date")]
    shares = [percent(share_of(bound, own.target_k)) for bound in (own.evidenced_low_k, own.evidenced_high_k)]
    audited = f" ({percent(own.audited_share)} audited)" if own.audited_share is not None else ""
    words = "auditors' green, to green and amber"
    rows = [Row(f"Evidenced{audited}", evidenced(own, digits), "–".join(shares) if all(shares) else "", words)]
    if own.evidenced_half_k is not None:
        half = percent(share_of(own.evidenced_half_k, own.target_k))
        rows.append(Row("  amber at one half", money(own.evidenced_half_k, digits), half, HALF))
    return rows


def _compared(own: Figures, digits: int) -> list[Row]:
    """Over- or under-delivery, as reported and as it counts."""
    if own.target_k is None:
        return []
    rows = []
    for label, amount in (
        ("Reported less target", own.reported_k),
        ("Counting less target", _delivered(own)),
    ):
        over = over_k(amount, own)
        if over is not None:
            rows.append(Row(label, money(over, digits, sign=True), percent(share_of(over, own.target_k), sign=True)))
    return rows


def _beside(position: Position, digits: int) -> list[Row]:
    """What stands beside the saving: its cash, its cost, what is expected, and the status."""
    own = position.figures
    cash = percent(own.cash_releasing_share)
    final = share_of(own.forecast_k, position.final_target_k)
    expected = f"expected in {position.final_year}" if own.forecast_k is not None else ""
    if final is not None:
        expected += f": {percent(final)} of that year's target"
    return [
        Row("Cash releasing", cash or NOT_STATED, "", "of what is reported, net of cost" if cash else ""),
        Row("One-off cost to date", money(own.one_off_to_date_k, digits), "", "spent once, up to this year"),
        Row("Forecast", money(own.forecast_k, digits, missing=NOT_STATED), "", expected),
        Row("Status", status(own), "", BORDERS if own.status is not None else ""),
    ]


def compared_rows(positions: Sequence[Position]) -> list[tuple[str, list[str]]]:
    """Programmes side by side: a label, and a cell for each of them."""
    own = [position.figures for position in positions]
    digits = [digits_for(amounts_k(line)) for line in own]

    def each(cell: Callable[[Figures], str]) -> list[str]:
        return [cell(line) for line in own]

    def amount(cell: Callable[[Figures, int], str]) -> list[str]:
        return [cell(line, places) for line, places in zip(own, digits, strict=True)]

    def over(cell: Callable[[Figures], int | None]) -> list[str]:
        return amount(lambda line, places: money(over_k(cell(line), line), places, sign=True))

    def over_share(cell: Callable[[Figures], int | None]) -> list[str]:
        return [percent(share_of(over_k(cell(line), line), line.target_k), sign=True) for line in own]

    rows = [
        ("Year", [str(position.year) for position in positions]),
        ("Target", amount(lambda line, places: money(line.target_k, places, missing=NO_TARGET))),
        ("Reported", amount(reported)),
        ("  its basis", each(basis)),
        *_last_reported(positions, digits),
        ("Counting", amount(counting)),
        ("Other improvement", amount(_other)),
        ("Not testable", amount(lambda line, places: money(line.not_testable_k or None, places))),
        ("Evidenced", amount(lambda line, places: evidenced(line, places) or NO_AUDIT)),
        ("  share audited", each(lambda line: percent(line.audited_share))),
        ("Cash releasing", each(lambda line: percent(line.cash_releasing_share) or NOT_STATED)),
        ("Reported less target", over(lambda line: line.reported_k)),
        ("  in per cent", over_share(lambda line: line.reported_k)),
        ("Counting less target", over(_delivered)),
        ("  in per cent", over_share(_delivered)),
        ("One-off to date", amount(lambda line, places: money(line.one_off_to_date_k, places))),
        ("Forecast", amount(lambda line, places: money(line.forecast_k, places, missing=NOT_STATED))),
        ("  for the year", [str(position.final_year) for position in positions]),
        ("Status", each(status)),
    ]
    return [row for row in rows if any(row[1])]


def _last_reported(positions: Sequence[Position], digits: Sequence[int]) -> list[tuple[str, list[str]]]:
    """Of programmes without a claim in the year: what was reported in the latest year that has one, and which it is."""
    latest = [last_year(position) for position in positions]
    amounts = [money(own.reported_k, places) if own else "" for own, places in zip(latest, digits, strict=True)]
    return [("Last reported", amounts), ("  in the year", [str(own.year) if own else "" for own in latest])]


def _delivered(line: Figures) -> int | None:
    """What counts, where that says something of the target."""
    partly = bool(line.target_k) and line.delivered is None
    return None if partly else line.counting_k


def _untested(line: Figures) -> bool:
    """Whether nothing of it can be tested: what does not count cannot be told from what does."""
    return line.counting_k is None and bool(basis(line))


def _other(line: Figures, digits: int) -> str:
    silent = not basis(line) or (_untested(line) and not line.other_improvement_k)
    return "" if silent else money(line.other_improvement_k, digits)


def notes_of(positions: Sequence[Position]) -> list[str]:
    """What a reader must know beside the figures of several programmes, each once; a note names what it is of."""
    return list(dict.fromkeys(note for position in positions for note in position.notes))


BETWEEN = 2
"""Blank places between two columns."""


def chunks(rows: Sequence[tuple[str, Sequence[str]]], width: int) -> Iterator[list[int]]:
    """Which programmes stand side by side in each table, so that none is wider than a line."""
    label = max(len(own) for own, _ in rows)
    room, held = width - label, list[int]()
    for place in range(len(rows[0][1])):
        needed = max(len(cells[place]) for _, cells in rows) + BETWEEN
        if held and needed > room:
            yield held
            room, held = width - label, []
        held.append(place)
        room -= needed
    yield held
