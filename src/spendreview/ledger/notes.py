"""What a reader must know beside the figures of a position, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spendreview.ledger.audited import speaking
from spendreview.ledger.programmes import Programme, directly_within
from spendreview.ledger.standing import Standing
from spendreview.ledger.words import OneOff
from spendreview.money import millions
from spendreview.terms import Year


def notes_on(
    asked: Sequence[Programme], programmes: Mapping[str, Programme], of: Sequence[Standing], year: Year
) -> tuple[str, ...]:
    """One sentence each; nothing that the figures say themselves."""
    notes: list[str] = []
    for own, standing in zip(asked, of, strict=True):
        notes += _on_within(own, programmes)
        notes += _on_targets(standing)
        notes += _on_claims(standing, year)
        notes += _on_audits(standing, year)
    return tuple(dict.fromkeys(notes))


def _on_within(own: Programme, programmes: Mapping[str, Programme]) -> list[str]:
    around = [own] if own.within is not None else []
    return [f"{_inside(inner)}." for inner in (*directly_within(own.programme, programmes), *around)]


def _inside(inner: Programme) -> str:
    """What the programme around it contains of one, in words."""
    named = f"{inner.programme} ({inner.title})"
    if inner.within_k == 0:
        return f"{inner.within}: {named} stands apart, and its totals are not added to it"
    part = "all of it" if inner.within_k is None else f"{_money(inner.within_k)} a year of its totals"
    return f"{inner.within} contains {named}, {part}, counted once"


def _on_targets(standing: Standing) -> list[str]:
    if not standing.targets.by_department_alone:
        return []
    code = standing.programme.programme
    return [f"{code} has targets of departments alone: they may overlap, and are not added up."]


def _on_claims(standing: Standing, year: Year) -> list[str]:
    code, notes = standing.programme.programme, []
    now = [cell for cell in standing.cells if cell.year == year.start and cell.reports]
    if any(not cell.aggregate for cell in now):
        notes.append(
            "What counts is claimed of initiatives and passes the checks that bind; vfm checks names the rest."
        )
    if any(cell.reported_k and not cell.claimed for cell in now):
        notes.append(f"{code}: costs of once that are spread are charged in every year, with a claim or without.")
    if any(cell.aggregate for cell in now):
        notes.append(f"{code}: published totals have no initiatives behind them, so what counts is not testable.")
    if any(cell.basis != "net" for cell in now):
        notes.append(f"{code}: reported as it stands where it is gross of cost or does not say.")
    if standing.programme.one_off_cost == OneOff.EXCLUDE:
        notes.append(f"{code}: costs of once are left out of savings, and shown beside them.")
    return notes


def _on_audits(standing: Standing, year: Year) -> list[str]:
    code = standing.programme.programme
    found = sorted(speaking(standing.findings), key=lambda own: (own.date, own.report))
    notes = [
        f"{code}: {own.report} examined {_money(own.scope_k)}"
        f"{f' of {own.department}' if own.department else ''}{f', {own.initiative}' if own.initiative else ''}"
        f" ({own.date.day} {own.date:%B %Y})."
        for own in found[:MOST_AUDITS]
    ]
    if len(found) > MOST_AUDITS:
        notes.append(f"{code}: and {len(found) - MOST_AUDITS} more findings.")
    reported = sum(cell.reported_k for cell in standing.cells if cell.year == year.start)
    if sum(own.scope_k for own in found) > max(reported, 0):
        notes.append(f"{code}: auditors examined more than is reported in {year}: they speak of other figures too.")
    return notes


MOST_AUDITS = 6
"""Findings that are named one by one."""


def _money(amount_k: int) -> str:
    return f"£{millions(amount_k):,.1f}m".replace(".0m", "m")
