"""Claims that stand, added up in the database: a cell for each combination of what a position may be split by.

Nothing is read claim by claim: a ledger of a million of them gives a few hundred cells. Every split of a position, and
its total, come from the same cells, and so add up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spendreview.entries import Moment
from spendreview.entries.live import live_sql
from spendreview.ledger.checks.judged import NOTHING, Judged
from spendreview.ledger.programmes import Programme
from spendreview.ledger.records import Split
from spendreview.ledger.said import known_claims, said_sql
from spendreview.ledger.tables import CLAIMS, INITIATIVES
from spendreview.ledger.words import Basis, Level, OneOff
from spendreview.store import WHOLE, Reader

DIMENSIONS = ("programme", "department", "strand", "saving_type", "level", "initiative")
"""What a cell says of its initiative."""

SOME = 1 << 30
"""In place of the bits of checks: some of them found something."""

DEFINED = ("initiative", "programme", "department", "strand", "saving_type", "level", "cash_releasing", "recurring")
"""What is asked of an initiative."""

COST = "c.gross_k - c.ongoing_cost_k"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Claims that are alike in all that a position may be split by, £ thousand.

    year         calendar year in which the financial year starts
    failed       which checks keep them from counting, as the bits of a whole number; 0 where none does, SOME where it
                 was not asked which
    claims       how many they are
    reported_k   as their programme takes costs; cash_k cash freed, None where no claim says
    one_off_k    what they cost once
    forecast_k   what is expected of them in the final year, where this year is their initiative's last
    claimed      whether they are claims of this year: not forecasts, and not what is charged for an earlier one
    ahead        whether one of them says what to expect in the final year, be it nothing
    amounts      whether any of them is more than nil
    """

    programme: str
    department: str
    strand: str
    saving_type: str | None
    level: str
    initiative: str | None
    stage: str | None
    basis: str
    failed: int
    year: int
    reported_k: int
    cash_k: int | None
    one_off_k: int
    forecast_k: int = 0
    claimed: bool = False
    ahead: bool = False
    amounts: bool = False
    claims: int = 0

    @property
    def reports(self) -> bool:
        """Whether anything was reported here: a forecast alone is not, nor a cost of which nothing falls here."""
        return self.claimed or bool(self.reported_k) or bool(self.cash_k)

    @property
    def held(self) -> bool:
        """Whether a check keeps these from counting."""
        return bool(self.failed)

    @property
    def aggregate(self) -> bool:
        """Whether these are published totals, which cannot be tested."""
        return self.level == Level.AGGREGATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What cells are asked for.

    programmes      whose claims
    final           the financial year (as the calendar year it starts in) to which is forecast; no later year is read
    by              what cells tell apart of initiatives, besides what every position needs
    year            the year in which cells tell apart which checks found something; in others only whether any did
    judged          what says which checks keep a claim from counting
    """

    moment: Moment
    programmes: Sequence[Programme]
    final: int
    by: Split | None = None
    year: int | None = None
    judged: Judged = NOTHING

    @property
    def parameters(self) -> dict[str, object]:
        """For the queries of this module."""
        names = {f"programme{number}": own.programme for number, own in enumerate(self.programmes)}
        return {**self.moment.parameters, **names, "final": self.final}

    @property
    def among(self) -> str:
        """The programmes, as a list of parameters."""
        return ", ".join(f":programme{number}" for number in range(len(self.programmes)))


def cells_of(reader: Reader, question: Question) -> list[Cell]:
    """Every cell: claims, what is charged in later years of costs that are spread, and what is expected."""
    rules = {own.programme: own.one_off_cost for own in question.programmes}
    foreseen = _any_foreseen(reader, question)
    rows = reader.rows(_sums_sql(question, foreseen), **question.parameters)
    cells = [(_claimed if claimed else _foreseen)(row, rules) for *row, claimed in rows]
    for programme in question.programmes:
        if programme.one_off_cost == OneOff.ANNUALISE:
            cells += _charges(reader, question, programme, foreseen)
    return cells


def _any_foreseen(reader: Reader, question: Question) -> bool:
    """Whether anything at all is forecast for the final year: if not, much is simpler."""
    sql = f"SELECT 1 FROM {CLAIMS.name} WHERE forecast = 1 AND year = :final AND {known_claims()} LIMIT 1"
    return reader.first(sql, **question.moment.parameters, final=question.final) is not None


def _definitions(question: Question) -> str:
    """The initiatives of the programmes as they stand, and which checks found something on each as it is defined."""
    own = question.judged
    fields = sorted({*DEFINED, *own.asked})
    standing = (
        f"SELECT {', '.join(f'd.{name}' for name in fields)}, {own.defined} AS facts"
        f" FROM stood JOIN {INITIATIVES.name} AS d ON d.entry = stood.entry WHERE d.programme IN ({question.among})"
    )
    return f"{own.shown}, definitions AS ({standing})"


def _said(question: Question) -> str:
    """Actual claims that stand, by their entry; ``after`` is blank in an initiative's last one."""
    return f"said AS ({said_sql('year <= :final')})"


