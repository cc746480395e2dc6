"""Programmes that lie within themselves, alone or by way of others: at no date may there be any."""

from __future__ import annotations

from spendreview.errors import Findings
from spendreview.ledger.handed import Handed
from spendreview.ledger.known import Definitions, Known
from spendreview.ledger.tables import PROGRAMMES


def check_within(handed: Handed, known: Known, findings: Findings) -> None:
    """No programme is within itself, whatever the date of a position."""
    for row, own in handed.table(PROGRAMMES).records():
        code, outer = own["programme"], own["within"]
        moment = within_itself(code, handed.version, known) if outer is not None else None
        if moment is not None:
            place = handed.table(PROGRAMMES).place(row, "within")
            when = "" if moment == known.moments()[0] else f" as at {moment[:10]}"
            found = f"{code!r} is within {outer!r}, which is within it{when}"
            findings.fault("LG809", place, found, "the smaller programme within the larger one")


def within_itself(code: str | None, version: str | None, known: Known) -> str | None:
    """The latest version at which a programme is within itself, if there is any.

    version  whose definition of the programme is asked after; None: anybody's
    """
    if code is None or code not in known.programmes:
        return None
    stands = (
        moment for moment in known.moments() if version is None or known.programmes[code].version(moment) == version
    )
    return next((moment for moment in stands if code in _containing(code, moment, known)), None)


def _containing(code: str, moment: str, known: Known) -> list[str]:
    """The programmes that contain one as they stand at a version, from the inside out; each once."""
    found: list[str] = []
    own: Definitions | None = known.programmes[code]
    while own is not None and (outer := own.at(moment).within) is not None and outer not in found:
        found.append(outer)
        own = known.programmes.get(outer)
    return found
