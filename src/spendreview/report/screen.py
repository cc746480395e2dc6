"""What a run says on screen: the ten lines that a spending team needs, none wider than a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from spendreview.allocation import Settlement
from spendreview.report.figures import BidState, Mover, bid_states, binding_limits, headroom, limit_figures, movers
from spendreview.report.lines import LAST_WORD, line
from spendreview.report.savings import saving_words
from spendreview.report.words import CONTROL_WORDS, held_by_hand
from spendreview.review import Review
from spendreview.terms import Control

MOST_NAMED = 6
"""How many movers, limits or warnings a line names before it says how many more there are."""


def summary(settlement: Settlement) -> str:
    """The settlement in ten lines: score, money, movers, limits, bids, what is illustrative, warnings."""
    review = settlement.review
    marking = f" [{review.marking}]" if review.marking else ""
    lines = [
        f"{review.name}: indicative settlement{marking}",
        line("Scenario", [review.scenario.name], ""),
        line("Score", [score_words(settlement)], ""),
        line("Allocated", [f"Total DEL, £m cash: {_by_year(settlement, settlement.total_m(Control.TDEL))}"], ""),
        line("Left", _left(settlement), "; "),
        line("Movers", _movers(settlement), "; "),
        line("Limits", _limits(settlement), "; "),
        line("Bids", [_bids(settlement)], ""),
        *held_line(review),
        *saving_lines(review),
        line("Rests on", [rests_on(review)], ""),
        line("Warnings", _warnings(settlement), "; "),
        LAST_WORD,
    ]
    return "\n".join(lines)


def contents(review: Review) -> str:
    """What a checked review holds, and that it may be run."""
    rows = [f"{len(table.rows):,} {title}" for title, table in review.workbook.tables.items() if table.rows]
    count = len(review.warnings)
    return "\n".join(
        [
            f"{review.name}: no fault found.",
            line("Scenario", [f"{review.scenario.name}."], ""),
            line("Rows", rows, ", "),
            *held_line(review),
            line("Rests on", [rests_on(review)], ""),
            line("Warnings", [f"{count}, below" if count else "none"], ""),
        ]
    )


def held_line(review: Review) -> list[str]:
    """The line that says which shares are held by hand, by whom and why; none where none is."""
    named = held_by_hand(review)
    if not named:
        return []
    intro = f"{len(named)} bid{'' if len(named) == 1 else 's'} by hand: {named[0]}"
    return [line("Held", _more([intro, *named[1:MOST_NAMED]], len(named)), "; ")]


def saving_lines(review: Review) -> list[str]:
    """A line for each saving rule that holds: whose it is, its amounts and its source; none where there is none."""
    named = saving_words(review)
    return [line("" if number else "Savings", [f"{rule}: {words}"], "") for number, (rule, words) in enumerate(named)]


def rests_on(review: Review) -> str:
    """How much of what the result rests on is published, and how much is illustrative."""
    rows = [f"{made} of {count} {title}" for title, (made, count) in review.illustrative.items() if made]
    illustrative = f"illustrative rows: {', '.join(rows)}" if rows else "no row is illustrative"
    return f"limit figures: {limit_figures(review)}; {illustrative}"


def score_words(settlement: Settlement) -> str:
    """The score, what it is over, and how sure it is."""
    taking_part = sum(row.share > 0 for row in settlement.priority_results)
    how = "provisional" if settlement.status == "provisional" else f"solved, gap {settlement.solver.gap:.2%}"
    return f"{settlement.score:.0f} of 100, over {taking_part} priorities ({how})"


def _by_year(settlement: Settlement, amounts: Iterable[float]) -> str:
    pairs = zip(settlement.review.years, amounts, strict=True)
    return ", ".join(f"{year} {money_words(amount)}" for year, amount in pairs)


def money_words(amount: float) -> str:
    """£ million in whole ones from a hundred on, else to a tenth.

    >>> money_words(-0.04), money_words(99.95), money_words(358_900.4)
    ('0.0', '100.0', '358,900')
    """
    # Adding zero takes the sign off a nought.
    return f"{round(amount) + 0:,}" if abs(amount) >= 100 else f"{round(amount, 1) + 0.0:,.1f}"


def _left(settlement: Settlement) -> list[str]:
    rows = headroom(settlement)
    found = []
    for control in dict.fromkeys(row.control for row in rows):
        years = [f"{row.year} {money_words(row.left_m)}" for row in rows if row.control is control]
        found.append(f"{CONTROL_WORDS[control]} £m " + ", ".join(years))
    return found or ["no limit on the total"]


def _movers(settlement: Settlement) -> list[str]:
    rows = [row for row in movers(settlement) if abs(row.change_m) >= 0.05]
    named = [_mover(row) for row in rows[:MOST_NAMED]]
    return _more(named, len(rows)) or ["nobody moves"]


def _mover(row: Mover) -> str:
    growth = f", {growth_words(row.real_growth)} a year real" if row.real_growth is not None else ""
    return f"{row.department} {'+' if row.change_m > 0 else '-'}£{money_words(abs(row.change_m))}m{growth}"


def growth_words(growth: float | None) -> str:
    """A rate a year in per cent with its sign, or a dash where it has no meaning."""
    return f"{growth:+.1%}" if growth is not None else "–"


def _limits(settlement: Settlement) -> list[str]:
    rows = binding_limits(settlement)
    years: dict[str, list[str]] = {}
    for row in rows:
        years.setdefault(row.limit, []).append(str(row.year))
    named = [f"{limit} {', '.join(own)}" for limit, own in list(years.items())[:MOST_NAMED]]
    intro = f"{len(rows)} of {len(settlement.limit_uses)} yearly figures bind"
    return [intro, *_more(named, len(years))]


def _more(named: list[str], count: int) -> list[str]:
    return named + ([f"and {count - len(named)} more"] if count > len(named) else [])


def _bids(settlement: Settlement) -> str:
    states = Counter(bid_states(settlement))
    return ", ".join(f"{states[state]} {state}" for state in BidState)


def _warnings(settlement: Settlement) -> list[str]:
    if not settlement.warnings:
        return ["none"]
    codes = Counter(problem.code for problem in settlement.warnings)
    counts = ", ".join(f"{code} x {count}" for code, count in codes.items())
    return [f"{len(settlement.warnings)}: {counts} (each in the workbook and with --json)"]
