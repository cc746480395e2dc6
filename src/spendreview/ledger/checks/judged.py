"""The checks as one query: which of them found something on each claim, as bits of a whole number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from spendreview.entries import Moment
from spendreview.entries.live import standing_sql
from spendreview.ledger.checks.benches import Lookup, literal, lookup
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

    tables   queries to put before it, by name, in their order; ``every`` gives the initiatives as they stand
    defined  of an initiative: an expression over ``d`` for the bits of the conditions on it
    claimed  of a claim: the same over ``c`` and ``d``
    lookups  what is looked up
    """

    tables: Mapping[str, str]
    defined: str = "0"
    claimed: str = "0"
    lookups: Mapping[Bench, Lookup] = field(default_factory=dict)


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
    needed = {bench for part in bits for bench in part.needs}
    lookups = {bench: lookup(reader, bench, programmes) for bench in Bench if bench in needed}
    tables = {name: sql for own in lookups.values() for name, sql in own.tables.items()}
    parts = {of: {part: bit for part, bit in bits.items() if part.of is of} for of in Of}
    mask = _mask(masks)
    return Judged(
        tables={"every": _every(programmes), **tables},
        defined=_expression(parts[Of.INITIATIVE], mask),
        claimed=_expression(parts[Of.CLAIM], mask),
        lookups=lookups,
    )


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


def _expression(bits: Bits, mask: str) -> str:
    """The bits of all conditions that hold, one number."""
    by_bit: dict[int, list[str]] = {}
    for part, bit in bits.items():
        own = f"({part.when})" if part.totals else f"(d.level <> '{Level.AGGREGATE}' AND ({part.when}))"
        by_bit.setdefault(bit, []).append(own)
    cases = [f"CASE WHEN {' OR '.join(whens)} THEN {bit} ELSE 0 END" for bit, whens in by_bit.items()]
    if not cases:
        return "0"
    added = f"({' + '.join(cases)})"
    return f"({added} & {mask})" if mask else added


Judge = Callable[[Reader, Moment, Mapping[str, Programme], Iterable[str]], Judged]
"""What says which checks keep claims from counting."""
