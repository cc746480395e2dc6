"""Priorities and indicators of a review, and how far each indicator has to go."""

from .catalogue import Row, sheet
from .effects import Aim


def priorities(review: str) -> list[Row]:
    """The Priorities sheet of a review that lists them in full."""
    return sheet(f"{review}_priorities", "weight", "tier", "floor")


def indicators(review: str) -> list[Row]:
    """The Indicators sheet."""
    return sheet(f"{review}_indicators", "baseline", "target", "min_movement", "trend", "weight")


def aims(rows: list[Row], baseline_year: str, last_year: str) -> dict[str, Aim]:
    """For each indicator the direction, and the distance from its baseline to its goal in the final plan year."""
    return {str(row["indicator"]): _aim(row, int(baseline_year[:4]), int(last_year[:4])) for row in rows}


def _aim(row: Row, start: int, end: int) -> Aim:
    """An indicator without a target has to move by its least movement; one with a later target, part of the way."""
    if row["target"] is None:
        return Aim(direction=str(row["direction"]), span=_figure(row, "min_movement"))
    distance = abs(_figure(row, "target") - _figure(row, "baseline"))
    due = int(str(row["target_year"] or end)[:4])
    begun = int(str(row["baseline_year"] or start)[:4])
    part = 1.0 if due <= end else (end - begun) / (due - begun)
    return Aim(direction=str(row["direction"]), span=distance * part)


def _figure(row: Row, column: str) -> float:
    return float(str(row[column]))
