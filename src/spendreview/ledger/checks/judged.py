"""The checks as one query: which of them found something on each claim, as bits of a whole number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from spendreview.entries import Moment
from spendreview.ledger.checks.benches import Lookup, literal
from spendreview.ledger.checks.check import Bench, Of, Part
from spendreview.ledger.checks.every import CHECKS
from spendreview.ledger.checks.looking import lookup
from spendreview.ledger.checks.matrix import Matrix
from spendreview.ledger.programmes import Programme
from spendreview.ledger.said import stood_sql
from spendreview.ledger.words import Level, OneOff
from spendreview.store import Reader

Bits = Mapping[Part, int]
"""The bit that stands for each condition that is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a query needs to know which checks found something.

    tables   queries to put before it, by name, in their order; ``stood`` gives the initiatives as they stand
    defined  of an initiative: an expression over ``d`` for the bits of the conditions on it
    claimed  of a claim: the same over ``c`` and ``d``
    asked    the fields of an initiative that the expression on claims speaks of
    lookups  what is looked up
    """

    tables: Mapping[str, str]
    defined: str = "0"
    claimed: str = "0"
    asked: frozenset[str] = frozenset()
    lookups: Mapping[Bench, Lookup] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """The queries, as they stand before another."""
        tables = self.tables or {"stood": stood_sql()}
        return ", ".join(f"{name} AS ({sql})" for name, sql in tables.items())


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
    return judged(reader, moment, programmes, bits, masks)


def judged(
    reader: Reader,
    moment: Moment,
    programmes: Mapping[str, Programme],
    bits: Bits,
    masks: Mapping[str, int] | None = None,
) -> Judged:
    """Conditions as one query.

    bits   the bit of each condition
    masks  which bits hold in which programme; None: all in all
    """
    needed = {bench for part in bits for bench in part.needs}
    lookups = {bench: lookup(reader, moment, bench, programmes) for bench in Bench if bench in needed}
    tables = {name: sql for own in lookups.values() for name, sql in own.tables.items()}
    parts = {of: {part: bit for part, bit in bits.items() if part.of is of} for of in Of}
    mask = _mask(masks)
    return Judged(
        tables={"stood": stood_sql(), **tables},
        defined=_expression(parts[Of.INITIATIVE], mask, programmes),
        claimed=_expression(parts[Of.CLAIM], mask, programmes),
        asked=_fields(parts[Of.CLAIM]),
        lookups=lookups,
    )


def _fields(parts: Iterable[Part]) -> frozenset[str]:
    """The fields of an initiative that conditions on claims speak of."""
    return frozenset(name for part in parts for name in re.findall(r"\bd\.(\w+)", part.when)) - set(ASKED)


def _programme_facts(when: str, programmes: Mapping[str, Programme]) -> str:
    """A condition in which what it asks of the initiative's programme is said outright."""
    said = {name: _by_programme(programmes, told) for name, told in ASKED.items()}
    return re.sub(rf"\bd\.({'|'.join(ASKED)})\b", lambda found: said[found[1]], when)


def _by_programme(programmes: Mapping[str, Programme], told: Callable[[Programme], int | str]) -> str:
    """What is said of each programme; one that is said of all of them needs no asking."""
    said = {code: told(own) for code, own in programmes.items()}
    shown = {code: str(value) if isinstance(value, int) else f"'{value}'" for code, value in said.items()}
    if not shown:
        return "NULL"
    if len(set(shown.values())) == 1:
        return next(iter(shown.values()))
    return f"CASE d.programme {' '.join(f'WHEN {literal(code)} THEN {value}' for code, value in shown.items())} END"


ASKED: Mapping[str, Callable[[Programme], int | str]] = {
    "base_year": lambda own: own.baseline_year.start,
    "baseline_end": lambda own: f"{own.baseline_year.start + 1:04}-03-31",
    "first_day": lambda own: f"{own.first_year.start:04}-04-01",
    "min_years": lambda own: own.min_years,
    "price_basis": lambda own: own.price_basis,
    "one_off_counts": lambda own: int(own.one_off_cost != OneOff.EXCLUDE),
}
"""What conditions ask of an initiative's programme, as if it were a field of the initiative."""


def _mask(masks: Mapping[str, int] | None) -> str:
    """The bits that hold in an initiative's programme; nothing where all hold in all."""
    if masks is None:
        return ""
    if len(set(masks.values())) == 1:
        return str(next(iter(masks.values())))
    return (
        f"CASE d.programme {' '.join(f'WHEN {literal(code)} THEN {mask}' for code, mask in masks.items())} ELSE 0 END"
    )


def _expression(bits: Bits, mask: str, programmes: Mapping[str, Programme]) -> str:
    """The bits of all conditions that hold, one number."""
    of_all = _bits({part: bit for part, bit in bits.items() if part.totals})
    of_one = _bits({part: bit for part, bit in bits.items() if not part.totals})
    apart = f"CASE WHEN d.level = '{Level.AGGREGATE}' THEN 0 ELSE {of_one} END"
    added = {("0", "0"): "0", ("0", of_one): apart, (of_all, "0"): of_all}.get(
        (of_all, of_one), f"({of_all} | {apart})"
    )
    # Before any code of a programme stands in it: a code may look like a field.
    said = _programme_facts(added, programmes)
    return f"({said} & {mask})" if mask and added != "0" else said


def _bits(bits: Bits) -> str:
    by_bit: dict[int, list[str]] = {}
    for part, bit in bits.items():
        by_bit.setdefault(bit, []).append(f"({part.when})")
    cases = [f"CASE WHEN {' OR '.join(whens)} THEN {bit} ELSE 0 END" for bit, whens in by_bit.items()]
    return f"({' + '.join(cases)})" if cases else "0"


Judge = Callable[[Reader, Moment, Mapping[str, Programme], Iterable[str]], Judged]
"""What says which checks keep claims from counting."""
