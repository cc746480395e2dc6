"""Whole columns read at once hold what reading cell by cell gives; where one cell is odd they are not read at once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spendreview.errors import Findings, Place
from spendreview.tabular import bulk
from spendreview.tabular.amounts import Money, Number
from spendreview.tabular.cells import Choice, Code, ListOf, Text, YesNo
from spendreview.tabular.columns import ColumnReader
from spendreview.tabular.guard import SheetFacts
from spendreview.tabular.opened import SheetCells
from spendreview.tabular.records import frozen_records
from spendreview.tabular.schema import Column


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


COLUMNS = [
    Column("c", Text()),
    Column("c", Text(), required=True),
    Column("c", Code(), key=True),
    Column("c", Code(spaces=True), default="x"),
    Column("c", ListOf(Code(spaces=True)), default=()),
    Column("c", ListOf(Code(spaces=True), asks_of_commas=True), default=()),
    Column("c", ListOf(Number())),
    Column("c", Choice(Colour), default=Colour.RED),
    Column("c", YesNo(), required=True),
    Column("c", Money(), default=0, blank_zero=True),
    Column("c", Money(), required=True),
    Column("c", Number(minimum=0, maximum=10), default=1.0),
    Column("c", Number(above=0)),
    Column("c", Number(minimum=1, whole=True), default=1),
]
ODD: list[Any] = ["", " ", "-", "a;b", " a", "a\u00a0b", "a\u200bb", "\ufeff", "a,b", "1 2", "1 234",
                  "a b", "1,5", "(3)", True, False, 1e13, -1.0, 0.00049, 2.5,
                  float("nan"), float("inf"), 1e8, "red", "RED", "yes", 7.0, "A1"]  # fmt: skip
USUAL: list[list[Any]] = [
    [float(n) for n in range(1, 11)],
    [n / 8 for n in range(80)],
    [f"B{n}" for n in range(300)],
    ["red", "blue"],
    ["yes", "no"],
    ["P 1", "P 2", ""],
    [1.5, "", 3.25],
]


def read(column: Column, raws: list[Any], many: int) -> tuple[Any, list[str], list[str]]:
    """The column's values, faults and warnings; beyond ``many`` cells whole columns are read at once."""
    findings = Findings()
    grid = [["n", "c"], *([f"row {number}", raw] for number, raw in enumerate(raws))]
    cells = SheetCells("S", "visible", grid, SheetFacts({}, frozenset(), False), False)
    before, bulk.MANY = bulk.MANY, many
    try:
        reader = ColumnReader(Place(file="f", sheet="S"), cells, 0, {"n": 0, "c": 1}, findings)
        values = reader.read((column,))["c"]
    finally:
        bulk.MANY = before
    return list(map(repr, values)), list(map(str, findings.faults)), list(map(str, findings.warnings))


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: f"{type(column.kind).__name__} {column.default}")
@pytest.mark.parametrize("usual", USUAL, ids=lambda usual: str(usual[:2]))
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_at_once_is_as_one_by_one(column: Column, usual: list[Any], data: st.DataObject) -> None:
    raws = (usual * 300)[:300]
    for _ in range(data.draw(st.integers(0, 2))):
        raws[data.draw(st.integers(0, 299))] = data.draw(st.sampled_from(ODD))
    assert read(column, raws, many=1) == read(column, raws, many=10_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    x: int
    y: str


def test_records_made_by_column_are_those_made_one_by_one() -> None:
    made = frozen_records(Point, 2, {"y": ["a", "b"], "x": (1, 2)})
    assert made == [Point(x=1, y="a"), Point(x=2, y="b")]
    with pytest.raises(AttributeError):
        made[0].x = 3  # type: ignore[misc]
    assert hash(made[1]) == hash(Point(x=2, y="b"))


@pytest.mark.parametrize("columns", [{"x": [1]}, {"x": [1], "y": ["a"], "z": [0]}, {"x": [1, 2], "y": ["a", "b"]}])
def test_records_need_a_value_for_every_field(columns: dict[str, list[Any]]) -> None:
    with pytest.raises(ValueError, match=r"fields|values"):
        frozen_records(Point, 1, columns)
