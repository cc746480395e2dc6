"""The ledger on a terminal: a position, programmes side by side, and what became of what was handed in."""

from __future__ import annotations

from collections.abc import Sequence

from spendreview.cli.terminal.screen import GAP, Column, Screen, signed
from spendreview.cli.terminal.vfm_groups import group_columns
from spendreview.ledger.records import Imported, Position
from spendreview.report.lines import LAST_WORD
from spendreview.report.vfm.rows import Row, chunks, compared_rows, notes_of, position_rows
from spendreview.report.vfm.screen import UNIT
from spendreview.report.vfm.words import (
    CELLS_NAMED,
    SEVERAL,
    digits_for,
    head_words,
    known_words,
    money,
    not_counting_words,
    percent,
    post_words,
    share_of,
    taken_digits,
    taken_words,
    title_words,
    year_counting,
)
from spendreview.store import Head

MOST_GROUPS = 40
"""How many groups are shown."""

ROOM_FOR_WORDS = 30
"""How many places what must be known of a figure needs beside it."""

STATUS_STYLES = {"green": "green", "amber-green": "yellow", "amber-red": "dark_orange", "red": "red"}


def show_position(screen: Screen, position: Position) -> None:
    """The whole screen, as wide as the terminal and no wider."""
    screen.say(title_words(position), "bold")
    screen.say(known_words(position), "dim")
    screen.say()
    screen.table(_figures(screen, position_rows(position)))
    _taken(screen, position)
    _years(screen, position)
    _groups(screen, position)
    _posts(screen, position)
    _notes(screen, position.notes)
    show_ending(screen, position.chain_head)


def show_comparison(screen: Screen, positions: Sequence[Position]) -> None:
    """Programmes side by side, as many at once as there is room for."""
    screen.say("Programmes compared", "bold")
    screen.say(known_words(positions[0]), "dim")
    rows = compared_rows(positions)
    codes = [position.programme or position.title for position in positions]
    for places in chunks([(UNIT, codes), *rows], screen.width):
        columns = [Column(header=UNIT, cells=[label for label, _ in rows])]
        for place in places:
            cells = [cells[place] for _, cells in rows]
            columns.append(Column(header=codes[place], cells=cells, right=True, style=_style))
        screen.say()
        screen.table(columns)
    _notes(screen, notes_of(positions))
    show_ending(screen, positions[0].chain_head)


def show_imported(screen: Screen, returns: Sequence[Imported]) -> None:
    """A row for each file: what is in it, and what its claims took the place of."""

    def count(header: str, numbers: Sequence[int], rank: int) -> Column:
        return Column(header=header, cells=[f"{n:,}" if n else "" for n in numbers], right=True, rank=rank)

    columns = [
        Column(header="\nFile", cells=[own.file for own in returns], rank=9, least=12),
        Column(header="\nReturn", cells=[own.return_id for own in returns], least=18),
        Column(header="\nDept", cells=[own.department for own in returns], rank=6),
        Column(header="\nAs at", cells=[own.as_at.isoformat() for own in returns], rank=7),
        Column(header="", cells=["in already" if own.already_imported else "taken in" for own in returns]),
        count("\nClaims", [own.claims for own in returns], 1),
        count("of which\nforecasts", [own.forecasts for own in returns], 4),
        count("not\ncounting", [own.held for own in returns], 2),
        count("with a\nwarning", [own.warned for own in returns], 3),
        count("not\ntestable", [own.not_testable for own in returns], 3),
        count("in place\nof earlier", [own.superseded for own in returns], 2),
        count("overtaken\nby later", [own.overtaken for own in returns], 5),
        count("\nRemarks", [len(own.findings) for own in returns], 8),
    ]
    screen.table([column for column in columns if any(column.cells)])
    _not_counting(screen, returns)
    show_ending(screen, max((own.head for own in returns), key=lambda head: head.entry))


def _not_counting(screen: Screen, returns: Sequence[Imported]) -> None:
    """Which checks keep how many claims of each file from counting."""
    if not any(own.held or own.warned for own in returns):
        return
    screen.heading("Checks", f"claims that do not count, by check; {CELLS_NAMED}")
    for own in returns:
        if own.held:
            screen.hanging(f"{own.file}: ", not_counting_words(own))


