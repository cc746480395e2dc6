"""The ledger in plain lines, for a pipe or a file: none wider than 80 characters, each figure with what it rests on."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from spendreview.ledger.records import Figures, Imported, Position, PostLine
from spendreview.report.lines import LABEL, LAST_WORD, WIDTH, line
from spendreview.report.vfm.rows import Row, amounts_k, chunks, compared_rows, notes_of, position_rows
from spendreview.report.vfm.words import (
    NO_AUDIT,
    NO_CLAIM,
    NO_TARGET,
    SEVERAL,
    basis,
    checked_words,
    counting,
    digits_for,
    evidenced,
    head_words,
    known_words,
    money,
    percent,
    post_words,
    reported,
    status,
    taken_digits,
    taken_words,
    title_words,
    year_counting,
)
from spendreview.store import Head

UNIT = "£m a year"
GAP = 2


def position_lines(position: Position) -> str:
    """A position: its figures, its years, its groups, its posts, and what must be known beside them."""
    parts = [
        [*textwrap.wrap(title_words(position), WIDTH), known_words(position), ""],
        _figures(position_rows(position)),
        _taken(position),
        _years(position),
        _groups(position),
        _posts(position.posts),
        _notes(position.notes),
        _ending(position.chain_head),
    ]
    return "\n".join(own for part in parts for own in part)


def compared_lines(positions: Sequence[Position]) -> str:
    """Programmes side by side, as many at once as a line has room for."""
    parts = [["Programmes compared", known_words(positions[0]), ""]]
    parts += [_side_by_side(positions), _notes(notes_of(positions)), _ending(positions[0].chain_head)]
    return "\n".join(own for part in parts for own in part)


def imported_lines(returns: Sequence[Imported]) -> str:
    """A line or two for each file, then the head of the chain."""
    lines = [line(_name(own), imported_words(own), "; ") for own in returns]
    head = max((own.head for own in returns), key=lambda head: head.entry)
    return "\n".join([*lines, *_ending(head)])


def _name(own: Imported) -> str:
    return f"{own.file}: "


def imported_words(own: Imported) -> list[str]:
    """What became of a file, in words."""
    if own.kind == "audit":
        return [f"report {own.return_id}", _already(own) or _count(own.claims, "finding")]
    named = f"return {own.return_id} of {own.department} as at {own.as_at.isoformat()}"
    already = _already(own)
    if already:
        return [named, already]
    counts = {
        "forecast, which never counts": own.forecasts,
        "not testable: published totals": own.not_testable,
        "in place of earlier ones": own.superseded,
        "overtaken by a later return": own.overtaken,
        "with a remark, below": len(own.findings),
    }
    counted = [f"{count:,} {words}" for words, count in counts.items() if count]
    return [named, _count(own.claims, "claim"), *counted, *checked_words(own)]


def _already(own: Imported) -> str:
    return "in the ledger already, nothing changed" if own.already_imported else ""


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _figures(rows: Sequence[Row]) -> list[str]:
    """Label and amount in columns, and beside them what must be known of the figure."""
    label = max(len(row.label) for row in rows)
    amount = max(len(UNIT), *(len(row.amount) for row in rows))
    room = " " * (label + amount + 2 * GAP)
    lines = [f"{'':<{label}}  {UNIT:>{amount}}"]
    for row in rows:
        start = f"{row.label:<{label}}  {row.amount:>{amount}}"
        said = textwrap.wrap(row.said, WIDTH, initial_indent=f"{start}  ", subsequent_indent=room)
        lines += said or [start]
    return lines


def _taken(position: Position) -> list[str]:
    """What each check keeps from counting in the year."""
    if not position.taken:
        return []
    digits = taken_digits(position)
    rows = [TAKEN_HEADERS]
    for own in position.taken:
        amounts = (money(own.amount_k, digits), money(own.alone_k, digits))
        rows.append((taken_words(own), f"{own.claims:,}", *amounts))
    said = textwrap.wrap(f"Kept from counting in {position.year}, £m: {SEVERAL}", WIDTH)
    return ["", *said, *in_columns(rows)]


TAKEN_HEADERS = ("", "claims", "kept", "by it alone")


def _years(position: Position) -> list[str]:
    """The programme's years; one alone says no more than the figures above."""
    if len(position.years) < 2:
        return []
    digits = digits_for(amount for year in position.years for amount in (year.target_k, year.reported_k))
    cells = [
        [str(own.year), money(own.target_k, digits), money(own.reported_k, digits), year_counting(own, digits)]
        for own in position.years
    ]
    return ["", "By year, £m: annual values, never added up", *in_columns([YEAR_HEADERS, *cells])]


