"""The hand-written illustrative figures: programmes, bids, indicators. Read from workbooks/illustrative/."""

import csv
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "illustrative"
FLAT = (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A part of a department that has a committed baseline, as shares of the department's baseline."""

    code: str
    department: str
    title: str
    shares: dict[str, float]  # RDEL, CDEL: share of the department's baseline, or of the published of-which row named below
    rows: dict[str, str]  # RDEL, CDEL: the published of-which row that this programme belongs to; blank for the rest of the department
    paths: dict[str, tuple[float, ...]]  # RDEL, CDEL: commitment in each plan year as a fraction of the baseline


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
        return tuple(self.flags["requires"].split(";")) if "requires" in self.flags else ()


def read(name: str) -> list[dict[str, str]]:
    """The rows of workbooks/illustrative/NAME.csv; lines that begin with # are remarks."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def programmes(review: str) -> dict[str, Programme]:
    """The programmes of a review by code."""
    return {row["code"]: _programme(row) for row in read(f"{review}_programmes")}


def wanted(review: str) -> list[Wanted]:
    """The bids of a review, in catalogue order."""
    by_code = programmes(review)
    return [_wanted(row, by_code[row["programme"]]) for row in read(f"{review}_bids")]


def _programme(row: dict[str, str]) -> Programme:
    return Programme(
        code=row["code"],
        department=row["department"],
        title=row["programme"],
        shares={"RDEL": float(row["rdel_share"] or 0), "CDEL": float(row["cdel_share"] or 0)},
        rows={"RDEL": row.get("rdel_row") or "", "CDEL": row.get("cdel_row") or ""},
        paths={"RDEL": numbers(row["rdel_path"]) or FLAT, "CDEL": numbers(row["cdel_path"]) or FLAT},
    )


def _wanted(row: dict[str, str], programme: Programme) -> Wanted:
    return Wanted(
        bid=row["bid"],
        programme=programme,
        kind=row["kind"],
        title=row["title"],
        sizes={"RDEL": numbers(row["rdel"]), "CDEL": numbers(row["cdel"])},
        moves=tuple((name, float(strength)) for name, strength in (move.split(":") for move in row["moves"].split())),
        flags={name: value for name, _, value in (flag.partition("=") for flag in row["flags"].split())},
    )


def numbers(text: str) -> tuple[float, ...]:
    """`12` or `12;13;14` as numbers; blank as none."""
    return tuple(float(part) for part in text.split(";")) if text else ()