def _foretold(question: Question) -> str:
    fields = ("entry", "initiative", "version", "gross_k", "ongoing_cost_k", "one_off_cost_k", "basis", "stage")
    return f"foretold AS ({live_sql(CLAIMS, fields, 'forecast = 1 AND year = :final')})"


SAID = f"said AS s JOIN {CLAIMS.name} AS c ON c.entry = s.entry"

OVERTAKEN = "(f.entry IS NOT NULL AND (c.year < :final OR f.version > c.version))"
"""Whether a forecast speaks of the final year in place of this claim."""


def _half_even(number: str, divisor: str) -> str:
    """Whole numbers divided, half-even, in words that either database understands."""
    size = f"abs({number})"
    whole, rest = f"({size} / {divisor})", f"({size} % {divisor})"
    up = f"CASE WHEN 2 * {rest} > {divisor} OR (2 * {rest} = {divisor} AND {whole} % 2 = 1) THEN 1 ELSE 0 END"
    return f"(CASE WHEN {number} < 0 THEN -1 ELSE 1 END * ({whole} + {up}))"


def _run_rate() -> str:
    """A full year of what a claim saves: costs of once do not recur."""
    year = f"(CASE WHEN c.basis = 'net' THEN {COST} ELSE c.gross_k END)"
    return f"CASE WHEN c.months = 12 THEN {year} ELSE {_half_even(f'({year} * 12)', 'c.months')} END"


def _dimensions(question: Question, failed: str) -> str:
    """What cells tell apart: as little as is asked for, and of published totals all, for that is their order."""
    strand, kind, stage = (
        name if question.by is split else f"CASE d.level WHEN '{Level.AGGREGATE}' THEN {name} ELSE {otherwise} END"
        for name, split, otherwise in (
            ("d.strand", Split.STRAND, "''"),
            ("d.saving_type", Split.TYPE, "NULL"),
            ("c.stage", Split.STAGE, "NULL"),
        )
    )
    initiative = "d.initiative" if question.by is Split.INITIATIVE else "NULL"
    return f"d.programme, d.department, {strand}, {kind}, d.level, {initiative}, {stage}, c.basis, {failed}"


def _failed(question: Question, year: str = "c.year") -> str:
    """Which checks keep a claim from counting, where a year is asked for: those on its initiative, and on itself."""
    own = question.judged
    if own is NOTHING:
        return "0"
    failed = f"(d.facts | {own.claimed})" if own.claimed != "0" else "d.facts"
    some = f"CASE WHEN {failed} <> 0 THEN {SOME} ELSE 0 END"
    return some if question.year is None else f"CASE {year} WHEN {int(question.year)} THEN {failed} ELSE {some} END"


GROUPED = "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11"
"""The dimensions, and after them whether cash is stated, and the year."""

