"""What a code's entry says."""

from __future__ import annotations

from typing import NamedTuple


class Meaning(NamedTuple):
    """One code in words: its title, how it comes about, and what puts it right."""

    title: str
    cause: str
    cure: str
