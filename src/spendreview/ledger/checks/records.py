"""What the checks answer with: a finding, and all of them together."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from spendreview.ledger.checks.matrix import Level
from spendreview.ledger.words import Force
from spendreview.store import Head
from spendreview.terms import Year


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One cell at which a check found something.

    level       E where it keeps a claim from counting, W where it warns
    programme   empty where it speaks of a department whatever the programme
    initiative  None where it speaks of a department or a programme
    years       of the claims that it speaks of; amount_k the latest of them as it is reported, £ thousand a year
    total       whether it is a published total
    entry       whose cell it is; claims the entries of the claims
    cell        ``Initiatives!H5``; empty where the entry is a correction
    other       the initiative that claims the same, where one does
    """

    check: str
    level: Force
    programme: str
    department: str
    title: str
    years: tuple[Year, ...]
    amount_k: int | None
    entry: int
    file: str
    cell: str
    found: str
    wanted: str
    strand: str | None = None
    initiative: str | None = None
    total: bool = False
    claims: tuple[int, ...] = ()
    other: str | None = None

    @property
    def order(self) -> tuple[Any, ...]:
        """By programme, department and initiative, and there by check."""
        years = [year.start for year in self.years]
        return (self.programme, self.department, self.initiative or "", self.check, years, self.cell, self.entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the checks found, as at a date and as known at a time.

    programme, department, level  what was asked for; None: all
    claims    how many claims stand of which that was asked, published totals among them
    findings  in the order of programme, department and initiative
    matrix    what each check does in each programme that was asked for
    """

    programme: str | None
    department: str | None
    level: Force | None
    as_at: dt.date
    known_at: str | None
    claims: int
    findings: tuple[Finding, ...]
    matrix: tuple[Level, ...]
    chain_head: Head
