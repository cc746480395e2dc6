"""The cover: what this is, what it rests on, how to read it, and what each sheet holds."""

from __future__ import annotations

import math
from collections.abc import Iterator

from spendreview.allocation.session import Ending
from spendreview.report.figures import Headroom, binding_limits, headroom, limit_figures
from spendreview.report.layout import ALLOCATION, CHANGE, CHARTS, COVER, NAMES, Layout
from spendreview.report.live_words import figure, sentence
from spendreview.report.provenance import provenance
from spendreview.report.words import CONTROL_WORDS, INDICATIVE, kept_words, status_words
from spendreview.scenario import Objective
from spendreview.tabular.book import Cell, Field, Formula, Link, Look, Page, Shown, Styled, Table
from spendreview.tabular.book_widths import cut_to
from spendreview.terms import Control

Row = tuple[Cell, Cell]

WIDTH = 96
"""Of the answers, in characters."""
PROVEN = 5e-7
"""A gap that is no more than rounding."""


def cover_page(layout: Layout, pages: list[Page]) -> Page:
    """Two columns: what, and the answer; a heading before each part."""
    parts = {
        "The review": _review(layout),
        "The settlement": _settlement(layout),
        "What the figures rest on": _grounds(layout),
        "How to read it": _key(layout, pages),
        "How to work with it": _handling(layout),
        "Sheets": ((Link(page.name, page.name), cut_to(page.heading, WIDTH - 1)) for page in pages),
        "Made from": _made(layout),
    }
    rows: list[Row] = []
    for heading, own in parts.items():
        rows.append((_heading(heading), _heading(" ")))
        rows += own
    marking = layout.review.marking
    return Page(
        name=COVER,
        heading=f"Indicative settlement: {layout.review.name}",
        lines=(
            f"{f'{marking}. ' if marking else ''}{INDICATIVE} The figures show what follows from the limits, rules and "
            "bids handed in.",
            "Money is in £ million, cash, unless a sheet says otherwise.",
        ),
        table=Table(
            fields=(
                Field(header="What", cells=[what for what, _ in rows], width=34),
                Field(header="Answer", cells=[answer for _, answer in rows], shown=Shown.WRAPPED, width=WIDTH),
            )
        ),
        filtered=False,
        upright=True,
    )


def _heading(text: str) -> Styled:
    return Styled(text, Shown.TEXT, Look.HEADING, left=True)


def _review(layout: Layout) -> Iterator[Row]:
    review, settings = layout.review, layout.review.workbook.settings
    yield "Review", review.name
    yield "Scenario", review.scenario.name + (f": {review.scenario.why}" if review.scenario.why else "")
    yield "Protective marking", review.marking or "none given"
    yield "Baseline year; plan", f"{review.baseline_year}; {', '.join(map(str, review.years))}"
    yield "Figures as at", settings["as_at"].isoformat() if settings["as_at"] is not None else "not given"
    yield "Owner", str(settings["owner"] or "not given")


def _settlement(layout: Layout) -> Iterator[Row]:
    settlement, last = layout.settlement, layout.years[-1]
    yield "Status, as run", status_sentence(layout)
    yield "Score, as run", f"{settlement.score:.1f} points of 100 (sheet Priorities)"
    final, base = settlement.total_m(Control.TDEL)[-1], _baseline(layout)
    change = layout.settlements.cell(CHANGE, layout.settlement_row(None, Control.TDEL))
    yield (
        "Total DEL",
        sentence(
            "£", figure(layout.spend_cell(None, Control.TDEL, last), final, 1), f"m in {last}, ",
            figure(change, final - base, 1, signed=True), " on the restated baseline of £",
            figure(layout.spend_cell(None, Control.TDEL, None), base, 1), "m",
        ),
    )  # fmt: skip
    for control in layout.controls:
        rooms = [room for room in headroom(settlement) if room.control is control]
        if rooms:
            yield f"{CONTROL_WORDS[control]} left unallocated", _left(layout, rooms)
    yield "Binding limits", _binding(layout)
    strength = layout.review.scenario.link_strength
    link = "1 (nothing else given): the money follows performance wholly" if strength is None else f"{strength:g}"
    yield "Link between performance and money", link


def _left(layout: Layout, rooms: list[Headroom]) -> Formula:
    """What the limits on the total leave by year, as the sheet Limits now says."""
    parts: list[str | Formula] = ["under the limit on the total: "]
    for number, room in enumerate(rooms):
        address = layout.limits.cell("Left", layout.limit_row(room.limit))
        parts += [f"{', ' if number else ''}{room.year} £", figure(address, room.left_m, 1), "m"]
    return sentence(*parts)


