"""Lines of measured figures, and how they are printed: aligned for a terminal, or as Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

HEADER = ("size", "stage", "unit", "limit", "project", "ratio", "goal", "met")
NOTHING = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One stage at one size: a figure for each repeat, of the limit and of the project."""

    size: str
    stage: str
    unit: str  # "s", "MiB", or "times" for a growth
    limit: tuple[float, ...]
    project: tuple[float, ...]
    goal: float | None = None  # the most that project / limit should be

    @property
    def ratio(self):
        """Median of the project over median of the limit; None where either is missing."""
        return median(self.project) / median(self.limit) if self.limit and self.project else None

    def texts(self):
        """The line's cells, as text."""
        ratio, goal = self.ratio, self.goal
        return (
            self.size,
            self.stage,
            self.unit,
            _figure(self.limit, self.unit),
            _figure(self.project, self.unit),
            NOTHING if ratio is None else f"{ratio:.2f}",
            NOTHING if goal is None else f"<= {goal:g}",
            NOTHING if ratio is None or goal is None else "yes" if ratio <= goal else "no",
        )


def _figure(values, unit):
    """The median in figures that suit its unit."""
    if not values:
        return NOTHING
    value = median(values)
    if unit == "MiB":
        return f"{value:.0f}"
    return f"{value:.1f}" if unit == "times" else f"{value:.3g}" if value < 1 else f"{value:.2f}"


def render(lines, *, markdown=False):
    """The lines as one table."""
    rows = [HEADER, *(line.texts() for line in lines)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    padded = [[_pad(text, width, at) for at, (text, width) in enumerate(zip(row, widths, strict=True))] for row in rows]
    if not markdown:
        return "\n".join("  ".join(row).rstrip() for row in padded)
    rule = ["-" * (width - 1) + ("-" if at < 3 else ":") for at, width in enumerate(widths)]
    return "\n".join("| " + " | ".join(row) + " |" for row in [padded[0], rule, *padded[1:]])


def _pad(text, width, at):
    """Words to the left, figures to the right."""
    return text.ljust(width) if at < 3 else text.rjust(width)
