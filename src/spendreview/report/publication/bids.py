"""The table of bids: one by one where they are few enough to read, else by programme, else by department."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spendreview.report.figures import BidState, bid_states
from spendreview.report.publication.draft import ALL, UNIT, Draft, Ground, counts, given, money, per_cent, words
from spendreview.report.words import spaced
from spendreview.review.records import Bid
from spendreview.tabular.book import NOT_APPLICABLE

MOST_BIDS = 2000
"""Rows that a reader, and a program that reads aloud, can still find their way in."""
ALL_PROGRAMMES = "All programmes"
STATES = {BidState.FUNDED: "Funded", BidState.PART_FUNDED: "Part-funded", BidState.OUT: "Not funded"}


@dataclass(frozen=True, slots=True)
class Line:
    """One bid: Total DEL over all plan years, £ million."""

    bid: Bid
    state: BidState
    asked_m: float
    given_m: float


def bid_tables(ground: Ground, most: int = MOST_BIDS) -> Iterator[Draft]:
    """The bids and what they get; what is too long for a reader is added up, and says so."""
    lines = _lines(ground)
    if not lines:
        return
    if len(lines) <= most:
        yield _one_by_one(ground, lines)
        return
    for added in (_programme, _department):
        groups = _grouped(lines, added)
        if len(groups) <= most or added is _department:
            yield _added_up(ground, groups, programmes=added is _programme, bids=len(lines))
            return


def _lines(ground: Ground) -> list[Line]:
    found = []
    states = bid_states(ground.settlement)
    for bid, shares, state in zip(ground.review.bids, ground.settlement.shares.tolist(), states, strict=True):
        costs_k = _total_del_k(ground, bid)
        got_m = sum(cost_k / 1000 * share for cost_k, share in zip(costs_k, shares, strict=True))
        found.append(Line(bid=bid, state=state, asked_m=sum(costs_k) / 1000, given_m=got_m))
    return found


def _total_del_k(ground: Ground, bid: Bid) -> list[int]:
    """By plan year, £ thousand: nothing of a control for which the workbook has no column."""
    nothing = (0,) * len(ground.review.years)
    parts = [[sign * k for k in bid.costs_k.get(control, nothing)] for control, sign in ground.data.tdel_parts]
    return [sum(of_year) for of_year in zip(*parts, strict=True)]


def _one_by_one(ground: Ground, lines: list[Line]) -> Draft:
    return Draft(
        table="Bids_and_what_they_get",
        title=f"Bids and what they get, {ground.span}, cash [note bids] {ground.grounds} [note link]",
        lines=(UNIT,),
        columns=(
            words("Bid", [f"{given(line.bid.bid)}: {given(line.bid.title)}" for line in lines] + ["All bids"]),
            words("Department", [*(ground.names[line.bid.department] for line in lines), ALL]),
            words("Programme", [*(_programme_words(line.bid.programme) for line in lines), ALL_PROGRAMMES]),
            words("Kind", [*(_kind(line.bid) for line in lines), "All kinds"]),
            words("Funding", [*(STATES[line.state] for line in lines), NOT_APPLICABLE]),
            money("Asked (£ million) [note total_del_of_bids]", _with_sum([line.asked_m for line in lines])),
            money("Given (£ million)", _with_sum([line.given_m for line in lines])),
        ),
        totals=1,
    )


def _programme_words(programme: str | None) -> str:
    """A programme as it is called, and told from the row of totals where it is called what that is."""
    return given(programme) + (" (one programme)" if given(programme).casefold() == ALL_PROGRAMMES.casefold() else "")


def _kind(bid: Bid) -> str:
    """A bid of row 0 is a committed baseline that the program made, flat in cash, for a department without one."""
    return spaced(bid.kind.value).capitalize() + ("" if bid.row else ", filled")


Group = tuple[str, ...]


def _programme(bid: Bid) -> Group:
    return bid.department, bid.programme


def _department(bid: Bid) -> Group:
    return (bid.department,)


def _grouped(lines: list[Line], key: Callable[[Bid], Group]) -> dict[Group, list[Line]]:
    groups: dict[Group, list[Line]] = {}
    for line in lines:
        groups.setdefault(key(line.bid), []).append(line)
    return groups


def _added_up(ground: Ground, groups: dict[Group, list[Line]], *, programmes: bool, bids: int) -> Draft:
    by = "programme" if programmes else "department"
    states = {state: [sum(line.state is state for line in own) for own in groups.values()] for state in BidState}
    asked = [sum(line.asked_m for line in own) for own in groups.values()]
    got = [sum(line.given_m for line in own) for own in groups.values()]
    names = {str(code): name for code, name in ground.names.items()}
    called = [*(_programme_words(key[-1]) for key in groups), ALL_PROGRAMMES]
    programme = [words("Programme", called)] if programmes else []
    return Draft(
        table=f"Bids_by_{by}",
        title=f"Bids and what they get by {by}, {ground.span}, cash [note bids] {ground.grounds} [note link]",
        lines=(UNIT, f"The {bids:,} bids are added up by {by}: one by one they would be too many to read."),
        columns=(
            words("Department", [*(names[key[0]] for key in groups), ALL]),
            *programme,
            *(counts(f"{STATES[state]} (number of bids)", [*n, sum(n)]) for state, n in states.items()),
            money("Asked (£ million) [note total_del_of_bids]", _with_sum(asked)),
            money("Given (£ million)", _with_sum(got)),
            per_cent(
                "Given of what was asked (per cent)",
                [m / of if of > 0 else None for m, of in zip(_with_sum(got), _with_sum(asked), strict=True)],
            ),
        ),
        totals=1,
    )


def _with_sum(figures: list[float]) -> list[float]:
    return [*figures, sum(figures)]
