"""What the checks found for machines: every finding, and what each check does in each programme."""

from __future__ import annotations

from spendreview.ledger.checks.matrix import Level
from spendreview.ledger.checks.records import Checked, Finding
from spendreview.report.documents import SCHEMA, dumped
from spendreview.report.vfm.as_json import millions
from spendreview.report.vfm.checked import by_check, tally, title


def checked_json(found: Checked) -> str:
    """Findings by programme, department and initiative; the matrix by programme and check."""
    counted = tally(found.findings)
    return dumped(
        {
            "schema": SCHEMA,
            "programme": found.programme,
            "department": found.department,
            "level": found.level,
            "as_at": found.as_at.isoformat(),
            "known_at": found.known_at,
            "claims": found.claims,
            "held": counted.held,
            "warned": counted.warned,
            "by_check": [
                {
                    "check": own.check,
                    "title": title(own.check),
                    "level": own.level.value,
                    "findings": own.findings,
                    "claims": own.claims,
                }
                for own in by_check(found)
            ],
            "findings": [_finding(own) for own in found.findings],
            "matrix": [_level(own) for own in found.matrix],
            "chain_head": str(found.chain_head),
        }
    )


def _finding(own: Finding) -> dict[str, object]:
    return {
        "check": own.check,
        "title": title(own.check),
        "level": own.level.value,
        "programme": own.programme or None,
        "department": own.department,
        "strand": own.strand,
        "initiative": own.initiative,
        "what": own.title,
        "total": own.total,
        "years": [str(year) for year in own.years],
        "amount_m": millions(own.amount_k),
        "found": own.found,
        "wanted": own.wanted,
        "file": own.file or None,
        "cell": own.cell or None,
        "entry": own.entry,
        "claims": list(own.claims),
        "other": own.other,
    }


def _level(own: Level) -> dict[str, object]:
    return {
        "programme": own.programme,
        "check": own.check,
        "level": own.level.value,
        "since": None if own.since is None else own.since.isoformat(),
        "said_of": own.said_of,
        "reason": own.reason,
        "source": own.source,
        "entry": own.entry,
    }