def _binding(layout: Layout) -> Formula:
    settlement, column = layout.settlement, layout.limits.range("Binding")
    of = f" of {len(settlement.limit_uses)} yearly limit figures"
    return Formula(f'=COUNTIF({column},"yes")&"{of}"', f"{len(binding_limits(settlement))}{of}")


def _baseline(layout: Layout) -> float:
    return sum(layout.review.baseline_m(code, Control.TDEL) for code in layout.departments)


def status_sentence(layout: Layout) -> str:
    """How the run ended: about the search, not about the worth of the settlement."""
    solver = layout.settlement.solver
    if layout.settlement.status == "provisional":
        gap = f"one whose score is up to {solver.gap:.2%} higher" if math.isfinite(solver.gap) else "a better one"
        stopped = [step.name for step in solver.passes if step.ending != Ending.OPTIMAL]
        passes = f" Not finished: {', '.join(stopped)}." if stopped else ""
        return f"Provisional: the search stopped early, and could not rule out {gap}.{passes}"
    kept = f", and {kept}," if (kept := kept_words(layout.review)) else ""
    if solver.gap > PROVEN:
        return (
            f"Search complete as closely as asked (mip_gap): within these limits and rules{kept} no other allocation "
            f"of the same bids scores more than {solver.gap:.2%} higher."
        )
    scenario = layout.review.scenario
    if scenario.objective is Objective.WEIGHTED and scenario.link_strength in (None, 1):
        return (
            f"Search complete: within these limits and rules{kept} no other allocation of the same bids scores higher."
        )
    return (
        f"Search complete: within these limits and rules{kept} no other allocation of the same bids does better at "
        f"what the scenario pursues (objective {scenario.objective.value})."
    )


def _grounds(layout: Layout) -> Iterator[Row]:
    review = layout.review
    yield "Limit figures", limit_figures(review)
    yield "Baselines, rows", status_words(row.status for row in review.workbook.baselines)
    yield "Bids, rows", status_words(row.status for row in review.workbook.bids)
    yield "Indicators, rows", status_words(row.status for row in review.indicators)
    yield "Effects, rows", status_words(row.status for row in review.effects)
    assumptions, warnings = len(layout.review.workbook.assumptions), len(layout.settlement.warnings)
    yield "Assumptions logged", f"{assumptions or 'none'}"
    yield "Warnings", f"{warnings or 'none'}"


def _key(layout: Layout, pages: list[Page]) -> Iterator[Row]:
    opened = [page.name for page in pages if any(field.editable for field in page.table.fields)]
    if opened:
        yield (
            Styled("1,234.5", Shown.TEXT, Look.OPEN, left=True),
            f"Yellow: open to your edits (sheet {', '.join(opened)}); every other cell is locked",
        )
    yield (
        Styled("1,234.5", Shown.TEXT, Look.INPUT, left=True),
        "Blue: handed in, with the review workbook or the scenario",
    )
    yield Styled("1,234.5", Shown.TEXT, Look.RESULT, left=True), "Shaded: found by the run"
    yield "1,234.5", "Plain black: a formula over other cells of this workbook, or words"
    if layout.has_deflator:
        yield "Real terms", f"in {layout.price_base} prices, by the GDP deflator of the sheet Economy"
    yield "[x] and [z]", "not available; not applicable (sheet Notes says what every word means)"


def _handling(layout: Layout) -> Iterator[Row]:
    yield (
        "Protection",
        "Every sheet is protected, without a password, so that no formula is lost by a slip: Review > Unprotect Sheet "
        "opens it. Filters, and the widths of columns and rows, work without that.",
    )
    yield (
        "Printing",
        f"A4, and A3 where a sheet is wide. Of {ALLOCATION} the columns up to CDEL are printed: Page Layout > Print "
        "Area > Clear Print Area prints all of them.",
    )
    yield (
        "Charts",
        f"Sheet {CHARTS}: they, all totals and this {COVER} follow an edited share; what is said to be as run does not",
    )
    yield "Names", f"Sheet {NAMES} lists names, such as Total_DEL_baseline, for formulas on sheets of your own"
    yield "The way back", f"The third line of every sheet begins with a link to this {COVER}"


def _made(layout: Layout) -> Iterator[Row]:
    review, made = layout.review, provenance(layout.settlement)
    yield "Workbook", f"{review.workbook.file}, SHA-256 {made['workbook_sha256']}"
    yield "Scenario", f"{review.scenario.file}, SHA-256 {made['scenario_sha256']}"
    if review.shares is not None:
        yield "Shares handed in", f"{review.shares.file}, SHA-256 {made['shares_sha256']}"
    versions = f"spendreview {made['version']}, Python {made['python']}, Pyomo {made['pyomo']}, HiGHS {made['highs']}"
    yield "Versions", versions
