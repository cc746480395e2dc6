"""The checks as one query: which of them found something on each claim, as bits of a whole number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from spendreview.entries import Moment
from spendreview.entries.live import standing_sql
from spendreview.ledger.checks.benches import Joined, joined, literal, stands_empty
from spendreview.ledger.checks.check import Bench, Of, Part
from spendreview.ledger.checks.every import CHECKS
from spendreview.ledger.checks.matrix import Matrix
from spendreview.ledger.programmes import Programme
from spendreview.ledger.tables import INITIATIVES
from spendreview.ledger.words import Level
from spendreview.store import Reader

Bits = Mapping[Part, int]
"""The bit that stands for each condition that is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a query needs to know which checks found something.

    tables    queries to put before it, by name, in their order
    defined   of an initiative: an expression over ``d`` for the bits of the conditions on it, and what it is joined to
    claimed   of a claim: the same over ``c`` and ``d``
    """

    tables: Mapping[str, str]
    defined: str = "0"
    defined_joins: str = ""
    claimed: str = "0"
    claimed_joins: str = ""


NOTHING = Judged(tables={})
"""No check at all."""


def binding(reader: Reader, moment: Moment, programmes: Mapping[str, Programme], asked: Iterable[str]) -> Judged:
    """The checks that keep a claim from counting in its own programme; a bit is that of its check.

    programmes  all that there are; asked those whose claims are looked at
    """
    matrix = Matrix(reader, moment, programmes)
    masks = {code: matrix.binding(code) for code in asked}
    wanted = 0
    for mask in masks.values():
        wanted |= mask
    bits = {part: check.bit for check in CHECKS if check.bit & wanted for part in check.parts if not part.warns}
    return judged(reader, programmes, bits, masks)


def judged(
    reader: Reader, programmes: Mapping[str, Programme], bits: Bits, masks: Mapping[str, int] | None = None
) -> Judged:
    """Conditions as one query.

    bits   the bit of each condition
    masks  which bits hold in which programme; None: all in all
    """
    benches = {bench for part in bits for bench in part.needs}
    empty = {bench for bench in benches if stands_empty(reader, bench)}
    used = {bench: joined(bench, programmes) for bench in Bench if bench in benches - empty}
    parts = {of: {part: bit for part, bit in bits.items() if part.of is of} for of in Of}
    mask = _mask(masks)
    return Judged(
        tables={"every": _every(programmes), **_tables(used.values())},
        defined=_expression(parts[Of.INITIATIVE], empty, mask),
        defined_joins=_joins(used, parts[Of.INITIATIVE]),
        claimed=_expression(parts[Of.CLAIM], empty, mask),
        claimed_joins=_joins(used, parts[Of.CLAIM]),
    )


def _tables(used: Iterable[Joined]) -> dict[str, str]:
    return {name: sql for own in used for name, sql in own.tables.items()}


def _every(programmes: Mapping[str, Programme]) -> str:
    """Every initiative as it stands, with what is asked of its programme."""
    fields = tuple(field.name for field in INITIATIVES.table.fields)
    standing = standing_sql(INITIATIVES, ("entry", "batch", *fields))
    return (
        "SELECT stood.*, r.base_year, r.baseline_end, r.first_day, r.min_years, r.price_basis"
        f" FROM ({standing}) AS stood LEFT JOIN ({_rules(programmes)}) AS r ON r.code = stood.programme"
    )


def _rules(programmes: Mapping[str, Programme]) -> str:
    """What is asked of programmes, as rows."""
    rows = [
        f"SELECT {literal(own.programme)} AS code, {own.baseline_year.start} AS base_year,"
        f" '{own.baseline_year.start + 1}-03-31' AS baseline_end, '{own.first_year.start}-04-01' AS first_day,"
        f" {own.min_years} AS min_years, '{own.price_basis}' AS price_basis"
        for own in programmes.values()
    ]
    none = "SELECT '' AS code, 0 AS base_year, '' AS baseline_end, '' AS first_day, 0 AS min_years, '' AS price_basis"
    return " UNION ALL ".join(rows) or f"{none} WHERE 1 = 0"


def _mask(masks: Mapping[str, int] | None) -> str:
    """The bits that hold in an initiative's programme; nothing where all hold in all."""
    if masks is None:
        return ""
    if len(set(masks.values())) == 1:
        return str(next(iter(masks.values())))
    return (
        f"CASE d.programme {' '.join(f'WHEN {literal(code)} THEN {mask}' for code, mask in masks.items())} ELSE 0 END"
    )


def _expression(bits: Bits, empty: Iterable[Bench], mask: str) -> str:
    """The bits of all conditions that hold, one number."""
    by_bit: dict[int, list[str]] = {}
    for part, bit in bits.items():
        when = _without(part.when, empty)
        own = f"({when})" if part.totals else f"(d.level <> '{Level.AGGREGATE}' AND ({when}))"
        by_bit.setdefault(bit, []).append(own)
    cases = [f"CASE WHEN {' OR '.join(whens)} THEN {bit} ELSE 0 END" for bit, whens in by_bit.items()]
    if not cases:
        return "0"
    added = f"({' + '.join(cases)})"
    return f"({added} & {mask})" if mask else added


def _without(when: str, empty: Iterable[Bench]) -> str:
    """A condition in a ledger that has nothing of what some benches speak of."""
    for bench in empty:
        when = re.sub(rf"\b{bench.value}\.\w+", "NULL", when)
    return when


def _joins(used: Mapping[Bench, Joined], bits: Bits) -> str:
    needed = {bench for part in bits for bench in part.needs}
    return "".join(f" LEFT JOIN {bench.value} ON {own.on}" for bench, own in used.items() if bench in needed)


Judge = Callable[[Reader, Moment, Mapping[str, Programme], Iterable[str]], Judged]
"""What says which checks keep claims from counting."""