def show_ending(screen: Screen, head: Head) -> None:
    """The last entry known, and who decides."""
    screen.say()
    screen.labelled([("Ledger", head_words(head))])
    screen.say(LAST_WORD)


def _figures(screen: Screen, rows: Sequence[Row]) -> list[Column]:
    """Label and amount, and beside them as much as the terminal has room for: words, else the share of the target."""
    label = Column(header="", cells=[row.label for row in rows], wraps=True)
    amount = Column(header=UNIT, cells=[row.amount for row in rows], right=True, style=_style)
    if screen.width - label.natural - amount.natural - 2 * GAP >= ROOM_FOR_WORDS:
        return [label, amount, Column(header="", cells=[row.said for row in rows], wraps=True, style=lambda _: "dim")]
    return [label, amount, Column(header="of target", cells=[row.share for row in rows], right=True, rank=1)]


def _style(text: str) -> str:
    return STATUS_STYLES.get(text, signed(text))


def _taken(screen: Screen, position: Position) -> None:
    """What each check keeps from counting in the year."""
    taken = position.taken
    if not taken:
        return
    digits = taken_digits(position)
    columns = [
        Column(header="", cells=[taken_words(own) for own in taken], wraps=True),
        Column(header="claims", cells=[f"{own.claims:,}" for own in taken], right=True, rank=1),
        Column(header="kept", cells=[money(own.amount_k, digits) for own in taken], right=True),
        Column(header="by it alone", cells=[money(own.alone_k, digits) for own in taken], right=True, rank=2),
    ]
    screen.heading(f"Kept from counting in {position.year}", f"£m; {SEVERAL}")
    screen.table(columns)


def _years(screen: Screen, position: Position) -> None:
    """The programme's years; one alone says no more than the figures above."""
    years = position.years
    if len(years) < 2:
        return
    digits = digits_for(amount for own in years for amount in (own.target_k, own.reported_k, own.counting_k))
    shares = [share_of(own.counting_k, own.target_k) for own in years]
    columns = [
        Column(header="Year", cells=[str(own.year) for own in years]),
        Column(header="Target", cells=[money(own.target_k, digits) for own in years], right=True),
        Column(header="Reported", cells=[money(own.reported_k, digits) for own in years], right=True),
        Column(header="Counting", cells=[year_counting(own, digits) for own in years], right=True),
        Column(header="of target", cells=[percent(share) for share in shares], right=True, rank=1),
        Column(header="", cells=[screen.bar(share) if share is not None else "" for share in shares], rank=2),
    ]
    screen.heading("By year", "£m; annual values, never added up")
    screen.table([column for column in columns if any(column.cells)])


def _groups(screen: Screen, position: Position) -> None:
    """Each group; of many the largest."""
    groups = position.groups
    if not groups or position.by is None:
        return
    note = UNIT
    if len(groups) > MOST_GROUPS:
        note += f"; the largest {MOST_GROUPS} of {len(groups):,}, each in the workbook (-o) and with --json"
        groups = tuple(sorted(groups, key=lambda own: -abs(own.reported_k))[:MOST_GROUPS])
    screen.heading(f"By {position.by.value}", note)
    screen.table(group_columns(position, groups), foot=True)


def _posts(screen: Screen, position: Position) -> None:
    """Counts of posts, apart from the money."""
    posts = position.posts
    if not posts:
        return
    targets = [f"{own.target:,.0f}" if own.target is not None else "" for own in posts]
    columns = [
        Column(header="", cells=[post_words(own) for own in posts], wraps=True),
        Column(header="as at", cells=[own.as_at.isoformat() for own in posts], rank=2),
        Column(header="posts", cells=[f"{own.posts:,.0f}" for own in posts], right=True),
        Column(header="target", cells=targets, right=True, rank=1),
        Column(header="Source", cells=[own.source for own in posts], rank=3, least=20),
    ]
    screen.heading("Posts", "counts, beside the money and never added to it")
    screen.table([column for column in columns if any(column.cells)])


def _notes(screen: Screen, notes: Sequence[str]) -> None:
    if not notes:
        return
    screen.heading("What must be known beside it")
    for note in notes:
        screen.hanging("", note)
