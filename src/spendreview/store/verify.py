"""Is everything still as it was entered? The chain computed again, entry by entry, from what the tables hold now."""

from __future__ import annotations

import heapq
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spendreview.errors import StoreError, brief
from spendreview.store.chain import EMPTY, NOTHING, Head, canonical, link
from spendreview.store.faults import DAMAGED, NOT_OURS, fault
from spendreview.store.journal import Reader, Row, Store
from spendreview.store.migrate import REVISIONS, VERSION_TABLE
from spendreview.store.standing import fallen_guard
from spendreview.store.tables import BATCH_COLUMNS, BATCHES, EntryTable
from spendreview.store.where import locate


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
    raises  StoreError where the store cannot be opened, ST715 where a head is none; a damaged file is a verdict
    """
    walk = _Walk(_by_entry(store.name, heads))
    try:
        with store.reading() as reader:
            verdict = walk.along(reader, tables)
            if not verdict.ok:
                return verdict
            return walk.verdict(found=_damage(reader) or fallen_guard(reader, tables) or _other_revision(reader))
    except StoreError as error:
        if error.problems[0].code != DAMAGED:
            raise
        return walk.stopped(error.problems[0].found)


def unopened(where: str | os.PathLike[str] | None, error: StoreError) -> Verdict | None:
    """The verdict on a file that is there and cannot be opened as a store; None where it is not the file's fault."""
    code, found = error.problems[0].code, error.problems[0].found
    path = locate(where).path if code == NOT_OURS else None
    if code != DAMAGED and (path is None or not path.is_file()):
        return None
    return Verdict(ok=False, entries=0, first_bad=None, found=found, head=EMPTY)


class _Walk:
    """A walk along the chain, and how far it came.

    wanted  hashes that were printed, by the number of their entry
    """

    def __init__(self, wanted: dict[int, list[str]]) -> None:
        self._wanted, self._head, self._at_end = wanted, EMPTY, False

    def verdict(self, entry: int | None = None, found: str = "") -> Verdict:
        """What is to be said where the walk is now."""
        return Verdict(ok=not found, entries=self._head.entry, first_bad=entry, found=found, head=self._head)

    def stopped(self, found: str) -> Verdict:
        """What is to be said where the database gave no more."""
        due = self._head.entry + 1
        return self.verdict(found=found) if self._at_end else self.verdict(due, f"at entry {due}: {found}")

    def along(self, reader: Reader, tables: Sequence[EntryTable]) -> Verdict:
        """Every entry in its order, each against the hash that the journal has for it."""
        rows = _rows(reader, tables)
        if any(not NOTHING.startswith(hash_) for hash_ in self._wanted.pop(0, ())):
            return self.verdict(1, "no chain begins with the head that was printed at entry 0")
        for chained in reader.as_they_stand("SELECT entry, kind, hash FROM journal ORDER BY entry"):
            wrong = self._step(chained, next(rows, None))
            if wrong is not None:
                return self.verdict(*wrong)
        self._at_end = True
        due = self._head.entry + 1
        if (row := next(rows, None)) is not None:
            return self.verdict(row[1][0], f"entry {row[1][0]} of {row[0]} is not in the journal")
        if self._wanted:
            last = max(self._wanted)
            return self.verdict(due, f"entry {due} and all after it are gone: a head was printed at {last}")
        return self.verdict()

    def _step(self, chained: Row, row: tuple[str, Row] | None) -> tuple[int, str] | None:
        """One entry further; or which entry is wrong, and how."""
        entry, kind, found = chained
        due = self._head.entry + 1
        if entry != due:
            return min(entry, due), f"entry {due} is missing from the journal"
        if row is None or row[1][0] > due:
            return due, f"entry {due} is missing from {kind}"
        table, values = row
        if values[0] < due:
            return values[0], f"entry {values[0]} of {table} is not in the journal"
        if table != kind:
            return due, f"entry {due} stands in {table}, not in {kind}"
        made = _linked(self._head.hash, kind, values)
        if made != found:
            return due, f"entry {due} in {kind} is not what was entered"
        if any(not made.startswith(hash_) for hash_ in self._wanted.pop(due, ())):
            return due, f"entry {due} is not the one whose head was printed"
        self._head = Head(due, made)
        return None


def _linked(previous: str, kind: str, row: Row) -> str:
    """The hash of an entry; nothing where its row holds what nobody can have entered, such as bare bytes."""
    try:
        return link(previous, kind, canonical([row])[0])
    except (TypeError, ValueError):
        return ""


def _rows(reader: Reader, tables: Sequence[EntryTable]) -> Iterator[tuple[str, Row]]:
    """The rows of all tables in the order of their entries."""
    columns = {BATCHES: BATCH_COLUMNS, **{table.name: table.columns for table in tables}}

    def of(name: str) -> Iterator[tuple[int, str, Row]]:
        for row in reader.as_they_stand(f"SELECT {', '.join(columns[name])} FROM {name} ORDER BY entry"):
            yield row[0], name, row

    for _, name, row in heapq.merge(*map(of, columns), key=lambda item: item[0]):
        yield name, row


def _by_entry(name: str, heads: Iterable[str]) -> dict[int, list[str]]:
    """Hashes by the number of their entry; 0 is the head of a store without entries."""
    wanted: dict[int, list[str]] = {}
    for head in heads:
        printed = re.fullmatch(r"([0-9]{1,18})-([0-9a-f]{16,64})", head.strip().casefold())
        if printed is None:
            raise fault(name, "ST715", f"{brief(head)!r} is not a head", "it as it was printed: 1042-0123456789abcdef")
        wanted.setdefault(int(printed[1]), []).append(printed[2])
    return wanted


def _other_revision(reader: Reader) -> str:
    """What is wrong with the record of the revision, the one table without guards; nothing where it is right."""
    recorded = [row[0] for row in reader.rows(f"SELECT version_num FROM {VERSION_TABLE}")]
    if recorded == [REVISIONS[-1]]:
        return ""
    named = ", ".join(map(str, recorded)) or "nothing"
    return f"the table {VERSION_TABLE} was changed: it holds {named}, and should hold {REVISIONS[-1]} alone"


def _damage(reader: Reader) -> str:
    """What the database itself says of its file; nothing where it is whole."""
    if not reader.is_sqlite:
        return ""
    said = [str(row[0]) for row in reader.rows("PRAGMA integrity_check(1)")]
    return "" if said == ["ok"] else f"the file is damaged: {said[0]}"
