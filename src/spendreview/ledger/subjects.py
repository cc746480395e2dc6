"""What a code asks the history of: an initiative, a programme or a department, and which entries speak of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from spendreview.entries import Filed
from spendreview.errors import LedgerError, Place, Problem, did_you_mean
from spendreview.ledger.tables import (
    AUDITS,
    BINDING,
    BUDGETS,
    CLAIMS,
    INITIATIVES,
    OUTTURN,
    POSTS,
    PRENETTED,
    PROGRAMMES,
    RESOLUTIONS,
    REVIEWS,
    TARGETS,
    THEMES,
)
from spendreview.store import Reader

MOST_ASKED = 20_000
"""Codes of one kind among which the nearest is looked for."""


class Subject(StrEnum):
    """What a code is; where it is several things, the first of them is meant."""

    INITIATIVE = "initiative"
    PROGRAMME = "programme"
    DEPARTMENT = "department"


SPEAKING: Mapping[Subject, tuple[Filed, ...]] = {
    Subject.INITIATIVE: (INITIATIVES, CLAIMS, AUDITS, RESOLUTIONS),
    Subject.PROGRAMME: (PROGRAMMES, TARGETS, PRENETTED, POSTS, BINDING, AUDITS, THEMES),
    Subject.DEPARTMENT: (TARGETS, PRENETTED, POSTS, REVIEWS, BUDGETS, AUDITS, OUTTURN, THEMES),
}
"""The tables whose entries speak of a subject: every entry that can be corrected is found under one of them."""


def condition(filed: Filed, subject: Subject) -> str:
    """The condition on the entries of a table that speak of ``:code``, or ever did."""
    if subject.value in filed.key or len(filed.key) > 1:
        return f"{subject.value} = :code"
    # A review that another department was named for, once or by a correction, has all its entries shown.
    return f"{filed.key[0]} IN (SELECT {filed.key[0]} FROM {filed.name} WHERE {subject.value} = :code)"


def subject_of(reader: Reader, file: str, code: str) -> Subject:
    """What a code is.

    raises  LedgerError LG813 where no entry speaks of it, with the nearest code
    """
    for subject, tables in SPEAKING.items():
        for filed in tables:
            if reader.first(f"SELECT 1 FROM {filed.name} WHERE {subject.value} = :code LIMIT 1", code=code):
                return subject
    wanted = did_you_mean(code, _codes(reader), "the code of an initiative, a programme or a department of the ledger")
    found = f"there is no initiative, programme or department {code!r}"
    raise LedgerError(Problem(code="LG813", place=Place(file=file), found=found, wanted=wanted))


def _codes(reader: Reader) -> list[str]:
    """All that may be asked for."""
    found: dict[str, None] = {}
    for subject, tables in SPEAKING.items():
        # Claims name nothing that is not defined, and are many.
        for filed in (own for own in tables if own is not CLAIMS):
            name = subject.value
            sql = f"SELECT DISTINCT {name} FROM {filed.name} WHERE {name} IS NOT NULL ORDER BY {name} LIMIT :most"
            found |= dict.fromkeys(code for (code,) in reader.rows(sql, most=MOST_ASKED))
    return list(found)
