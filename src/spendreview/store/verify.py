"""Is everything still as it was entered? The chain computed again, entry by entry, from what the tables hold now."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spendreview.errors import StoreError
from spendreview.store.chain import EMPTY, NOTHING, Head, canonical, link
from spendreview.store.journal import Reader, Row, Store
from spendreview.store.standing import fallen_guard
from spendreview.store.tables import BATCH_COLUMNS, BATCHES, EntryTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a look at the whole chain found.

    entries    how many entries hold, from the first on
    first_bad  the number of the first entry that does not, where it is an entry that does not
    found      what is wrong, in words; empty where nothing is
    head       the last entry that holds, and its hash
    """

    ok: bool
    entries: int
    first_bad: int | None
    found: str
    head: Head


def verify(store: Store, tables: Sequence[EntryTable], heads: Iterable[str] = ()) -> Verdict:
    """Compute the chain again and hold it against the journal, and against heads that were printed earlier.

    tables  every table of entries besides the batches
    heads   as printed: the number of an entry, a hyphen, and its hash or the first characters of it
    raises  StoreError where the store cannot be opened; a damaged file is a verdict
    """
    verdict = Verdict(ok=True, entries=0, first_bad=None, found="", head=EMPTY)
    try:
        with store.reading() as reader:
            verdict = _chain(reader, tables, list(heads))
            if verdict.ok:
                found = _damage(reader) or fallen_guard(reader, tables)
                return _bad(verdict, None, found) if found else verdict
    except StoreError as error:
        return _bad(verdict, None, error.problems[0].found)
    return verdict


def _bad(so_far: Verdict, entry: int | None, found: str) -> Verdict:
    return Verdict(ok=False, entries=so_far.entries, first_bad=entry, found=found, head=so_far.head)


def _chain(reader: Reader, tables: Sequence[EntryTable], heads: list[str]) -> Verdict:
    """Every entry in its order, each against the hash that the journal has for it."""
    rows = _rows(reader, tables)
    row = next(rows, None)
    head = EMPTY
    wanted = _by_entry(heads)
    for entry, kind, found in reader.stream("SELECT entry, kind, hash FROM journal ORDER BY entry"):
        verdict = Verdict(ok=True, entries=head.entry, first_bad=None, found="", head=head)
        due = head.entry + 1
        if entry != due:
            return _bad(verdict, due, f"entry {due} is missing from the journal")
        if row is None or row[1][0] != entry:
            if row is not None and row[1][0] < entry:
                return _bad(verdict, row[1][0], f"entry {row[1][0]} of {row[0]} is not in the journal")
            return _bad(verdict, entry, f"entry {entry} is missing from {kind}")
        if row[0] != kind:
            return _bad(verdict, entry, f"entry {entry} stands in {row[0]}, not in {kind}")
        made = link(head.hash if head.entry else NOTHING, kind, canonical([row[1]])[0])
        if made != found:
            return _bad(verdict, entry, f"entry {entry} in {kind} is not what was entered")
        head = Head(entry, made)
        if any(not made.startswith(hash_) for hash_ in wanted.pop(entry, ())):
            return _bad(verdict, entry, f"entry {entry} is not the one whose head was printed")
        row = next(rows, None)
    verdict = Verdict(ok=True, entries=head.entry, first_bad=None, found="", head=head)
    if row is not None:
        return _bad(verdict, row[1][0], f"entry {row[1][0]} of {row[0]} is not in the journal")
    if wanted:
        due = head.entry + 1
        return _bad(verdict, due, f"entry {due} and all after it are gone: a head was printed at {max(wanted)}")
    return verdict


def _rows(reader: Reader, tables: Sequence[EntryTable]) -> Iterator[tuple[str, Row]]:
    """The rows of all tables in the order of their entries."""
    columns = {BATCHES: BATCH_COLUMNS, **{table.name: table.columns for table in tables}}

    def of(name: str) -> Iterator[tuple[int, str, Row]]:
        for row in reader.stream(f"SELECT {', '.join(columns[name])} FROM {name} ORDER BY entry"):
            yield row[0], name, row

    for _, name, row in heapq.merge(*map(of, columns), key=lambda item: item[0]):
        yield name, row


def _by_entry(heads: list[str]) -> dict[int, list[str]]:
    """Hashes by the number of their entry; a head that is none is told by whoever asks."""
    wanted: dict[int, list[str]] = {}
    for head in heads:
        entry, _, hash_ = head.strip().partition("-")
        if int(entry):
            wanted.setdefault(int(entry), []).append(hash_.casefold())
    return wanted


def _damage(reader: Reader) -> str:
    """What the database itself says of its file; nothing where it is whole."""
    if not reader.is_sqlite:
        return ""
    said = [str(row[0]) for row in reader.rows("PRAGMA integrity_check(1)")]
    return "" if said == ["ok"] else f"the file is damaged: {said[0]}"
