"""Imports at once, and imports that are killed: each return is wholly in, once, or wholly out."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from spendreview.ledger.tables import TABLES
from spendreview.store import Store, open_store, verify
from tests.killing import KILLS, killed, moments, said, spawned
from tests.ledger.books import CLAIM, INITIATIVE, PROGRAMME, book, settings
from tests.ledger.workers import import_and_wait, import_each
from tests.store.making import is_sqlite

RETURNS = 50
CLAIMS = 300
TOGETHER = 8


def returns(folder: Path, count: int, claims: int = 2) -> list[str]:
    """So many returns of the Home Office, a day apart, each with so many claims."""
    made = []
    for number in range(count):
        day = dt.date(2009, 1, 1) + dt.timedelta(days=number)
        names = [f"HO-{place:04d}" for place in range(claims)]
        rows = {
            "Return": settings(return_id=f"R{number:03d}", as_at=day),
            "Programmes": [PROGRAMME],
            "Initiatives": [INITIATIVE | {"initiative": name, "title": name} for name in names],
            "Claims": [CLAIM | {"initiative": name, "gross": 3 + number} for name in names],
        }
        made.append(str(book(folder, rows, name=f"r{number:03d}.xlsx")))
    return made


def keys(store: Store) -> list[str]:
    with store.reading() as reader:
        return sorted(row[0] for row in reader.rows("SELECT return_id FROM vfm_returns"))


def test_two_processes_that_import_at_once_lose_and_double_nothing(store_url: str, tmp_path: Path) -> None:
    """Fifty returns each, twenty of which both have: whoever comes second is told that they are in already."""
    paths = returns(tmp_path, 2 * RETURNS - 20)
    shares = (paths[:RETURNS], paths[: RETURNS - 21 : -1])
    assert len(shares[0]) == len(shares[1]) == RETURNS
    with ExitStack() as stack:
        lines = [stack.enter_context(spawned(import_each, store_url, share))[1] for share in shares]
        for line in lines:
            line.send("go")
        already = [said(line) for line in lines]
    assert sum(map(sum, already)) == 20
    with open_store(store_url) as store:
        assert keys(store) == [f"R{number:03d}" for number in range(len(paths))]
        assert verify(store, TABLES).ok


def test_an_import_killed_at_any_moment_is_wholly_in_or_wholly_out(store_url: str, tmp_path: Path) -> None:
    paths = returns(tmp_path, KILLS + 3, claims=CLAIMS)
    times = [killed(import_and_wait, store_url, [path], after_s=None) for path in paths[:3]]
    into, out = [f"R{number:03d}" for number in range(3)], 0
    with open_store(store_url) as store:
        for number, moment in enumerate(moments(seed=5, count=KILLS), start=3):
            after = None if moment is None else moment * median(times)
            took = killed(import_and_wait, store_url, [paths[number]], after_s=after)
            times += [] if took is None else [took]
            is_in = settled(store, f"R{number:03d}")
            into, out = into + [f"R{number:03d}"] * is_in, out + (not is_in)
            if number % 25 == 24 or KILLS < 50:
                assert verify(store, TABLES).ok
        assert keys(store) == into
    done = len(into) - 3
    kind = "SQLite" if is_sqlite(store_url) else "PostgreSQL"
    print(f"\n{kind}: imports killed {KILLS} times: {done} wholly in, {out} wholly out, none in part")
    assert done + out == KILLS
    assert min(done, out) > 0


def test_of_returns_that_come_in_together_all_are_in_or_none(store_url: str, tmp_path: Path) -> None:
    paths = returns(tmp_path, 3 * TOGETHER, claims=CLAIMS)
    took = killed(import_and_wait, store_url, paths[:3], after_s=None)
    assert took is not None
    outcomes = Counter({3: 1})
    with open_store(store_url) as store:
        for number, moment in enumerate(moments(seed=6, count=TOGETHER)[:-1], start=1):
            assert moment is not None
            killed(import_and_wait, store_url, paths[3 * number : 3 * number + 3], after_s=moment * took)
            outcomes[sum(settled(store, f"R{3 * number + own:03d}") for own in range(3))] += 1
        assert verify(store, TABLES).ok
    assert outcomes.keys() == {0, 3}


def settled(store: Store, return_id: str) -> bool:
    """Whether a return is in, whole, once whatever the server still had to do for it is done."""
    with store.writing() as writer:
        found = writer.rows("SELECT batch FROM vfm_returns WHERE return_id = :name", name=return_id)
        if not found:
            sql = "SELECT count(*) FROM batches WHERE key LIKE :name"
            assert writer.rows(sql, name=f"%{return_id}%") == [(0,)]
            return False
        ((own,),) = found
        for table, wanted in (("vfm_claims", CLAIMS), ("vfm_initiatives", CLAIMS), ("vfm_programmes", 1)):
            assert writer.rows(f"SELECT count(*) FROM {table} WHERE batch = :own", own=own) == [(wanted,)]
    return True
