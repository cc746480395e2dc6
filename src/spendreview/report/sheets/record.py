"""The sheets Assumptions, Warnings and Run record: what the result rests on, and what was run."""

from __future__ import annotations

import math
from collections.abc import Iterator

from spendreview.report.layout import ASSUMPTIONS, RECORD, WARNINGS, Layout
from spendreview.report.provenance import provenance
from spendreview.report.words import INDICATIVE
from spendreview.review.records import Assumption
from spendreview.tabular.book import NOT_AVAILABLE, Cell, Field, Page, Shown, Styled, Table


def assumptions_page(layout: Layout) -> Page:
    """The assumptions log of the workbook, as it was handed in."""
    rows = layout.review.workbook.assumptions

    def texts(name: str) -> list[Cell]:
        return [str(value) if (value := getattr(row, name)) is not None else NOT_AVAILABLE for row in rows]

    wrapped = {"Statement": "statement", "Owner": "owner"}
    fields = [Field(header="Assumption", cells=texts("assumption"))]
    fields += [Field(header=word, cells=texts(name), shown=Shown.WRAPPED) for word, name in wrapped.items()]
    fields.append(Field(header="Reviewed", cells=[_day(row) for row in rows], width=12))
    fields += [
        Field(header=word, cells=_marks(rows, word.casefold()), shown=Shown.COUNT) for word in ("Quality", "Impact")
    ]
    fields += [
        Field(header=word, cells=texts(word.casefold()), shown=Shown.WRAPPED, group=word == "Low")
        for word in ("Low", "Central", "High", "Source")
    ]
    return Page(
        name=ASSUMPTIONS,
        heading="Assumptions log",
        lines=(
            "Quality: how well founded, from 1 (poor) to 5 (strong). Impact: how much hangs on it, from 1 to 5.",
            f"From the review workbook: {len(rows) or 'no'} assumption{'' if len(rows) == 1 else 's'}. "
            f"{NOT_AVAILABLE}: not given.",
        ),
        table=Table(fields=tuple(fields)),
    )


def _day(row: Assumption) -> str:
    return row.date.isoformat() if row.date is not None else NOT_AVAILABLE


def _marks(rows: tuple[Assumption, ...], name: str) -> list[Cell]:
    return [value if (value := getattr(row, name)) is not None else NOT_AVAILABLE for row in rows]


def warnings_page(layout: Layout) -> Page:
    """Everything that the run wants said, a row a warning."""
    found = layout.settlement.warnings
    fields = (
        Field(header="Code", cells=[problem.code for problem in found], width=9),
        Field(header="Place", cells=[str(problem.place) for problem in found], shown=Shown.WRAPPED, width=34),
        Field(header="Warning", cells=[problem.found for problem in found], shown=Shown.WRAPPED, width=80),
        Field(header="Wanted", cells=[problem.wanted for problem in found], shown=Shown.WRAPPED, width=46),
    )
    return Page(
        name=WARNINGS,
        heading="Warnings",
        lines=(
            "What the review, the scenario and the solver want said. A warning never stops a run.",
            f"{len(found) or 'No'} warning{'' if len(found) == 1 else 's'}. {INDICATIVE}",
        ),
        table=Table(fields=fields),
    )


def record_page(layout: Layout) -> Page:
    """What was run, on what and how; nothing in it differs between two runs on the same machine."""
    rows = list(_record(layout))
    fields = (
        Field(header="Part", cells=[part for part, _, _ in rows], width=14),
        Field(header="Item", cells=[item for _, item, _ in rows], width=40),
        Field(header="Value", cells=[_left(value) for _, _, value in rows], shown=Shown.WRAPPED, width=76),
    )
    return Page(
        name=RECORD,
        heading="Run record",
        lines=(
            "Settings, solver, passes, versions and hashes: what it takes to run this again and get the same figures.",
            "How many seconds it took is left out: equal input makes an equal workbook.",
        ),
        table=Table(fields=fields),
    )


def _left(value: str | float | None) -> Cell:
    if value is None or value == "":
        return NOT_AVAILABLE
    return value if isinstance(value, str) else Styled(value, Shown.NUMBER, left=True)


def _record(layout: Layout) -> Iterator[tuple[str, str, str | float | None]]:
    """(part, item, value), in the order in which they are shown."""
    review, scenario = layout.review, layout.review.scenario
    yield "Input", "Workbook", review.workbook.file
    yield "Input", "Scenario", scenario.file
    if review.shares is not None:
        yield "Input", "Shares", review.shares.file
    for name, value in provenance(layout.settlement).items():
        part = "Input" if name.endswith("sha256") else "Version"
        yield part, name.replace("_", " ").replace("version", "spendreview"), value
    for name, value in review.workbook.settings.items():
        yield "Setting", name, _setting(value)
    yield "Scenario", "name", scenario.name
    yield "Scenario", "why", scenario.why
    yield "Scenario", "objective", scenario.objective.value
    yield "Scenario", "link_strength", scenario.link_strength if scenario.link_strength is not None else "not given: 1"
    yield "Scenario", "reference", scenario.reference.value if scenario.reference is not None else None
    yield "Scenario", "switching", scenario.switching.value
    yield from _solver(layout)


def _setting(value: object) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value) if value is not None else None


def _solver(layout: Layout) -> Iterator[tuple[str, str, str | float | None]]:
    asked, report = layout.review.scenario.solver, layout.settlement.solver
    yield "Solver asked", "time_limit_s", float(asked.time_limit_s)
    yield "Solver asked", "mip_gap", f"{asked.mip_gap:g}"
    yield "Solver asked", "threads", float(asked.threads)
    yield "Solver asked", "seed", float(asked.seed)
    yield "Solver", "How the run counts", report.status
    yield "Solver", "Gap left open", f"{report.gap:.2%}" if math.isfinite(report.gap) else "unknown"
    yield "Solver", "Rows", float(report.rows)
    yield "Solver", "Columns", float(report.columns)
    yield "Solver", "Whole bids", float(report.whole_bids)
    yield "Solver", "Worst violation of a constraint", f"{report.worst_violation:.0e}"
    for number, step in enumerate(report.passes, start=1):
        value = f"{step.value:,.3f} {step.unit}" if step.value is not None else "none"
        ending = f"{value}; {step.ending}; gap {step.gap:.2%}" if math.isfinite(step.gap) else f"{value}; {step.ending}"
        yield "Pass", f"{number}: {step.name}", ending + (f"; {step.note}" if step.note else "")
