"""A settlement on a terminal: the headline, then what a spending team asks next, table by table."""

from __future__ import annotations

from collections import Counter

from spendreview.allocation import Settlement
from spendreview.allocation.settlement import LimitUse
from spendreview.cli.terminal.departments import department_columns
from spendreview.cli.terminal.grounds import show_grounds
from spendreview.cli.terminal.problems import show_warnings
from spendreview.cli.terminal.screen import Column, Screen, digits_for, figure
from spendreview.report.figures import BidState, bid_states, binding_limits, headroom
from spendreview.report.lines import LAST_WORD
from spendreview.report.savings import saving_words
from spendreview.report.screen import score_words
from spendreview.report.words import CONTROL_WORDS, spaced
from spendreview.review import Review
from spendreview.terms import BidKind, Control, Sense

MOST_LIMITS = 12
"""How many limits that bind are named before the rest is counted."""

SENSE_WORDS = {Sense.MAX: "at most", Sense.MIN: "at least", Sense.EQUAL: "exactly"}


def show_settlement(screen: Screen, settlement: Settlement) -> None:
    """The whole screen, as wide as the terminal and no wider."""
    _headline(screen, settlement)
    screen.heading("Departments", "Total DEL, £m cash; the largest change first")
    screen.table(department_columns(settlement), foot=True)
    _money(screen, settlement)
    _limits(screen, settlement)
    _bids(screen, settlement)
    _savings(screen, settlement.review)
    _priorities(screen, settlement)
    show_grounds(screen, settlement.review)
    show_warnings(screen, settlement.warnings, "; each in the workbook (-o) and with --json")
    screen.say()
    screen.say(LAST_WORD)


def _headline(screen: Screen, settlement: Settlement) -> None:
    review = settlement.review
    screen.say(f"{review.name}: indicative settlement", "bold")
    if review.marking:
        screen.say(review.marking, "bold yellow")
    screen.say()
    pairs = [("Scenario", review.scenario.name)]
    if review.scenario.why:
        pairs.append(("Why", review.scenario.why))
    pairs.append(("Score", f"{screen.bar(settlement.score / 100)} {score_words(settlement)}"))
    screen.labelled(pairs)


def _money(screen: Screen, settlement: Settlement) -> None:
    """By year: what is allocated, and what is left under each limit on the total."""
    years = settlement.review.years
    totals = settlement.total_m(Control.TDEL)
    digits = digits_for(max(totals))
    columns = [
        Column(header="Year", cells=[str(year) for year in years]),
        Column(header="Total DEL", cells=[figure(amount, digits) for amount in totals], right=True),
    ]
    left = {(row.control, row.year): figure(row.left_m, 1) for row in headroom(settlement)}
    for control in dict.fromkeys(control for control, _ in left):
        cells = [left.get((control, year), "no limit") for year in years]
        columns.append(Column(header=f"{CONTROL_WORDS[control]} left", cells=cells, right=True, rank=len(columns)))
    note = "£m cash" if left else "£m cash; no limit on the total"
    screen.heading("Allocated, and left under the limits on the total", note)
    screen.table(columns)


def _limits(screen: Screen, settlement: Settlement) -> None:
    rows = binding_limits(settlement)
    uses: dict[str, list[LimitUse]] = {}
    for row in rows:
        uses.setdefault(row.limit, []).append(row)
    screen.heading("Limits that bind", f"{len(rows)} of {len(settlement.limit_uses)} yearly figures, £m cash")
    if not rows:
        screen.say("Nothing binds.")
        return
    named = list(uses.items())[:MOST_LIMITS]
    columns = [
        Column(header="Limit", cells=[limit for limit, _ in named], least=10),
        Column(header="Holds", cells=[SENSE_WORDS[own[0].sense] for _, own in named], rank=1),
    ]
    digits = digits_for(max(use.limit_m for use in rows))
    for year in settlement.review.years:
        figures = [next((figure(use.limit_m, digits) for use in own if use.year == year), "") for _, own in named]
        columns.append(Column(header=str(year), cells=figures, right=True))
    screen.table(columns)
    if len(uses) > len(named):
        screen.say(f"and {len(uses) - len(named)} more, each in the workbook (-o) and with --json", "dim")


def _bids(screen: Screen, settlement: Settlement) -> None:
    """How bids fare, by kind."""
    states = bid_states(settlement)
    counts = Counter((bid.kind, state) for bid, state in zip(settlement.review.bids, states, strict=True))
    kinds: list[BidKind] = [kind for kind in BidKind if any(own is kind for own, _ in counts)]
    columns = [Column(header="Kind", cells=[*(spaced(kind) for kind in kinds), "all"])]
    for state in BidState:
        cells = [counts[kind, state] for kind in kinds]
        columns.append(Column(header=state.value, cells=[f"{n:,}" for n in (*cells, sum(cells))], right=True))
    shares = [_share(counts[kind, BidState.FUNDED], sum(counts[kind, own] for own in BidState)) for kind in kinds]
    shares.append(_share(states.count(BidState.FUNDED), len(states)))
    columns.append(Column(header="funded whole", cells=[screen.bar(share) for share in shares], rank=1))
    screen.heading("Bids")
    screen.table(columns, foot=True)


def _savings(screen: Screen, review: Review) -> None:
    """Each saving rule that holds, with its source; nothing where there is none."""
    named = saving_words(review)
    if named:
        screen.heading("Savings to recycle", "£m cash; a shortfall, which raises spending, is negative")
    for rule, words in named:
        screen.hanging(f"{rule}: ", words)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _priorities(screen: Screen, settlement: Settlement) -> None:
    """What each priority attains, the furthest first."""
    titles = {row.priority: row.title for row in settlement.review.priorities}
    rows = sorted(settlement.priority_results, key=lambda row: -(row.attainment if row.attainment is not None else -9))
    attained = ["not measured" if row.attainment is None else f"{row.attainment:.0%}" for row in rows]
    weights = [f"{row.weight:g}" for row in rows] if len({row.weight for row in rows}) > 1 else []
    columns = [
        Column(header="Priority", cells=[row.priority for row in rows]),
        Column(header="Title", cells=[titles[row.priority] for row in rows], rank=3, least=16),
        Column(header="Weight", cells=weights, rank=2, right=True),
        Column(header="Attains", cells=attained, right=True),
        Column(header="", cells=[screen.bar(row.attainment) for row in rows], rank=1, style=lambda _: "green"),
    ]
    screen.heading("Priorities", "what each attains of its goals" + ("" if weights else "; all weigh the same"))
    screen.table([column for column in columns if column.cells])
