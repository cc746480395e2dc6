"""What is appended is there, in order, chained, and stays; what fails leaves nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spendreview.errors import StoreError
from spendreview.ledger.tables import TABLES
from spendreview.store import Field, Head, Part, Store, open_store, time_text, verify
from spendreview.store.journal import TIME
from tests.store.making import BY_NAME, EVERY, append, batch, everything, is_sqlite, rows, straight, value

CLAIMS = BY_NAME["vfm_claims"]
STOPPED = dt.datetime(2009, 7, 1, 12, 0, tzinfo=dt.UTC)


def test_entries_are_numbered_from_one_without_a_gap(filled: Store) -> None:
    kept = everything(filled)
    entries = [row[0] for row in kept["journal"]]
    assert entries == list(range(1, 2 * (1 + 3 * len(TABLES)) + 1))
    assert sorted(row[0] for name in EVERY[1:] for row in kept[name]) == entries


def test_the_chain_is_the_one_that_is_described(filled: Store) -> None:
    """Worked out again here from the words of the description alone."""
    kept = everything(filled)
    by_entry = {row[0]: (name, row) for name in EVERY[1:] for row in kept[name]}
    previous = "0" * 64
    for entry, kind, found in kept["journal"]:
        name, row = by_entry[entry]
        assert name == kind
        text = json.dumps(list(row), separators=(",", ":"))
        previous = hashlib.sha256(f"{previous}\n{kind}\n{text}".encode()).hexdigest()
        assert previous == found
    with filled.reading() as reader:
        assert reader.head == Head(len(by_entry), previous)


def test_rows_come_back_as_they_went_in(store: Store) -> None:
    append(store, "one", count=20)
    kept = everything(store)
    for table in TABLES:
        first = kept[table.name][0][0]
        assert [row[2:] for row in kept[table.name]] == rows(table, 20, 0)
        assert [row[:2] for row in kept[table.name]] == [(first + place, 1) for place in range(20)]


def test_times_of_imports_rise_though_the_clock_stands_or_goes_back(store_url: str) -> None:
    times = iter([STOPPED, STOPPED, STOPPED - dt.timedelta(days=1), STOPPED + dt.timedelta(hours=1)])
    with open_store(store_url, create=True, clock=lambda: next(times)) as store:
        for key in "abcd":
            append(store, key, count=1)
        with store.reading() as reader:
            told = [row[0] for row in reader.rows("SELECT imported_at FROM batches ORDER BY entry")]
    assert told == [
        "2009-07-01T12:00:00.000000Z",
        "2009-07-01T12:00:00.000001Z",
        "2009-07-01T12:00:00.000002Z",
        "2009-07-01T13:00:00.000000Z",
    ]


def test_nothing_is_in_when_the_writer_fails(filled: Store) -> None:
    before = everything(filled)
    parts = [Part(table, rows(table, 5)) for table in TABLES]
    with pytest.raises(ZeroDivisionError), filled.writing() as writer:
        assert writer.append(batch("third"), parts).entry / 0
    assert everything(filled) == before
    append(filled, "third")
    assert verify(filled, TABLES).ok


def test_several_batches_in_one_go_are_in_together(store: Store) -> None:
    with store.writing() as writer:
        heads = [writer.append(batch(key), [Part(CLAIMS, rows(CLAIMS, 2))]) for key in "ab"]
        assert writer.head == heads[1]
    assert [head.entry for head in heads] == [3, 6]
    assert verify(store, TABLES, [str(head) for head in heads]).ok


def test_a_reader_sees_one_moment(filled: Store, store_url: str) -> None:
    with filled.reading() as reader:
        before = reader.head
        with open_store(store_url) as other:
            append(other, "third")
        assert reader.head == before
        assert reader.rows("SELECT max(entry) FROM vfm_claims")[0][0] < before.entry
    with filled.reading() as reader:
        assert reader.head.entry > before.entry


def test_text_is_ordered_alike_in_both_databases(store: Store) -> None:
    """By its bytes, and not as a language sorts: versions are compared in queries."""
    texts = ["2009-03-31 HO/2009-Q4", "2009-03-31 ho/2009-Q4", "2009-03-31 HO-2/1", "a", "B", "é", "z", "Z", "_", "-"]
    place = [field.name for field in CLAIMS.fields].index("version")
    made = [(*row[:place], text, *row[place + 1 :]) for row, text in zip(rows(CLAIMS, 10), texts, strict=True)]
    with store.writing() as writer:
        writer.append(batch("one"), [Part(CLAIMS, made)])
    with store.reading() as reader:
        found = [row[0] for row in reader.rows("SELECT version FROM vfm_claims ORDER BY version")]
        above = reader.rows("SELECT count(*), max(version) FROM vfm_claims WHERE version > :a", a="B")[0]
        batches = reader.rows("SELECT count(*) FROM batches WHERE as_at < 'A'")[0][0]
    assert found == sorted(texts)
    assert above == (sum(text > "B" for text in texts), max(texts))
    assert batches == 1


KINDS = {
    "text": st.text(st.characters(codec="utf-8", exclude_characters="\0")),
    "integer": st.integers(-(2**63), 2**63 - 1),
    "real": st.floats(allow_nan=False, allow_infinity=False),
}


def of(field: Field) -> st.SearchStrategy[object]:
    """Anything that a field may hold."""
    if field.name in ("corrects", "withdrawn"):
        return st.just(value(field, 0))
    return KINDS[field.kind] if field.required else st.none() | KINDS[field.kind]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(*map(of, CLAIMS.fields)), max_size=4))
def test_whatever_is_appended_verifies(store: Store, made: list[tuple[object, ...]]) -> None:
    with store.writing() as writer:
        head = writer.append(batch("any"), [Part(CLAIMS, made)])
    with store.reading() as reader:
        found = reader.rows("SELECT * FROM vfm_claims WHERE entry > :last ORDER BY entry", last=head.entry - len(made))
    assert [row[2:] for row in found] == made
    verdict = verify(store, TABLES, [str(head)])
    assert verdict.ok, verdict.found


def changed(name: str, to: object) -> list[tuple[object, ...]]:
    """One row of claims in which one field has that value."""
    place = [field.name for field in CLAIMS.fields].index(name)
    row = rows(CLAIMS, 1)[0]
    return [(*row[:place], to, *row[place + 1 :])]


@pytest.mark.parametrize(
    ("name", "to"),
    [("cash_share", 1), ("cash_share", True), ("gross_k", True), ("cash_share", -0.0), ("cash_share", 5e-324)],
    ids=str,
)
def test_a_value_of_a_kindred_type_is_kept_as_the_fields_own(store: Store, name: str, to: object) -> None:
    with store.writing() as writer:
        writer.append(batch("one"), [Part(CLAIMS, changed(name, to))])
    assert verify(store, TABLES).ok
    with store.reading() as reader:
        assert reader.rows(f"SELECT {name} FROM vfm_claims") == [(to,)]


@pytest.mark.parametrize(
    ("name", "to"),
    [
        ("evidence", "nul \0 within"),
        ("evidence", "half a pair \ud800"),
        ("evidence", 5),
        ("gross_k", 2**63),
        ("gross_k", 1.5),
        ("gross_k", "1"),
        ("gross_k", None),
        ("cash_share", math.nan),
        ("cash_share", math.inf),
        ("cash_share", "half"),
    ],
    ids=str,
)
def test_what_no_field_can_hold_is_refused_and_nothing_is_in(store: Store, name: str, to: object) -> None:
    append(store, "before")
    before = everything(store)
    with pytest.raises(StoreError) as caught, store.writing() as writer:
        writer.append(batch("one"), [Part(CLAIMS, changed(name, to))])
    (problem,) = caught.value.problems
    assert problem.code == "ST714"
    assert name in problem.found
    assert everything(store) == before


def test_a_reason_that_is_no_text_is_refused(store: Store) -> None:
    """What a shell hands over in another encoding arrives as half a pair."""
    with pytest.raises(StoreError) as caught, store.writing() as writer:
        writer.append(batch("one", reason="caf\udce9"), [])
    assert [problem.code for problem in caught.value.problems] == ["ST714"]


@pytest.mark.parametrize("name", ["journal", "batches", "vfm_claims"])
def test_rows_that_the_database_swallows_are_missed_and_nothing_is_in(filled: Store, store_url: str, name: str) -> None:
    """A trigger or a rule of somebody else's takes the rows and keeps none, without an error."""
    before = everything(filled)
    with straight(store_url, "postgres") as connection:
        if is_sqlite(store_url):
            swallow = f"CREATE TRIGGER a_swallow BEFORE INSERT ON {name} BEGIN SELECT RAISE(IGNORE); END"
        else:
            swallow = f"CREATE RULE a_swallow AS ON INSERT TO {name} DO INSTEAD NOTHING"
        connection.execute(swallow)
    with pytest.raises(StoreError) as caught:
        append(filled, "third")
    (problem,) = caught.value.problems
    assert problem.code in ("ST713", "ST716")
    if name == "vfm_claims":
        assert (problem.code, problem.found) == (
            "ST716",
            "the database did not keep what was written: of 3 rows that were written to vfm_claims it has 0",
        )
    assert everything(filled) == before


def test_a_time_before_the_year_1000_sorts_before_all_later_ones() -> None:
    times = [dt.datetime(year, 1, 1, tzinfo=dt.UTC) for year in (1, 900, 1000, 9999)]
    written = [time_text(time) for time in times]
    assert written == sorted(written)
    assert written[1] == "0900-01-01T00:00:00.000000Z"
    assert [dt.datetime.strptime(text, TIME).replace(tzinfo=dt.UTC) for text in written] == times
