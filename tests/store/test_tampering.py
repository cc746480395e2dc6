"""Behind the store's back: a value changed, a row taken out or put in, a guard taken away, a byte flipped."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from spendreview.errors import StoreError
from spendreview.ledger.tables import TABLES
from spendreview.store import Store, Verdict, open_store, verify
from spendreview.store.guards import sqlite_guards
from tests.store.making import BY_NAME, EVERY, append, everything, is_sqlite, sqlite_path, straight


@contextmanager
def unguarded(url: str) -> Iterator[Any]:
    """A connection that changes what it likes, and leaves every guard as it was."""
    if not is_sqlite(url):
        with straight(url, "postgres") as connection:
            connection.execute("SET session_replication_role = replica")
            yield connection
        return
    with straight(url) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for _, sql in triggers:
            connection.execute(sql)


def judged(url: str, heads: tuple[str, ...] = ()) -> Verdict:
    with open_store(url) as store:
        return verify(store, TABLES, heads)


def columns(store: Store, name: str) -> list[tuple[str, object]]:
    """The columns of a table, each with another value than its first row has."""
    from sqlalchemy import text

    with store.reading() as reader:
        found = reader._connection.execute(text(f"SELECT * FROM {name} ORDER BY entry LIMIT 1"))
        names, row = list(found.keys()), found.one()
    changed = [None if value is None else value + 1 if isinstance(value, int | float) else f"{value}!" for value in row]
    return [(column, 0 if value is None else value) for column, value in zip(names, changed, strict=True)][1:]


@pytest.mark.parametrize("name", EVERY)
def test_a_value_changed_in_any_column_is_named(filled: Store, store_url: str, name: str) -> None:
    with filled.reading() as reader:
        entry, before = reader.rows(f"SELECT min(entry), (SELECT count(*) FROM journal) FROM {name}")[0]
    for column, other in columns(filled, name):
        with unguarded(store_url) as connection:
            kept = connection.execute(f"SELECT {column} FROM {name} WHERE entry = {entry}").fetchone()[0]
            set_to(connection, store_url, name, column, other, entry)
        verdict = judged(store_url)
        assert (verdict.ok, verdict.first_bad) == (False, entry), column
        assert verdict.entries == verdict.head.entry == entry - 1
        assert str(entry) in verdict.found
        with unguarded(store_url) as connection:
            set_to(connection, store_url, name, column, kept, entry)
    assert judged(store_url).entries == before


def set_to(connection: Any, url: str, name: str, column: str, value: object, entry: int) -> None:
    mark = "?" if is_sqlite(url) else "%s"
    connection.execute(f"UPDATE {name} SET {column} = {mark} WHERE entry = {entry}", [value])


@pytest.mark.parametrize("name", EVERY)
def test_a_row_taken_out_is_named(filled: Store, store_url: str, name: str) -> None:
    with filled.reading() as reader:
        entry = reader.rows(f"SELECT max(entry) FROM {name}")[0][0]
        last = reader.head.entry
    with unguarded(store_url) as connection:
        connection.execute(f"DELETE FROM {name} WHERE entry = {entry}")
    verdict = judged(store_url)
    assert (verdict.ok, verdict.first_bad) == (False, entry)
    assert verdict.entries == (entry - 1 if entry != last else last - 1)


@pytest.mark.parametrize("name", EVERY[1:])
@pytest.mark.parametrize("where", ["within", "at the end"])
def test_a_row_put_in_beside_the_journal_is_named(filled: Store, store_url: str, name: str, where: str) -> None:
    with filled.reading() as reader:
        last = reader.head.entry
        # In the middle it stands in for an entry that the journal has of another table.
        entry = last + 1 if where == "at the end" else 2 if name == "batches" else 1
        names = [column for column, _ in columns(filled, name)]
    with unguarded(store_url) as connection:
        own = ", ".join(names)
        connection.execute(
            f"INSERT INTO {name} (entry, {own}) SELECT {entry}, {own} FROM {name} ORDER BY entry DESC LIMIT 1"
        )
    verdict = judged(store_url)
    assert not verdict.ok
    assert verdict.first_bad == entry


def test_two_rows_that_changed_places_are_named(filled: Store, store_url: str) -> None:
    with filled.reading() as reader:
        first, second = (row[0] for row in reader.rows("SELECT entry FROM vfm_claims ORDER BY entry LIMIT 2"))
    with unguarded(store_url) as connection:
        for old, new in ((first, -1), (second, first), (-1, second)):
            connection.execute(f"UPDATE vfm_claims SET entry = {new} WHERE entry = {old}")
    assert judged(store_url).first_bad == first


def test_a_chain_made_anew_after_a_change_is_caught_by_a_head_printed_before(filled: Store, store_url: str) -> None:
    """Whoever changes a row and works out every hash after it anew is found out by nothing else."""
    with filled.reading() as reader:
        printed = reader.head
    with unguarded(store_url) as connection:
        connection.execute("UPDATE vfm_claims SET gross_k = gross_k + 1")
    made_anew(store_url)
    assert judged(store_url).ok
    verdict = judged(store_url, (printed.short,))
    assert (verdict.ok, verdict.first_bad) == (False, printed.entry)


def made_anew(url: str) -> None:
    """Every hash of the journal computed again from what the tables hold."""
    from spendreview.store.chain import NOTHING, canonical, link

    with open_store(url) as store:
        kept = everything(store)
    rows = {row[0]: (name, row) for name in EVERY[1:] for row in kept[name]}
    previous, mark = NOTHING, "?" if is_sqlite(url) else "%s"
    with unguarded(url) as connection:
        for entry in sorted(rows):
            name, row = rows[entry]
            previous = link(previous, name, canonical([row])[0])
            connection.execute(f"UPDATE journal SET hash = {mark} WHERE entry = {entry}", [previous])


@pytest.mark.parametrize("shown", ["whole", "short"])
def test_entries_cut_off_at_the_end_are_caught_by_a_head_and_by_nothing_else(
    filled: Store, store_url: str, shown: str
) -> None:
    with filled.reading() as reader:
        middle = reader.rows("SELECT max(entry) FROM batches")[0][0] - 1
        hashes = dict(reader.rows("SELECT entry, hash FROM journal"))
        printed = reader.head.short if shown == "short" else str(reader.head)
    with unguarded(store_url) as connection:
        for name in EVERY[::-1]:
            connection.execute(f"DELETE FROM {name} WHERE entry > {middle}")
    alone = judged(store_url)
    assert alone.ok
    assert alone.entries == middle
    verdict = judged(store_url, (printed,))
    assert (verdict.ok, verdict.first_bad, verdict.entries) == (False, middle + 1, middle)
    assert judged(store_url, (f"{middle}-{hashes[middle]}",)).ok


def test_a_head_of_another_store_is_not_taken(filled: Store, store_url: str) -> None:
    with filled.reading() as reader:
        entry = reader.head.entry
    verdict = judged(store_url, (f"{entry}-{'0' * 16}",))
    assert (verdict.ok, verdict.first_bad, verdict.entries) == (False, entry, entry - 1)


@pytest.mark.parametrize("head", ["", "42", "42-", "42-0123", "-1-" + "0" * 16, "x-" + "0" * 16, "1-" + "g" * 16])
def test_what_is_no_head_is_refused(sqlite_url: str, head: str) -> None:
    """A hash cut too short would agree with anything."""
    with open_store(sqlite_url, create=True) as store:
        append(store, "first")
        with pytest.raises(StoreError) as caught:
            verify(store, TABLES, [head])
    assert [problem.code for problem in caught.value.problems] == ["ST715"]


@pytest.mark.parametrize("name", EVERY)
def test_a_guard_taken_away_or_changed_is_told(filled: Store, store_url: str, name: str) -> None:
    corrects = name in BY_NAME and BY_NAME[name].corrects
    if is_sqlite(store_url):
        guards = sqlite_guards(name, corrects=corrects)
        assert len(guards) == 3
        for guard, sql in guards.items():
            idle = sql.partition(" BEGIN ")[0].partition(" WHEN ")[0] + " BEGIN SELECT 1; END"
            for again in ("SELECT 1", idle):
                with straight(store_url) as connection:
                    connection.execute(f"DROP TRIGGER {guard}")
                    connection.execute(again)
                told(store_url, guard)
                with straight(store_url) as connection:
                    connection.execute(f"DROP TRIGGER IF EXISTS {guard}")
                    connection.execute(sql)
    else:
        for guard in ("no_change", "no_truncate", "no_replace"):
            for idle, again in (("DISABLE", "ENABLE"), ("ENABLE REPLICA", "ENABLE")):
                run(store_url, f"ALTER TABLE {name} {idle} TRIGGER {name}_{guard}")
                told(store_url, f"{name}_{guard}")
                run(store_url, f"ALTER TABLE {name} {again} TRIGGER {name}_{guard}")
        run(store_url, replaced(f"{name}_refuse", "BEGIN RETURN NEW; END"))
        told(store_url, f"{name}_refuse")
        run(store_url, f"DROP TRIGGER {name}_no_change ON {name}")
        told(store_url, name)


def test_the_function_that_all_guards_call_is_looked_at(filled: Store, postgres_url: str) -> None:
    with open_store(postgres_url, create=True) as store:
        append(store, "first")
    run(postgres_url, replaced("spendreview_refuse", "BEGIN RETURN NULL; END"))
    told(postgres_url, "spendreview_refuse")


def run(url: str, statement: str) -> None:
    with straight(url) as connection:
        connection.execute(statement)


def replaced(function: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"


def told(url: str, guard: str) -> None:
    verdict = judged(url)
    assert (verdict.ok, verdict.first_bad) == (False, None)
    assert guard in verdict.found


# The bytes of an SQLite file.


@pytest.fixture
def closed(sqlite_url: str) -> Path:
    """A store that is closed: all of it in one file."""
    with open_store(sqlite_url, create=True) as store:
        append(store, "first", count=12)
        append(store, "second", count=12)
    path = sqlite_path(sqlite_url)
    assert [beside.name for beside in path.parent.iterdir() if beside.name.startswith(path.name)] == [path.name]
    return path


def flipped(path: Path, at: int, bits: int = 1) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= bits
    path.write_bytes(content)


def found_at(path: Path, wanted: bytes) -> list[int]:
    content, places = path.read_bytes(), [-1]
    while (place := content.find(wanted, places[-1] + 1)) >= 0:
        places.append(place)
    return places[1:]


@pytest.mark.parametrize("name", [table.name for table in TABLES])
def test_a_byte_of_a_text_changed_in_the_file_names_its_entry(closed: Path, name: str) -> None:
    """A letter for another, and a letter for a byte that is no text at all; in the table, and in its indexes."""
    with closing(sqlite3.connect(closed)) as connection:
        field = next(field.name for field in BY_NAME[name].fields if field.kind == "text" and field.name != "version")
        entry, text = connection.execute(f"SELECT max(entry), {field} FROM {name}").fetchone()
    whole, named = closed.read_bytes(), 0
    marker = text.encode()
    for place in found_at(closed, marker):
        for bits in (1, 0x80):
            flipped(closed, place, bits)
            verdict = judged(str(closed))
            assert not verdict.ok
            named += verdict.first_bad == entry
            closed.write_bytes(whole)
    assert named >= 2
    assert judged(str(closed)).ok


def test_a_byte_of_a_number_changed_in_the_file_names_its_entry(closed: Path) -> None:
    with closing(sqlite3.connect(closed)) as connection:
        entry, gross = connection.execute("SELECT max(entry), gross_k FROM vfm_claims").fetchone()
    places = found_at(closed, gross.to_bytes(4, "big"))
    whole, bad = closed.read_bytes(), set()
    for place in places:
        flipped(closed, place + 3)
        bad.add(judged(str(closed)).first_bad)
        closed.write_bytes(whole)
    assert entry in bad


@pytest.mark.parametrize("name", ["batches", "journal"])
def test_a_byte_of_a_batch_or_of_a_hash_names_its_entry(closed: Path, name: str) -> None:
    with closing(sqlite3.connect(closed)) as connection:
        column = {"batches": "content", "journal": "hash"}[name]
        entry, text = connection.execute(f"SELECT max(entry), {column} FROM {name}").fetchone()
    (place,) = found_at(closed, text.encode())
    flipped(closed, place)
    verdict = judged(str(closed))
    assert (verdict.ok, verdict.first_bad) == (False, entry)


def test_an_index_that_no_longer_fits_its_table_is_told(closed: Path) -> None:
    """Queries would answer wrongly though every row is as it was."""
    with closing(sqlite3.connect(closed)) as connection:
        text = connection.execute("SELECT initiative FROM vfm_initiatives LIMIT 1").fetchone()[0].encode()
    whole, told_of = closed.read_bytes(), []
    for place in found_at(closed, text):
        flipped(closed, place)
        verdict = judged(str(closed))
        assert not verdict.ok
        told_of.append(verdict.found)
        closed.write_bytes(whole)
    assert any("index" in words or "order" in words for words in told_of), told_of


def test_any_byte_of_the_file_is_either_missed_by_nobody_or_means_nothing(closed: Path) -> None:
    """Three hundred bytes all over the file: what is not told has changed no row, no index and no guard."""
    whole, chance = closed.read_bytes(), random.Random(4)
    with open_store(closed) as store:
        right, last = everything(store), verify(store, TABLES).entries
    told_of = named = 0
    for at in sorted(chance.sample(range(len(whole)), 300)):
        flipped(closed, at, 1 << chance.randrange(8))
        try:
            with open_store(closed) as store:
                verdict = verify(store, TABLES)
                if verdict.ok:
                    assert everything(store) == right, f"byte {at}"
                    assert verdict.entries == last
        except StoreError:
            told_of += 1
        else:
            told_of += not verdict.ok
            named += verdict.first_bad is not None
        closed.write_bytes(whole)
    print(f"300 bytes flipped: {told_of} told, {named} with the entry, {300 - told_of} where nothing is kept")
    assert named > 60


def test_a_file_cut_short_is_told(closed: Path) -> None:
    whole = closed.read_bytes()
    for pages in (1, 2, 10, len(whole) // 4096 - 1):
        closed.write_bytes(whole[: 4096 * pages])
        with pytest.raises(StoreError) as caught:
            refused(closed)
        assert {problem.code for problem in caught.value.problems} <= {"ST703", "ST709", "ST711"}


def refused(path: Path) -> None:
    """A bad verdict is raised, so that it and a store that cannot be opened at all are told alike."""
    from spendreview.store.faults import fault

    verdict = judged(str(path))
    if not verdict.ok:
        raise fault(path.name, "ST711", verdict.found, "")
