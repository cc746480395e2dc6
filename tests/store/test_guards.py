"""Straight on the database, without the program: nothing is changed, removed, replaced, doubled or left out."""

from __future__ import annotations

import re
from typing import Any

import pytest

from spendreview.ledger.tables import TABLES
from spendreview.store import Store, open_store, verify
from spendreview.store.guards import NEVER
from tests.store.making import EVERY, append, everything, is_sqlite, straight


class Table:
    """What the statements of this file need to know of one table."""

    def __init__(self, connection: Any, name: str, url: str) -> None:
        cursor = connection.execute(f"SELECT * FROM {name} ORDER BY entry LIMIT 1")
        self.name, self.mark = name, "?" if is_sqlite(url) else "%s"
        self.columns = [column[0] for column in cursor.description]
        self.row = list(cursor.fetchone())

    def insert(self, verb: str = "INSERT", tail: str = "") -> str:
        marks = ", ".join([self.mark] * len(self.columns))
        return f"{verb} INTO {self.name} ({', '.join(self.columns)}) VALUES ({marks}) {tail}"

    def with_entry(self, entry: int) -> list[object]:
        """The first row under another number."""
        return [entry, *self.row[1:]]


def statements(table: Table, last: int, url: str) -> list[tuple[str, list[object]]]:
    """Every way to change, remove, replace or double a row, or to put in one that does not belong."""
    last_column, name = table.columns[-1], table.name
    do_update = f"ON CONFLICT (entry) DO UPDATE SET {last_column} = excluded.{last_column}"
    made: list[tuple[str, list[object]]] = [
        (f"UPDATE {name} SET {last_column} = {last_column}", []),
        (f"UPDATE {name} SET entry = entry + 1000 WHERE entry = {table.row[0]}", []),
        (f"DELETE FROM {name} WHERE entry = {table.row[0]}", []),
        (f"DELETE FROM {name}", []),
        (table.insert(), table.row),
        (table.insert(tail=do_update), table.row),
        (table.insert(tail="ON CONFLICT DO NOTHING"), table.row),
        (table.insert(), table.with_entry(last + 2)),
        (table.insert(), table.with_entry(0)),
        (table.insert(), table.with_entry(-1)),
    ]
    if is_sqlite(url):
        verbs = [f"INSERT OR {word}" for word in ("REPLACE", "IGNORE", "ABORT", "FAIL", "ROLLBACK")]
        made += [(table.insert(verb), table.row) for verb in (*verbs, "REPLACE")]
        made += [(f"UPDATE OR {word} {name} SET entry = {last}", []) for word in ("REPLACE", "IGNORE")]
        made += [(table.insert("INSERT OR REPLACE"), table.with_entry(last + 2))]
    else:
        source = f"USING (SELECT {table.row[0]}::bigint AS entry) AS new ON {name}.entry = new.entry"
        made += [
            (f"TRUNCATE {name} CASCADE", []),
            (f"MERGE INTO {name} {source} WHEN MATCHED THEN DELETE", []),
            (f"MERGE INTO {name} {source} WHEN MATCHED THEN UPDATE SET entry = 0", []),
            (f"WITH gone AS (DELETE FROM {name} RETURNING *) SELECT * FROM gone", []),
        ]
    if name != "journal":
        # An entry that the journal has, but of another table.
        made.append((table.insert(), table.with_entry(1 if name != "batches" else 2)))
    return made


@pytest.mark.parametrize("name", EVERY)
def test_nothing_straight_on_a_table_changes_it(filled: Store, store_url: str, name: str) -> None:
    before = everything(filled)
    with straight(store_url) as connection:
        table = Table(connection, name, store_url)
        connection.commit()
        for statement, values in statements(table, len(before["journal"]), store_url):
            with pytest.raises(Exception, match=re.escape(NEVER)):
                connection.execute(statement, values)
            connection.rollback()
    assert everything(filled) == before
    assert verify(filled, TABLES).ok


def test_a_whole_table_cannot_be_copied_over_another(filled: Store, store_url: str) -> None:
    before = everything(filled)
    for name in EVERY:
        with straight(store_url) as connection:
            with pytest.raises(Exception, match=re.escape(NEVER)):
                connection.execute(f"INSERT INTO {name} SELECT * FROM {name}")
            connection.rollback()
    assert everything(filled) == before


@pytest.mark.parametrize("name", [table.name for table in TABLES if table.corrects])
def test_the_database_lets_no_entry_be_corrected_twice(filled: Store, store_url: str, name: str) -> None:
    with filled.reading() as reader:
        last, first = reader.head.entry, reader.rows(f"SELECT min(entry) FROM {name}")[0][0]
    with straight(store_url) as connection:
        table = Table(connection, name, store_url)
        at = table.columns.index("corrects")
        for number in (1, 2):
            mark = table.mark
            entry = f"INSERT INTO journal (entry, kind, hash) VALUES ({mark}, {mark}, '0')"
            connection.execute(entry, [last + number, name])
            row = table.with_entry(last + number)
            row[at] = first
            if number == 1:
                connection.execute(table.insert(), row)
            else:
                with pytest.raises(Exception, match=re.escape(NEVER)):
                    connection.execute(table.insert(), row)
        connection.rollback()


def test_a_user_who_may_only_add_needs_no_more(postgres_url: str, cluster: Any) -> None:
    """So that those who import need not own the tables, whose owner could take the guards away."""
    with open_store(postgres_url, create=True) as store:
        append(store, "by the owner")
    database = postgres_url.partition("?")[0].rpartition("/")[2]
    grants = [f"GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO clerk{database}"]
    cluster.execute(f"CREATE ROLE clerk{database} LOGIN", *grants, database=database)
    try:
        with open_store(cluster.url(database, f"clerk{database}")) as store:
            append(store, "by the clerk")
            assert verify(store, TABLES).ok
            with store.reading() as reader:
                assert [row[0] for row in reader.rows("SELECT key FROM batches ORDER BY entry")][1] == "by the clerk"
        with straight(cluster.url(database, f"clerk{database}")) as connection:
            with pytest.raises(Exception, match="must be owner"):
                connection.execute("ALTER TABLE journal DISABLE TRIGGER ALL")
            connection.rollback()
    finally:
        cluster.execute(f"DROP OWNED BY clerk{database}", database=database)
        cluster.execute(f"DROP ROLE clerk{database}")