YEAR_HEADERS = ("", "Target", "Reported", "Counting")


def in_columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Cells in columns, the first to the left and the others to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    made = []
    for row in rows:
        cells = [f"{row[0]:<{widths[0]}}", *(f"{cell:>{own}}" for cell, own in zip(row[1:], widths[1:], strict=True))]
        made.append("  ".join(cells).rstrip())
    return made


def _groups(position: Position) -> list[str]:
    if not position.groups or position.by is None:
        return []
    digits = digits_for(amount for own in position.groups for amount in amounts_k(own))
    lines = ["", f"By {position.by.value}, £m a year"]
    for own in position.groups:
        # A name that is too long for the column of labels has a line of its own.
        short = len(own.key) < LABEL
        lines += [*([] if short else [own.key]), line(own.key if short else "", _group(own, digits), ", ")]
    return lines


def _group(own: Figures, digits: int) -> list[str]:
    """A group's figures, in the order of a whole position."""
    said = f" ({basis(own)})" if basis(own) else ""
    audited = f" ({percent(own.audited_share)} audited)" if own.audited_share is not None else ""
    parts = [
        f"reported {reported(own, digits)}{said}" if said else NO_CLAIM,
        f"counting {counting(own, digits)}" if said else "",
        f"evidenced {evidenced(own, digits)}{audited}" if evidenced(own, digits) else NO_AUDIT,
        f"target {money(own.target_k, digits)}" if own.target_k is not None else NO_TARGET,
    ]
    if own.other_improvement_k:
        parts.insert(2, f"other improvement {money(own.other_improvement_k, digits)}")
    parts.append(f"status {status(own)}" if own.status is not None else "")
    parts.append(f"forecast {money(own.forecast_k, digits)}" if own.forecast_k and not said else "")
    return [part for part in parts if part]


def _posts(posts: Sequence[PostLine]) -> list[str]:
    """Counts of posts, apart from the money."""
    if not posts:
        return []
    rows = [["", "as at", "posts", "target"]]
    for own in posts:
        target = f"{own.target:,.0f}" if own.target is not None else ""
        rows.append([post_words(own), own.as_at.isoformat(), f"{own.posts:,.0f}", target])
    return ["", "Posts: counts, beside the money and never added to it", *in_columns(rows)]


def _side_by_side(positions: Sequence[Position]) -> list[str]:
    """Tables of as many programmes as fit."""
    rows = [("£m a year", [position.programme or position.title for position in positions]), *compared_rows(positions)]
    lines: list[str] = []
    for places in chunks(rows, WIDTH):
        lines += [""] if lines else []
        lines += in_columns([[label, *(cells[place] for place in places)] for label, cells in rows])
    return lines


def _notes(notes: Sequence[str]) -> list[str]:
    if not notes:
        return []
    wrapped = (textwrap.wrap(note, WIDTH, initial_indent="- ", subsequent_indent="  ") for note in notes)
    return ["", "What must be known beside it", *(own for note in wrapped for own in note)]


def _ending(head: Head) -> list[str]:
    return ["", line("Ledger", [head_words(head)], ""), LAST_WORD]
