"""Hold the program's positions against the restatement, figure by figure, to the £ thousand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck

from spendreview.errors import LedgerError
from spendreview.ledger.checks.judged import NOTHING, Judge, Judged
from spendreview.ledger.position import position
from spendreview.ledger.records import NOT_STATED, Position, Split
from spendreview.store import Store
from spendreview.terms import Year

from .restatement import Figures, Restated

FIGURES = tuple(field.name for field in fields(Figures))
RELATIVE = 1e-9

YEARS = (2008, 2009, 2010)
FINE = (Split.INITIATIVE, Split.STAGE)

QUIET: dict[str, Any] = {
    "deadline": None,
    "derandomize": True,
    "database": None,
    "suppress_health_check": list(HealthCheck),
}
"""Random examples that are the same in every run."""


def nothing(*_: object) -> Judged:
    """A judge by whom every claim counts: for tests of the arithmetic, which no check is to disturb."""
    return NOTHING


def holding(entries: Mapping[int, int]) -> Judge:
    """A judge by whom some claims do not count: entry -> the bits of what keeps it from counting."""
    whens = " ".join(f"WHEN {entry} THEN {bits}" for entry, bits in sorted(entries.items()))
    own = Judged(tables={}, claimed=f"CASE c.entry {whens} ELSE 0 END") if whens else NOTHING
    return lambda *_: own


def asked(
    store: Store,
    programme: str | None,
    year: int,
    as_at: str,
    by: str | None,
    known: dt.datetime | None,
    judge: Judge = nothing,
) -> Position:
    """A position of the program's, every claim counting unless a judge says otherwise."""
    return position(
        store,
        programme,
        year=Year(year),
        as_at=dt.date.fromisoformat(as_at),
        known_at=known,
        by=None if by is None else Split(by),
        judge=judge,
    )


def all_of(
    store: Store,
    as_at: str,
    known: dt.datetime | None = None,
    years: Iterable[int] = YEARS,
    splits: Iterable[Split] = FINE,
    judge: Judge = nothing,
) -> list[tuple[Any, ...]]:
    """Every figure of every programme in some years, and in some splits."""
    with store.reading() as reader:
        codes = sorted(code for (code,) in reader.rows("SELECT DISTINCT programme FROM vfm_programmes"))
    return [told(store, code, year, as_at, by, known, judge) for code in codes for year in years for by in splits]


def told(
    store: Store, code: str, year: int, as_at: str, by: Split, known: dt.datetime | None = None, judge: Judge = nothing
) -> tuple[Any, ...]:
    """What a position says, without how far the chain had come; None where its programme was not known yet."""
    try:
        found = asked(store, code, year, as_at, by, known, judge)
    except LedgerError:
        return (code, year, by, None)
    return (code, year, by, found.figures, found.groups, found.years, found.posts, found.final_target_k)


def differences(found: Position, now: Restated, programme: str, year: int, by: str) -> list[str]:
    """Every figure in which a position of the program's is not what it should be."""
    told = list(_unlike("whole", found.figures, now.position(programme, year)))
    groups = {group.key: group for group in found.groups}
    wanted = {key or NOT_STATED: figures for key, figures in now.groups(programme, year, by).items()}
    for key in sorted(groups.keys() | wanted.keys()):
        if key in groups and key in wanted:
            told += _unlike(f"{by} {key}", groups[key], wanted[key])
        elif key in wanted and wanted[key].says_something:
            told.append(f"{by} {key} is missing: {wanted[key]}")
        elif key not in wanted and groups[key].evidenced_low_k is None:
            told.append(f"{by} {key} is one too many: {groups[key]}")
    for line in found.years:
        told += _unlike_year(line, now, programme)
    posts = {(line.department, line.measure, line.as_at.isoformat(), line.posts) for line in found.posts}
    return told + ([f"posts {posts}, wanted {now.counts(programme)}"] if posts != now.counts(programme) else [])


def differences_together(found: Position, now: Restated, year: int) -> list[str]:
    """The same for a position of all programmes, split by programme."""
    told = list(_unlike("together", found.figures, now.together(year)))
    for group in found.groups:
        told += _unlike(f"programme {group.key}", group, now.position(group.key, year))
    outer = now.outermost(year)
    return told + ([] if [group.key for group in found.groups] == outer else [f"programmes other than {outer}"])


def _unlike(what: str, found: Any, wanted: Figures) -> Iterator[str]:
    for name in FIGURES:
        ours = getattr(wanted, name)
        theirs = getattr(found, name, None) if hasattr(found, name) else getattr(found, f"{name}_k")
        if not same(theirs, ours):
            yield f"{what}: {name} is {theirs}, wanted {ours}"


def _unlike_year(line: Any, now: Restated, programme: str) -> Iterator[str]:
    figures = now.position(programme, line.year.start)
    for name in ("target", "reported", "counting", "not_testable"):
        theirs, ours = getattr(line, f"{name}_k"), getattr(figures, name)
        if theirs != ours and (name, theirs, ours) != ("reported", None, 0):
            yield f"{line.year}: {name} is {theirs}, wanted {ours}"


def same(found: Any, wanted: Any) -> bool:
    """Whether two figures are the same: whole £ thousand exactly, shares as nearly as a float can be."""
    if not isinstance(wanted, Fraction) or found is None:
        return bool(found == wanted)
    return abs(Fraction(found) - wanted) <= RELATIVE * abs(wanted)
