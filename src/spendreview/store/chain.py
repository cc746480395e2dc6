"""The chain: each entry's hash is made of the one before, its kind, and its row in one canonical form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

NOTHING = "0" * 64
"""The hash before the first entry."""

SHORT = 16
"""Characters of a hash that are enough on screen."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of a chain and its hash: whoever keeps it can tell later whether anything before it changed."""

    entry: int
    hash: str

    def __str__(self) -> str:
        return f"{self.entry}-{self.hash}"

    @property
    def short(self) -> str:
        """The head as it is printed."""
        return f"{self.entry}-{self.hash[:SHORT]}"


EMPTY = Head(0, NOTHING)
"""The head of a chain without entries."""


def canonical(rows: Sequence[Sequence[object]]) -> list[str]:
    """Each row as JSON without a blank: numbers, text and null look the same from either database.

    >>> canonical([(1, "£5m", None), (2, "],[", 0.5)])
    ['[1,"\\\\u00a35m",null]', '[2,"],[",0.5]']
    """
    if not rows:
        return []
    # All rows at once is several times faster; only a text that looks like the border between two of them forbids it.
    whole = json.dumps(rows, separators=(",", ":"), allow_nan=False)
    parts = whole[2:-2].split("],[")
    if len(parts) == len(rows):
        return [f"[{part}]" for part in parts]
    return [json.dumps(row, separators=(",", ":"), allow_nan=False) for row in rows]


def link(previous: str, kind: str, text: str) -> str:
    """The hash of an entry whose row reads so in canonical form."""
    return hashlib.sha256(f"{previous}\n{kind}\n{text}".encode("ascii")).hexdigest()


def links(previous: str, kind: str, texts: Iterable[str]) -> list[str]:
    """The hashes of many entries of one kind, one after the other."""
    sha256, made = hashlib.sha256, []
    between = f"\n{kind}\n"
    for text in texts:
        previous = sha256(f"{previous}{between}{text}".encode("ascii")).hexdigest()
        made.append(previous)
    return made
