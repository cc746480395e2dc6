"""What auditors made of reported savings: from what they call sound to what they would not rule out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from spendreview.entries import Moment
from spendreview.entries.live import live_sql, standing_sql
from spendreview.ledger.sheets import ALL
from spendreview.ledger.tables import AUDITS, INITIATIVES
from spendreview.store import Reader

FIELDS = (
    "programme",
    "department",
    "initiative",
    "date",
    "report",
    "scope_k",
    "green_k",
    "amber_k",
    "red_k",
    "auditor",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one report says of a programme, a department of it (None: all), or an initiative; £ thousand."""

    programme: str
    department: str | None
    initiative: str | None
    date: dt.date
    report: str
    scope_k: int
    green_k: int
    amber_k: int
    red_k: int
    auditor: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Findings added up: how much was examined, and what of it is sound (low) or may be (high)."""

    scope_k: int
    low_k: int
    high_k: int

    @property
    def half_k(self) -> int:
        """Green and half of amber: a weight of ours."""
        return round(Fraction(self.low_k + self.high_k, 2))


def findings_of(reader: Reader, moment: Moment, programme: str) -> list[Finding]:
    """The latest finding on each department and initiative of a programme, and on the whole of it."""
    sql = live_sql(AUDITS, FIELDS, "programme = :programme")
    latest: dict[tuple[str | None, str | None], Finding] = {}
    for row in reader.rows(sql, **moment.parameters, programme=programme):
        _, department, initiative, date, *rest = row
        own = None if department == ALL else department
        finding = Finding(programme, own, initiative, dt.date.fromisoformat(date), *rest)
        held = latest.get((own, initiative))
        if held is None or (held.date, held.report) < (finding.date, finding.report):
            latest[own, initiative] = finding
    departments = _departments(reader, moment, [finding.initiative for finding in latest.values()])
    return [_placed(latest[key], departments) for key in sorted(latest, key=str)]


def _departments(reader: Reader, moment: Moment, initiatives: Iterable[str | None]) -> dict[str, str]:
    """The departments of initiatives that were audited one by one."""
    wanted = sorted({code for code in initiatives if code is not None})
    sql = standing_sql(INITIATIVES, ("initiative", "department"), "initiative = :code")
    found = {}
    for code in wanted:
        row = reader.first(sql, **moment.parameters, code=code)
        if row is not None:
            found[code] = row[1]
    return found


def _placed(finding: Finding, departments: dict[str, str]) -> Finding:
    if finding.initiative is None or finding.department is not None:
        return finding
    department = departments.get(finding.initiative)
    rest = (finding.date, finding.report, finding.scope_k, finding.green_k, finding.amber_k, finding.red_k)
    return Finding(finding.programme, department, finding.initiative, *rest, finding.auditor)


def speaking(findings: Sequence[Finding]) -> list[Finding]:
    """The widest findings: one on a whole speaks for all inside it, and nothing is counted twice."""
    whole = [own for own in findings if own.department is None and own.initiative is None]
    if whole:
        return whole
    wide = [own for own in findings if own.initiative is None]
    spoken_for = {own.department for own in wide}
    return wide + [own for own in findings if own.initiative is not None and own.department not in spoken_for]


def of_department(findings: Sequence[Finding], department: str) -> list[Finding]:
    """What is said of one department: as a whole, else initiative by initiative; of ALL what is said of everything."""
    if department == ALL:
        return [finding for finding in findings if finding.department is None and finding.initiative is None]
    own = [finding for finding in findings if finding.department == department]
    wide = [finding for finding in own if finding.initiative is None]
    return wide or own


def evidence(findings: Sequence[Finding]) -> Evidence | None:
    """Findings together; None without any."""
    if not findings:
        return None
    low = sum(own.green_k for own in findings)
    return Evidence(sum(own.scope_k for own in findings), low, low + sum(own.amber_k for own in findings))
