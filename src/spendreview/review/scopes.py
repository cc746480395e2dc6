"""Scopes of limits and rules: what ``total``, a department, ``group:``, ``programme:``, ``tag:`` and ``bid:`` name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from spendreview.review.records import Bid, Department
from spendreview.terms import TOTAL


class ScopeKind(StrEnum):
    """What a scope names; the last three name bids alone."""

    TOTAL = "total"
    DEPARTMENT = "department"
    GROUP = "group"
    PROGRAMME = "programme"
    TAG = "tag"
    BID = "bid"


OF_DEPARTMENTS = frozenset({ScopeKind.TOTAL, ScopeKind.DEPARTMENT, ScopeKind.GROUP})
"""The kinds of scope that have departments, and so a baseline."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A parsed scope."""

    kind: ScopeKind
    name: str


def parse_scope(text: str) -> Scope:
    """The scope that a cell names; whether that exists is for :class:`Scopes` to say.

    >>> parse_scope("programme:Core schools")
    Scope(kind=<ScopeKind.PROGRAMME: 'programme'>, name='Core schools')
    """
    if text.casefold() == TOTAL:
        return Scope(ScopeKind.TOTAL, TOTAL)
    prefix, colon, name = text.partition(":")
    prefix = prefix.strip().casefold()
    if colon and prefix in {ScopeKind.GROUP, ScopeKind.PROGRAMME, ScopeKind.TAG, ScopeKind.BID}:
        return Scope(ScopeKind(prefix), name.strip())
    return Scope(ScopeKind.DEPARTMENT, text)


class Scopes:
    """What each scope holds in one review."""

    def __init__(self, departments: Iterable[Department], bids: Iterable[Bid]) -> None:
        self._departments = tuple(departments)
        self._bids = tuple(bids)
        self._names: dict[ScopeKind, frozenset[str]] = {}

    def names(self, kind: ScopeKind) -> frozenset[str]:
        """What the scopes of a kind may name; gathered when it is first asked for, since bids are many."""
        if kind not in self._names:
            self._names[kind] = frozenset(self._gathered(kind))
        return self._names[kind]

    def _gathered(self, kind: ScopeKind) -> Iterator[str]:
        match kind:
            case ScopeKind.TOTAL:
                yield TOTAL
            case ScopeKind.DEPARTMENT:
                yield from (row.department for row in self._departments)
            case ScopeKind.GROUP:
                yield from (row.group for row in self._departments if row.group)
            case ScopeKind.PROGRAMME:
                yield from (bid.programme for bid in self._bids)
            case ScopeKind.TAG:
                yield from (tag for bid in self._bids for tag in bid.tags)
            case ScopeKind.BID:
                yield from (bid.bid for bid in self._bids)

    def known(self, scope: Scope) -> bool:
        """Whether the review has what the scope names."""
        return scope.name in self.names(scope.kind)

    def all_texts(self) -> list[str]:
        """Every scope that could be written, for suggestions."""
        plain = {ScopeKind.TOTAL, ScopeKind.DEPARTMENT}
        return [name if kind in plain else f"{kind}:{name}" for kind in ScopeKind for name in sorted(self.names(kind))]

    def departments(self, scope: Scope) -> tuple[Department, ...]:
        """The departments of a scope that has departments, devolved ones included."""
        if scope.kind is ScopeKind.TOTAL:
            return self._departments
        if scope.kind is ScopeKind.GROUP:
            return tuple(row for row in self._departments if row.group == scope.name)
        return tuple(row for row in self._departments if row.department == scope.name)

    def bids(self, scope: Scope) -> tuple[Bid, ...]:
        """The bids that a scope covers, those of its departments included."""
        if scope.kind is ScopeKind.TOTAL:
            return self._bids
        if scope.kind is ScopeKind.GROUP:
            codes = {row.department for row in self.departments(scope)}
            return tuple(bid for bid in self._bids if bid.department in codes)
        return self._named[scope.kind].get(scope.name, ())

    @cached_property
    def _named(self) -> dict[ScopeKind, dict[str, tuple[Bid, ...]]]:
        """Bids by each name that they go by, gathered in one pass, since limits are many."""
        departments: dict[str, list[Bid]] = {}
        programmes: dict[str, list[Bid]] = {}
        tags: dict[str, list[Bid]] = {}
        for bid in self._bids:
            departments.setdefault(bid.department, []).append(bid)
            programmes.setdefault(bid.programme, []).append(bid)
            for tag in dict.fromkeys(bid.tags):
                tags.setdefault(tag, []).append(bid)
        return {
            ScopeKind.DEPARTMENT: {name: tuple(bids) for name, bids in departments.items()},
            ScopeKind.PROGRAMME: {name: tuple(bids) for name, bids in programmes.items()},
            ScopeKind.TAG: {name: tuple(bids) for name, bids in tags.items()},
            ScopeKind.BID: {bid.bid: (bid,) for bid in self._bids},
        }