CASH_STATED = "CASE WHEN c.cash_gross_k IS NULL AND d.cash_releasing IS NULL THEN 0 ELSE 1 END"
CASH = "coalesce(c.cash_gross_k, CASE d.cash_releasing WHEN 1 THEN c.gross_k ELSE 0 END)"


def _sums_sql(question: Question, foreseen: bool) -> str:
    """Sums of claims and of forecasts; in one query, so that what stands is found once. Claims end in 1."""
    tables = f"{_said(question)}, {_definitions(question)}" + (f", {_foretold(question)}" if foreseen else "")
    parts = [_claims_sql(question, foreseen), *([_foreseen_sql(question)] if foreseen else [])]
    return f"{WHOLE} WITH {tables} {' UNION ALL '.join(parts)}"


def _claims_sql(question: Question, foreseen: bool) -> str:
    """Sums of the claims that stand, and of those that the forecast rests on."""
    rests = f"s.after IS NULL{f' AND NOT {OVERTAKEN}' if foreseen else ''}"
    ends, goes_on = f"{rests} AND c.year = :final", f"{rests} AND c.year < :final AND d.recurring IS NOT NULL"
    joined = " LEFT JOIN foretold AS f ON f.initiative = s.initiative" if foreseen else ""
    return (
        f"SELECT {_dimensions(question, _failed(question))}, {CASH_STATED}, c.year,"
        f" sum(c.gross_k), sum(c.ongoing_cost_k), sum(c.one_off_cost_k), sum({CASH}),"
        f" sum(CASE WHEN {ends} THEN c.gross_k ELSE 0 END), sum(CASE WHEN {ends} THEN c.ongoing_cost_k ELSE 0 END),"
        f" sum(CASE WHEN {ends} THEN c.one_off_cost_k ELSE 0 END),"
        f" sum(CASE WHEN {goes_on} AND d.recurring = 1 THEN {_run_rate()} ELSE 0 END),"
        f" max(CASE WHEN ({ends}) OR ({goes_on}) THEN 1 ELSE 0 END), max(CASE WHEN c.gross_k <> 0 THEN 1 ELSE 0 END),"
        " count(*), 1"
        f" FROM {SAID} JOIN definitions AS d ON d.initiative = s.initiative{joined}"
        f" GROUP BY {GROUPED}"
    )


def _claimed(row: Sequence[Any], rules: Mapping[str, str]) -> Cell:
    *named, stated, year = row[:11]
    gross, ongoing, one_off, cash, last_gross, last_ongoing, last_one_off, run_rate, ahead, some, count = map(
        int, row[11:]
    )
    rule, basis = rules[named[0]], named[7]
    at_once = one_off if rule == OneOff.NET_IN_YEAR else 0
    last_at_once = last_one_off if rule == OneOff.NET_IN_YEAR else 0
    net = basis == Basis.NET
    return _cell(
        named,
        year=year,
        reported_k=gross - ongoing - at_once if net else gross,
        cash_k=cash - ongoing - at_once if stated else None,
        one_off_k=one_off,
        forecast_k=(last_gross - last_ongoing - last_at_once if net else last_gross) + run_rate,
        claimed=True,
        ahead=bool(ahead),
        amounts=bool(some),
        claims=count,
    )


def _cell(named: Sequence[Any], **figures: Any) -> Cell:
    programme, department, strand, saving_type, level, initiative, stage, basis, failed = named
    return Cell(
        programme=programme,
        department=department,
        strand=strand,
        saving_type=saving_type,
        level=level,
        initiative=initiative,
        stage=stage,
        basis=basis,
        failed=int(failed),
        **figures,
    )


def _foreseen_sql(question: Question) -> str:
    """Sums of the forecasts for the final year that no later actual has overtaken."""
    actual = "a.initiative = c.initiative AND a.year = :final"
    return (
        f"SELECT {_dimensions(question, '0')}, 0, {int(question.final)}, sum(c.gross_k), sum(c.ongoing_cost_k),"
        f" sum({_due(question)}), 0, 0, 0, 0, 0, 1, 0, 0, 0"
        f" FROM foretold AS c JOIN definitions AS d ON d.initiative = c.initiative"
        f" LEFT JOIN said AS a ON {actual} WHERE a.entry IS NULL OR c.version > a.version GROUP BY {GROUPED}"
    )


