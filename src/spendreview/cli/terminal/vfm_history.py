"""All that was ever said of an initiative, a programme or a department, on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from spendreview.cli.terminal.screen import Column, Screen
from spendreview.cli.terminal.vfm import show_ending
from spendreview.ledger.records import HistoryLine, State
from spendreview.report.vfm.history import entries, source, state
from spendreview.report.vfm.words import digits_for, money
from spendreview.store import Head


def show_history(screen: Screen, code: str, lines: Sequence[HistoryLine], head: Head) -> None:
    """A row for each entry, in the order in which they came; what stands no more is dim."""
    digits = digits_for(own.gross_k for own in lines)
    screen.say(f"{code}: {entries(lines)}", "bold")
    screen.say()
    columns = [
        Column(header="\nEntry", cells=[f"{own.entry}" for own in lines], right=True),
        Column(header="\nWhat", cells=[_what(own) for own in lines], wraps=True, least=18),
        Column(header="\nYear", cells=[str(own.year or "") for own in lines]),
        Column(header="Gross\n£m", cells=[money(own.gross_k, digits) for own in lines], right=True, rank=3),
        Column(header="Reported\n£m", cells=[money(own.net_k, digits) for own in lines], right=True),
        Column(header="\nState", cells=[_state(own) for own in lines], style=_style, wraps=True),
        Column(header="\nAs at", cells=[own.as_at.isoformat() for own in lines], rank=2),
        Column(header="\nEntered", cells=[own.imported_at[:10] for own in lines], rank=4),
        Column(header="\nBy", cells=[own.by for own in lines], rank=5, least=8),
        Column(header="\nFrom", cells=[source(own) for own in lines], rank=6, least=16),
    ]
    screen.table([column for column in columns if any(column.cells)])
    show_ending(screen, head)


def _what(own: HistoryLine) -> str:
    return f"{own.what} ({own.reason})" if own.reason else own.what


def _state(own: HistoryLine) -> str:
    return state(own).replace(" by entry ", " by ").replace("stands, and never counts", "forecast")


def _style(text: str) -> str:
    return "green" if text == State.STANDS.value else "dim"
