"""Plain lines for a pipe or a file: a label and what is said of it, none wider than a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

WIDTH = 80
LABEL = 12
NO_BREAK = "\u00a0"

LAST_WORD = "The tool informs; ministers decide."


def line(label: str, parts: Iterable[str], between: str) -> str:
    """A label and its parts, wrapped between parts rather than inside them."""
    parts = list(parts)
    room = WIDTH - LABEL - len(between)
    whole = len(parts) > 1 and all(len(part) <= room for part in parts)
    kept = [part.replace(" ", NO_BREAK) for part in parts] if whole else parts
    text = textwrap.fill(
        between.join(kept),
        WIDTH,
        initial_indent=f"{label:<{LABEL}}",
        subsequent_indent=" " * LABEL,
        break_on_hyphens=False,
    )
    return text.replace(NO_BREAK, " ")
