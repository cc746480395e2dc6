"""The hand-written illustrative figures: programmes, bids, indicators, rules. Read from workbooks/illustrative/."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "illustrative"
FLAT = (1.0, 1.0, 1.0)
Row = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A part of a department that has a committed baseline; each field by control, RDEL and CDEL."""

    code: str
    department: str
    title: str
    shares: dict[str, float]  # of the department's baseline, or of the published of-which row named in `rows`
    rows: dict[str, str]  # published of-which row that the programme belongs to; blank: the rest of the department
    paths: dict[str, tuple[float, ...]]  # commitment in each plan year as a fraction of the baseline; blank: as usual


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One bid as a spending team would jot it down: a title, a size, and what it is meant to move."""

    bid: str
    programme: Programme
    kind: str
    title: str
    sizes: dict[str, tuple[float, ...]]  # RDEL, CDEL, £m: one figure (see bids.SHAPES) or one for each year
    moves: tuple[tuple[str, float], ...]  # indicator and strength; negative where the bid does harm
    flags: dict[str, str]

    @property
    def settlement(self) -> bool:
        """Whether the bid is part of the package that makes up the published settlement."""
        return "settlement" in self.flags

    @property
    def requires(self) -> tuple[str, ...]:
        """The bids that this one builds on."""
        return tuple(self.flags["requires"].split(";")) if "requires" in self.flags else ()


@cache
def read(name: str) -> tuple[dict[str, str], ...]:
    """The rows of workbooks/illustrative/NAME.csv; lines that begin with # are remarks."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(line for line in file if not line.startswith("#")))


def sheet(name: str, *numeric: str) -> list[Row]:
    """A file that is a sheet already: blank cells as None, the named columns as numbers."""
    return [{column: _cell(text, column in numeric) for column, text in row.items()} for row in read(name)]


def settings(name: str) -> list[Row]:
    """The Review sheet: a value of digits alone is a number."""
    rows = sheet(name)
    return [row | {"value": int(str(row["value"])) if str(row["value"]).isdigit() else row["value"]} for row in rows]


def _cell(text: str, numeric: bool) -> object:
    if not text:
        return None
    return float(text) if numeric else text


@cache
def programmes(review: str) -> dict[str, Programme]:
    """The programmes of a review by code."""
    return {row["code"]: _programme(row) for row in read(f"{review}_programmes")}


@cache
def wanted(review: str) -> tuple[Wanted, ...]:
    """The bids of a review, in catalogue order."""
    by_code = programmes(review)
    return tuple(_wanted(row, by_code[row["programme"]]) for row in read(f"{review}_bids"))


def _programme(row: dict[str, str]) -> Programme:
    return Programme(
        code=row["code"],
        department=row["department"],
        title=row["programme"],
        shares={"RDEL": float(row["rdel_share"]), "CDEL": float(row["cdel_share"])},
        rows={"RDEL": row.get("rdel_row") or "", "CDEL": row.get("cdel_row") or ""},
        paths={"RDEL": numbers(row["rdel_path"]), "CDEL": numbers(row["cdel_path"])},
    )


def _wanted(row: dict[str, str], programme: Programme) -> Wanted:
    moves = (move.split(":") for move in row["moves"].split())
    flags = (flag.partition("=") for flag in row["flags"].split())
    return Wanted(
        bid=row["bid"],
        programme=programme,
        kind=row["kind"],
        title=row["title"],
        sizes={"RDEL": numbers(row["rdel"]), "CDEL": numbers(row["cdel"])},
        moves=tuple((indicator, float(strength)) for indicator, strength in moves),
        flags={name: value for name, _, value in flags},
    )


def numbers(text: str) -> tuple[float, ...]:
    """`12` or `12;13;14` as numbers; blank as none."""
    return tuple(float(part) for part in text.split(";")) if text else ()
