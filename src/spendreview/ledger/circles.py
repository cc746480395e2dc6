"""Programmes defined anew: none may come to lie within itself at any date, and one cut short is remarked on."""

from __future__ import annotations

from itertools import pairwise

from spendreview.errors import Findings
from spendreview.ledger.handed import Handed
from spendreview.ledger.known import Definitions, Known, ProgrammeFacts
from spendreview.ledger.tables import PROGRAMMES
from spendreview.terms import Year

MOST_DEEP = 20
"""Programmes of which each lies within the next: more are a slip, and nobody could say what contains what."""


def check_depth(handed: Handed, known: Known, findings: Findings) -> None:
    """No programme is within so many others, one around the other, that nobody meant it."""
    table = handed.table(PROGRAMMES)
    rows = dict(zip(table.columns["programme"], table.rows, strict=True))
    told: set[str] = set()
    for moment in known.moments() if rows and len(known.programmes) > MOST_DEEP else ():
        for code in known.programmes:
            chain = [code, *_containing(code, moment, known)]
            ours = next((own for own in chain if own in rows), None)
            if len(chain) > MOST_DEEP + 1 and ours is not None and told.isdisjoint(chain):
                told.update(chain)
                found = f"{code!r} is within more than {MOST_DEEP} programmes, one around the other"
                findings.fault("LG809", table.place(rows[ours], "within"), found, f"{MOST_DEEP} at most")


def check_within(handed: Handed, known: Known, findings: Findings) -> None:
    """No programme is within itself, whatever the date of a position."""
    for row, own in handed.table(PROGRAMMES).records():
        code, outer = own["programme"], own["within"]
        moment = within_itself(code, handed.version, known) if outer is not None else None
        if moment is not None:
            place = handed.table(PROGRAMMES).place(row, "within")
            when = "" if moment == known.moments()[0] else f" as at {moment[:10] or 'any earlier date'}"
            found = f"{code!r} is within {outer!r}, which is within it{when}"
            findings.fault("LG809", place, found, "the smaller programme within the larger one")


def within_itself(code: str | None, version: str | None, known: Known) -> str | None:
    """The latest version at which a programme is within itself, if there is any.

    version  whose definition of the programme must stand there; None: anybody's
    """
    if code is None or code not in known.programmes:
        return None
    stands = (
        moment for moment in known.moments() if version is None or known.programmes[code].version(moment) == version
    )
    return next((moment for moment in stands if code in _containing(code, moment, known)), None)


def _containing(code: str, moment: str, known: Known) -> list[str]:
    """The programmes that contain one as they stand at a version, from the inside out; each once, and no more than
    are too many."""
    found: list[str] = []
    own: Definitions | None = known.programmes[code]
    while own is not None and (outer := own.at(moment).within) is not None and outer not in found:
        if len(found) > MOST_DEEP:
            break
        found.append(outer)
        own = known.programmes.get(outer)
    return found


def check_kept_years(handed: Handed, known: Known, findings: Findings) -> None:
    """A remark where a programme has fewer years than before: positions of the others are not shown.

    Whichever of two definitions came in first, the one that is handed in now is held against its neighbours in time.
    """
    for row, own in handed.table(PROGRAMMES).records():
        if None in (own["programme"], own["first_year"], own["final_year"]):
            continue
        given = known.programmes[own["programme"]]
        place = given.versions.index(handed.version)
        for before, after in pairwise(given.versions[max(place - 1, 0) : place + 2]):
            cut = _cut(given.given[before], given.given[after])
            if cut is not None:
                when = f"as at {after[:10]}"
                found = f"{own['programme']!r} is cut short {when}: {cut[1]}"
                place_of = handed.table(PROGRAMMES).place(row, cut[0])
                findings.warn("LW911", place_of, found, "all the years, if it was not cut short")


def _cut(before: ProgrammeFacts, after: ProgrammeFacts) -> tuple[str, str] | None:
    """By which column a definition leaves years out that the one before it had, and how."""
    if not before.first_year or not after.first_year:
        return None  # a year that could not be read, with a fault of its own
    if after.final_year < before.final_year:
        return "final_year", f"its final year was {Year(before.final_year)} and is {Year(after.final_year)}"
    if after.first_year > before.first_year:
        return "first_year", f"its first year was {Year(before.first_year)} and is {Year(after.first_year)}"
    return None