def _due(question: Question) -> str:
    """What falls on the final year of a cost expected in it: part of it, where its programme goes on and spreads it."""
    spans = {
        number: own.final_year.start - question.final + 1
        for number, own in enumerate(question.programmes)
        if own.one_off_cost == OneOff.ANNUALISE and own.final_year.start > question.final
    }
    if not spans:
        return "c.one_off_cost_k"
    up = "CASE WHEN c.one_off_cost_k < 0 THEN -1 ELSE 1 END"
    parts = (
        f"WHEN :programme{number} THEN (c.one_off_cost_k + {up} * {span - 1}) / {span}"
        for number, span in spans.items()
    )
    return f"CASE d.programme {' '.join(parts)} ELSE c.one_off_cost_k END"


def _foreseen(row: Sequence[Any], rules: Mapping[str, str]) -> Cell:
    """What is expected, and nothing else: a forecast is neither reported nor does it cost anything yet."""
    named, year = row[:9], row[10]
    gross, ongoing, one_off = map(int, row[11:14])
    excluded = rules[named[0]] == OneOff.EXCLUDE
    expected = gross - ongoing - (0 if excluded else one_off) if named[7] == Basis.NET else gross
    return _cell(named, year=year, reported_k=0, cash_k=None, one_off_k=0, forecast_k=expected, ahead=True)


EARLIER = 20
"""Years before a programme's baseline in which a claim may still stand, though it is remarked upon."""


def _charges(reader: Reader, question: Question, programme: Programme, foreseen: bool) -> list[Cell]:
    """Costs of once that a programme spreads: what each year from the claim's to the final one is charged.

    A cost of a later year than the programme's final one is charged in that year.
    """
    years = range(programme.baseline_year.start - EARLIER, question.final + 1)
    listed = " UNION ALL ".join(f"SELECT {year} AS year" for year in years)
    end = programme.final_year.start
    span = f"(CASE WHEN c.year > {end} THEN 1 ELSE {end} - c.year + 1 END)"
    odd = f"CASE WHEN y.year - c.year < abs(c.one_off_cost_k % {span}) THEN 1 ELSE 0 END"
    charge = f"(c.one_off_cost_k / {span} + CASE WHEN c.one_off_cost_k < 0 THEN -1 ELSE 1 END * ({odd}))"
    tables = f"{_said(question)}, {_definitions(question)}" + (f", {_foretold(question)}" if foreseen else "")
    joined = " LEFT JOIN foretold AS f ON f.initiative = s.initiative" if foreseen else ""
    lapsed = "c.year = :final AND f.entry IS NOT NULL AND f.version > c.version" if foreseen else "1 = 0"
    sql = (
        f"{WHOLE} WITH {tables}, years AS ({listed})"
        f" SELECT {_dimensions(question, _failed(question, 'y.year'))}, {CASH_STATED}, y.year,"
        f" sum({charge}), sum(CASE WHEN y.year = :final AND NOT ({lapsed}) THEN {charge} ELSE 0 END)"
        f" FROM {SAID} JOIN definitions AS d ON d.initiative = s.initiative"
        f" JOIN years AS y ON y.year = s.year OR (y.year > s.year AND y.year <= {end}){joined}"
        f" WHERE c.one_off_cost_k <> 0 AND d.programme = :own GROUP BY {GROUPED}"
    )
    rows = reader.rows(sql, **question.parameters, own=programme.programme)
    return [_charged(row) for row in rows]


def _charged(row: tuple[Any, ...]) -> Cell:
    *named, stated, year = row[:11]
    charge, in_final = map(int, row[11:])
    net = named[7] == Basis.NET
    return _cell(
        named,
        year=year,
        reported_k=-charge if net else 0,
        cash_k=-charge if stated else None,
        one_off_k=0,
        forecast_k=-in_final if net else 0,
    )
