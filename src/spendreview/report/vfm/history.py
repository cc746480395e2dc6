"""All that was ever said of an initiative, a programme or a department, in words and as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from spendreview.ledger.records import HistoryLine, State
from spendreview.ledger.subjects import Subject
from spendreview.report.documents import SCHEMA, dumped
from spendreview.report.lines import LAST_WORD, line
from spendreview.report.vfm.as_json import millions
from spendreview.report.vfm.words import digits_for, head_words, pounds
from spendreview.store import Head


def history_json(subject: Subject, code: str, lines: Sequence[HistoryLine], head: Head) -> str:
    """Every entry, in the order of entries: money in £ million, states as words; the code under what it is of."""
    entries = [
        {
            "entry": own.entry,
            "table": own.table,
            "what": own.what,
            "year": str(own.year) if own.year is not None else None,
            "as_at": own.as_at.isoformat(),
            "imported_at": own.imported_at,
            "by": own.by,
            "file": own.file,
            "cell": own.cell,
            "gross_m": millions(own.gross_k),
            "net_m": millions(own.net_k),
            "forecast": own.forecast,
            "state": own.state.value,
            "state_by": own.state_by,
            "reason": own.reason,
        }
        for own in lines
    ]
    return dumped({"schema": SCHEMA, subject.value: code, "entries": entries, "chain_head": str(head)})


def history_lines(code: str, lines: Sequence[HistoryLine], head: Head) -> str:
    """A line or two for each entry, in the order in which they came."""
    digits = digits_for(own.gross_k for own in lines)
    said = [line(f"{own.entry}", _parts(own, digits), "; ") for own in lines]
    return "\n".join([f"{code}: {entries(lines)}", "", *said, "", line("Ledger", [head_words(head)], ""), LAST_WORD])


def entries(lines: Sequence[HistoryLine]) -> str:
    """How many entries there are, and how many of them stand."""
    stand = sum(own.state in (State.STANDS, State.FORECAST) for own in lines)
    return f"{len(lines):,} {'entry' if len(lines) == 1 else 'entries'}, of which {stand:,} stand"


def _parts(own: HistoryLine, digits: int) -> list[str]:
    parts = [f"{own.year}: {own.what}" if own.year is not None else own.what]
    if own.gross_k is not None and own.net_k is not None:
        taken = "as forecast" if own.forecast else "as reported"
        parts.append(f"{pounds(own.gross_k, digits)} gross, {pounds(own.net_k, digits)} {taken}")
    parts += [f"as at {own.as_at.isoformat()}", f"entered {own.imported_at[:10]} by {own.by}"]
    return [*parts, *([f"from {source(own)}"] if source(own) else []), *([why(own)] if why(own) else []), state(own)]


def source(own: HistoryLine) -> str:
    """The file and cell that an entry came from; nothing of a correction."""
    return " › ".join(part for part in (own.file, own.cell) if part)


def why(own: HistoryLine) -> str:
    """The reason that a correction gives."""
    return f"because: {own.reason}" if own.reason else ""


def state(own: HistoryLine) -> str:
    """What became of an entry, and which one took its place."""
    said = {State.FORECAST: "stands, and never counts"}.get(own.state, own.state.value)
    return f"{said} by entry {own.state_by}" if own.state_by is not None else said
