"""The ledger for machines: money in £ million to the £ thousand, shares as fractions, null for what cannot be said."""

from __future__ import annotations

from collections.abc import Sequence

from spendreview.codes.checks import CHECKS
from spendreview.ledger.checks.resolve import Resolved
from spendreview.ledger.export import Exported
from spendreview.ledger.records import Corrected, Figures, Imported, Position
from spendreview.report.documents import SCHEMA, dumped, number
from spendreview.store import Verdict

SHARE_DIGITS = 9


def import_json(returns: Sequence[Imported]) -> str:
    """What became of each file."""
    return dumped({"schema": SCHEMA, "returns": [_imported(own) for own in returns]})


def _imported(own: Imported) -> dict[str, object]:
    return {
        "kind": own.kind,
        "file": own.file,
        "return_id": own.return_id,
        "department": own.department,
        "as_at": own.as_at.isoformat(),
        "claims": own.claims,
        "superseded": own.superseded,
        "overtaken": own.overtaken,
        "forecasts": own.forecasts,
        "not_testable": own.not_testable,
        "held": own.held,
        "not_counting": dict(own.not_counting),
        "warned": own.warned,
        "already_imported": own.already_imported,
        "findings": [problem.as_record() for problem in own.findings],
        "chain_head": str(own.head),
    }


def position_json(position: Position) -> str:
    """A position and its groups."""
    return dumped(
        {
            "schema": SCHEMA,
            **_position(position),
            "groups": [{"key": line.key, **_figures(line)} for line in position.groups],
        }
    )


def compare_json(positions: Sequence[Position]) -> str:
    """Programmes side by side, each with the figures of its position."""
    return dumped({"schema": SCHEMA, "programmes": [_position(position) for position in positions]})


def verify_json(verdict: Verdict) -> str:
    """Whether every entry is as it was entered."""
    return dumped(
        {
            "schema": SCHEMA,
            "ok": verdict.ok,
            "entries": verdict.entries,
            "first_bad": verdict.first_bad,
            "found": verdict.found,
            "chain_head": str(verdict.head),
        }
    )


def corrected_json(done: Corrected) -> str:
    """The entry that took the place of another one, what that said, and what stands in its place."""
    return dumped(
        {
            "schema": SCHEMA,
            "entry": done.entry,
            "corrects": done.corrects,
            "table": done.table,
            "was": done.was,
            "now": done.now,
            "changed": {column: {"was": was, "now": now} for column, (was, now) in done.changed.items()},
            "findings": [finding.as_record() for finding in done.findings],
            "chain_head": str(done.head),
        }
    )


def resolved_json(done: Sequence[Resolved]) -> str:
    """What was ruled on duplicates."""
    rulings = [
        {
            "entry": own.entry,
            "initiative": own.initiative,
            "ruling": own.ruling.value,
            "was": own.was.value,
            "beside": list(own.beside),
            "since": own.since.isoformat(),
        }
        for own in done
    ]
    return dumped({"schema": SCHEMA, "rulings": rulings, "chain_head": str(done[0].head)})


def exported_json(done: Exported) -> str:
    """The files that were written, and how many rows of each sheet are in them."""
    return dumped(
        {
            "schema": SCHEMA,
            "files": [str(path) for path in done.files],
            "stale": [str(path) for path in done.stale],
            "rows": dict(done.rows),
            "as_at": done.as_at.isoformat(),
            "chain_head": str(done.head),
        }
    )


def _position(position: Position) -> dict[str, object]:
    return {
        "programme": position.programme,
        "year": str(position.year),
        "as_at": position.as_at.isoformat(),
        "known_at": position.known_at,
        **_figures(position.figures),
        "final_target_m": millions(position.final_target_k),
        "taken": [
            {
                "check": own.check,
                "title": CHECKS[own.check].title,
                "claims": own.claims,
                "amount_m": millions(own.amount_k),
                "alone_m": millions(own.alone_k),
            }
            for own in position.taken
        ],
        "notes": list(position.notes),
        "chain_head": str(position.chain_head),
    }


def _figures(line: Figures) -> dict[str, object]:
    return {
        "target_m": millions(line.target_k),
        "reported_m": millions(line.reported_k),
        "basis": line.basis,
        "counting_m": millions(line.counting_k),
        "other_improvement_m": millions(line.other_improvement_k),
        "not_testable_m": millions(line.not_testable_k),
        "evidenced_low_m": millions(line.evidenced_low_k),
        "evidenced_high_m": millions(line.evidenced_high_k),
        "evidenced_half_m": millions(line.evidenced_half_k),
        "audited_share": number(line.audited_share, SHARE_DIGITS),
        "cash_releasing_share": number(line.cash_releasing_share, SHARE_DIGITS),
        "delivered": number(line.delivered, SHARE_DIGITS),
        "delivered_reported": number(line.delivered_reported, SHARE_DIGITS),
        "one_off_to_date_m": millions(line.one_off_to_date_k),
        "status": line.status.value if line.status is not None else None,
        "forecast_m": millions(line.forecast_k),
        "of_which_within_m": millions(line.within_k),
    }


def millions(amount_k: int | None) -> float | None:
    """£ million to the £ thousand; null where there is no amount."""
    return None if amount_k is None else number(amount_k / 1000, 3)
