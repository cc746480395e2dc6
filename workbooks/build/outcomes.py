"""Priorities and indicators of a review, and how far each indicator has to go."""

from .catalogue import read
from .effects import Aim

NUMBERS = ("baseline", "target", "min_movement", "trend", "weight", "tier", "floor")


def priorities(review: str) -> list[dict[str, object]]:
    """The Priorities sheet; a blank cell stays blank."""
    return [{name: _cell(name, text) for name, text in row.items()} for row in read(f"{review}_priorities")]


def indicators(review: str) -> list[dict[str, object]]:
    """The Indicators sheet; a blank cell stays blank."""
    return [{name: _cell(name, text) for name, text in row.items()} for row in read(f"{review}_indicators")]


def _cell(name: str, text: str) -> object:
    if not text:
        return None
    return float(text) if name in NUMBERS else text


def aims(rows: list[dict[str, object]], baseline_year: str, last_year: str) -> dict[str, Aim]:
    """For each indicator the direction, and the distance from its baseline to its goal in the final plan year."""
    return {str(row["indicator"]): _aim(row, int(baseline_year[:4]), int(last_year[:4])) for row in rows}


def _aim(row: dict[str, object], start: int, end: int) -> Aim:
    baseline = float(row["baseline"])  # type: ignore[arg-type]
    return Aim(direction=str(row["direction"]), span=abs(_goal(row, baseline, start, end) - baseline))


def _goal(row: dict[str, object], baseline: float, start: int, end: int) -> float:
    """The goal in the final plan year: the target, or the point on the way to a later one."""
    if row["target"] is None:
        return baseline + float(row["min_movement"]) * (1 if row["direction"] == "up" else -1)  # type: ignore[arg-type]
    target = float(row["target"])  # type: ignore[arg-type]
    year = int(str(row["target_year"] or end)[:4])
    begun = int(str(row["baseline_year"] or start)[:4])
    return target if year <= end else baseline + (target - baseline) * (end - begun) / (year - begun)
