"""Names under which something was handed in before: a return keeps its own, and a finding is recorded once."""

from __future__ import annotations

from collections.abc import Sequence

from spendreview.errors import Findings
from spendreview.ledger.handed import RETURN, Handed
from spendreview.ledger.tables import AUDITS
from spendreview.store import Reader

ANOTHER_NAME = "a return_id of its own; single entries are put right with `spendreview vfm correct`"

FIGURES = ("scope", "green", "amber", "red")
"""What a finding says of savings."""

_RECORDED = (
    "SELECT entry, scope_k, green_k, amber_k, red_k FROM vfm_audits WHERE report = :report"
    " AND programme = :programme AND coalesce(department, '') = :department"
    " AND coalesce(initiative, '') = :initiative AND withdrawn = 0"
    " AND entry NOT IN (SELECT corrects FROM vfm_audits WHERE corrects IS NOT NULL)"
)


def check_name(reader: Reader, handed: Handed, findings: Findings) -> None:
    """A return keeps its name for itself; a report's finding is recorded with one set of figures."""
    content = content_of(reader, handed)
    if content == handed.content:
        return
    if handed.kind == RETURN:
        if content is not None:
            refuse_name(handed, findings)
        return
    for row, finding in handed.table(AUDITS).records():
        named = {name: finding[name] or "" for name in AUDITS.key}
        for entry, *figures in reader.rows(_RECORDED, **named):
            if figures != [finding[name] for name in FIGURES]:
                place = handed.table(AUDITS).place(row, "scope")
                found = f"entry {entry} has other figures for this finding of {finding['report']}"
                findings.fault("LG812", place, found, f"`spendreview vfm correct {entry}`, or those figures")


def check_together(given: Sequence[tuple[Handed, Findings]]) -> None:
    """The same of what is handed in together and is not in the ledger yet, each held against those before it."""
    contents: dict[str, str] = {}
    told: dict[tuple[object, ...], tuple[str, tuple[object, ...]]] = {}
    for handed, findings in given:
        if handed.kind == RETURN:
            if contents.setdefault(handed.key, handed.content) != handed.content:
                refuse_name(handed, findings)
            continue
        for row, finding in handed.table(AUDITS).records():
            figures = tuple(finding[name] for name in FIGURES)
            file, others = told.setdefault(tuple(finding[name] for name in AUDITS.key), (handed.file, figures))
            if others != figures and file != handed.file:
                place = handed.table(AUDITS).place(row, "scope")
                found = f"{file} has other figures for this finding of {finding['report']}"
                findings.fault("LG812", place, found, "the same figures in both, or one of the two files")


def refuse_name(handed: Handed, findings: Findings) -> None:
    """A fault of a return whose name is taken."""
    found = f"{handed.key} was handed in before, and says something else"
    findings.fault("LG803", handed.setting_place("return_id"), found, ANOTHER_NAME)


def content_of(reader: Reader, handed: Handed) -> str | None:
    """The content of what was filed under the name; None where nothing was."""
    sql = "SELECT content FROM batches WHERE kind = :kind AND key = :key"
    row = reader.first(sql, kind=handed.kind, key=handed.key)
    return str(row[0]) if row is not None else None
