"""Several processes at once, and one that is killed at any moment: each batch is wholly in, or wholly out."""

from __future__ import annotations

from contextlib import ExitStack
from statistics import median

from spendreview.ledger.tables import TABLES
from spendreview.store import Store, open_store, verify
from tests.killing import KILLS, killed, moments, said, spawned
from tests.store.making import EVERY, append, is_sqlite
from tests.store.workers import append_and_wait, append_many, open_and_tell

BATCHES = 50
CLAIMS = 1500


def keys(store: Store) -> list[str]:
    with store.reading() as reader:
        return [row[0] for row in reader.rows("SELECT key FROM batches ORDER BY entry")]


def test_two_processes_that_append_at_once_lose_and_double_nothing(store_url: str) -> None:
    """From a store that is not there yet: both make it."""
    with ExitStack() as stack:
        lines = [stack.enter_context(spawned(append_many, store_url, name, BATCHES))[1] for name in "ab"]
        for line in lines:
            line.send("go")
        assert [said(line) for line in lines] == ["done", "done"]
    with open_store(store_url) as store:
        found = keys(store)
        verdict = verify(store, TABLES)
    assert [key for key in found if key.startswith("a")] == [f"a-{number}" for number in range(BATCHES)]
    assert [key for key in found if key.startswith("b")] == [f"b-{number}" for number in range(BATCHES)]
    assert len(found) == 2 * BATCHES
    assert (verdict.ok, verdict.entries) == (True, 2 * BATCHES * (1 + 2 * len(TABLES)))


def test_four_processes_open_a_new_store_at_once(store_url: str) -> None:
    with ExitStack() as stack:
        lines = [stack.enter_context(spawned(open_and_tell, store_url))[1] for _ in range(4)]
        for line in lines:
            line.send("go")
        assert [said(line) for line in lines] == [0, 0, 0, 0]
    with open_store(store_url) as store:
        append(store, "first")
        assert verify(store, TABLES).ok


def test_a_writer_killed_at_any_moment_is_wholly_in_or_wholly_out(store: Store, store_url: str) -> None:
    times = [killed(append_and_wait, store_url, f"measured-{number}", CLAIMS, after_s=None) for number in range(3)]
    done, into, out = len(times), 0, 0
    for number, moment in enumerate(moments(seed=9, count=KILLS)):
        after = None if moment is None else moment * median(times)
        took = killed(append_and_wait, store_url, f"killed-{number}", CLAIMS, after_s=after)
        times += [] if took is None else [took]
        is_in = settled(store, f"killed-{number}")
        into, out, done = into + is_in, out + (not is_in), done + is_in
        verdict = verify(store, TABLES) if number % 25 == 24 or KILLS < 50 else None
        assert verdict is None or (verdict.ok, verdict.entries) == (True, done * (1 + CLAIMS)), verdict
    kind = "SQLite" if is_sqlite(store_url) else "PostgreSQL"
    print(f"\n{kind}: killed {KILLS} times: {into} wholly in, {out} wholly out, none in part")
    assert into + out == KILLS
    assert into
    assert out
    append(store, "after all that")
    assert verify(store, TABLES).ok


def settled(store: Store, key: str) -> bool:
    """Whether a batch is in, once whatever the server still had to do for it is done: it is in whole, or not at all."""
    with store.writing() as writer:
        entries = writer.rows("SELECT entry FROM batches WHERE key = :key", key=key)
        head = writer.head.entry
        last = {name: writer.rows(f"SELECT coalesce(max(entry), 0), count(*) FROM {name}")[0] for name in EVERY}
    assert last["journal"] == (head, head)
    assert sum(count for name, (_, count) in last.items() if name != "journal") == head
    if not entries:
        return False
    assert len(entries) == 1
    assert entries[0][0] + CLAIMS == head == last["vfm_claims"][0]
    return True
