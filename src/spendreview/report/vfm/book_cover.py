"""The cover of a position workbook: what it is of, where things stand, what the figures mean and do not, its sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import spendreview
from spendreview.ledger.records import Position
from spendreview.money import millions
from spendreview.report.live_words import figure, sentence
from spendreview.report.vfm.book_evidence import EXAMINED, HIGH, LOW, evidence_place, evidence_row, examined_k
from spendreview.report.vfm.book_figures import (
    CASH,
    COUNTING,
    COUNTING_SHARE,
    FORECAST,
    NOT_TESTED,
    ONE_OFF,
    OTHER,
    REPORTED,
    REPORTED_OVER,
    REPORTED_SHARE,
    STATUS,
    TARGET,
    figures_place,
)
from spendreview.report.vfm.book_layout import Layout
from spendreview.report.vfm.book_words import (
    BASIS_WORDS,
    CHARTS,
    COVER,
    INFORMS,
    NO_AUDIT,
    NO_CLAIM,
    NO_TARGET,
    NOT_SAID,
    NOT_TESTABLE,
    RATING_WORDS,
    SPLIT_HEADERS,
    counting,
)
from spendreview.tabular.book import (
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    Cell,
    Field,
    Formula,
    Link,
    Look,
    Page,
    Shown,
    Styled,
    Table,
)
from spendreview.tabular.book_widths import cut_to

Row = tuple[Cell, Cell]
WIDTH = 96
"""Of the answers, in characters."""

MEANING: tuple[tuple[str, str], ...] = (
    ("Reported", "What departments say they save in the year; forecasts are no part of it"),
    ("Counting", "What of it passes the checks that its programme makes binding; the status rests on it"),
    ("Other improvement", "What a check keeps from counting; shown, and never dropped"),
    ("Evidenced range", "What auditors graded green, to green and amber, of the part that they examined"),
    (
        NOT_TESTABLE.capitalize(),
        "A published total with no initiatives behind it: neither nil, nor the reported figure",
    ),
)
NOT_MEANING: tuple[tuple[str, str], ...] = (
    ("No sum over years", "Figures are annual values; a lasting saving counts again in each later year"),
    ("No rating by officials", "Where green ends and amber begins, of status, is this program's own"),
    ("No estimate of the rest", "The evidenced range is not carried over to what auditors did not examine"),
    ("No money in posts", "Headcount and relocation stand beside the money and are never added to it"),
)


def cover_page(layout: Layout, pages: Sequence[Page]) -> Page:
    """Two columns: what, and the answer; a heading before each part."""
    first = layout.positions[0]
    parts = {
        "What this is": _what(layout),
        "Where it stands": _stands(layout),
        "What to know": _notes(layout.positions),
        "What the figures mean": iter(MEANING),
        "What they do not say": iter(NOT_MEANING),
        "How to read it": _key(),
        "Sheets": ((Link(page.name, page.name), cut_to(page.heading, WIDTH - 1)) for page in pages),
        "Made from": _made(layout.positions),
    }
    rows: list[Row] = []
    for heading, own in parts.items():
        if found := list(own):
            rows += [(_heading(heading), _heading(" ")), *found]
    title = "Programmes side by side" if layout.side_by_side else first.title
    return Page(
        name=COVER,
        heading=f"Value for money: {title}",
        lines=(
            f"{INFORMS} The figures show what departments claim, and what checks and auditors made of it.",
            "Money is in £ million a year, unless a sheet says otherwise.",
        ),
        table=Table(
            fields=(
                Field(header="What", cells=[what for what, _ in rows], shown=Shown.WRAPPED, width=30),
                Field(header="Answer", cells=[answer for _, answer in rows], shown=Shown.WRAPPED, width=WIDTH),
            )
        ),
        filtered=False,
        upright=True,
    )


def _heading(text: str) -> Styled:
    return Styled(text, Shown.TEXT, Look.HEADING, left=True)


def _what(layout: Layout) -> Iterator[Row]:
    for number, position in enumerate(layout.positions):
        if not layout.side_by_side:
            yield "Programme", f"{layout.name(position)}: {position.title}"
            yield "Year; final year", f"{position.year}; {position.final_year}"
            yield "Groups by", SPLIT_HEADERS[position.by].lower() if position.by is not None else "none asked for"
        if not number or _moment(position) != _moment(layout.positions[0]):
            name = f", {layout.name(position)}" if number else ""
            yield f"As at{name}", position.as_at.isoformat()
            yield f"Known at{name}", _known(position)
            yield f"Chain head{name}", str(position.chain_head)


def _moment(position: Position) -> tuple[object, ...]:
    return position.as_at, position.known_at, position.chain_head


def _known(position: Position) -> str:
    return position.known_at or f"all that was in the ledger, to entry {position.chain_head.entry:,}"


def _stands(layout: Layout) -> Iterator[Row]:
    for number, position in enumerate(layout.positions):
        if layout.side_by_side:
            yield f"{layout.name(position)}, {position.year}", _in_short(layout, number)
            continue
        yield "Target", _target(layout, number)
        yield "Reported", _reported(layout, number)
        yield "Counting", _counting(layout, number)
        yield "Evidenced", _evidenced(layout, number)
        yield "Cash releasing, of reported", _cash(layout, number)
        yield "One-off cost to date", _amount(layout, number, ONE_OFF, position.figures.one_off_to_date_k)
        yield (
            "Forecast",
            sentence(_amount(layout, number, FORECAST, position.figures.forecast_k), f" in {position.final_year}"),
        )


def _in_short(layout: Layout, number: int) -> Formula:
    """A programme in one sentence."""
    parts = (
        sentence("Target ", _target(layout, number)),
        sentence("reported ", _reported(layout, number)),
        sentence("counting ", _counting(layout, number)),
        sentence("evidenced ", _evidenced(layout, number)),
    )
    return sentence(parts[0], "; ", parts[1], "; ", parts[2], "; ", parts[3], ".")


def _amount(layout: Layout, number: int, header: str, amount_k: int) -> Formula:
    """An amount of the sheet of figures, as words."""
    address = figures_place(layout).cell(header, layout.row(number))
    return sentence("£", figure(address, millions(amount_k), 1), "m")


def _percent(address: str, share: float) -> Formula:
    return sentence(figure(f"100*{address}", 100 * share, 1), "%")


def _target(layout: Layout, number: int) -> Formula:
    position = layout.positions[number]
    final = position.final_target_k
    more = f" (final year {position.final_year}: £{millions(final):,.1f}m)" if final is not None else ""
    if position.figures.target_k is None:
        return sentence(f"{NO_TARGET} in {position.year}{more}")
    return sentence(_amount(layout, number, TARGET, position.figures.target_k), more)


def _reported(layout: Layout, number: int) -> Formula:
    """What is reported, on which basis, and how it stands against the target."""
    figures, place, row = layout.positions[number].figures, figures_place(layout), layout.row(number)
    words = {"none": NO_CLAIM, "unknown": "basis not known", "mixed": "on mixed bases"}
    basis = words.get(figures.basis, BASIS_WORDS[figures.basis])
    said: list[str | Formula] = [_amount(layout, number, REPORTED, figures.reported_k), f" ({basis})"]
    if figures.target_k:
        share = figures.reported_k / figures.target_k
        over = millions(figures.reported_k) - millions(figures.target_k)
        said += [", ", _percent(place.cell(REPORTED_SHARE, row), share), " of target: "]
        said += [figure(place.cell(REPORTED_OVER, row), over, 1, signed=True), " £m"]
    return sentence(*said)


def _counting(layout: Layout, number: int) -> Formula:
    """What counts, what is kept from it, what cannot be tested, and the status."""
    figures, place, row = layout.positions[number].figures, figures_place(layout), layout.row(number)
    said: list[str | Formula] = []
    if figures.counting_k is None:
        said.append(str(counting(figures)))
    else:
        said.append(_amount(layout, number, COUNTING, figures.counting_k))
        if figures.target_k:
            share = figures.counting_k / figures.target_k
            said += [", ", _percent(place.cell(COUNTING_SHARE, row), share), " of target"]
        if figures.status is not None:
            word = RATING_WORDS[figures.status]
            said += [": ", Formula(f"={place.cell(STATUS, row)}", word)]
    for header, amount_k in ((OTHER, figures.other_improvement_k), (NOT_TESTED, figures.not_testable_k)):
        if amount_k:
            said += [f"; {header.lower()} ", _amount(layout, number, header, amount_k)]
    return sentence(*said)


def _evidenced(layout: Layout, number: int) -> Formula:
    figures, place, row = layout.positions[number].figures, evidence_place(layout), evidence_row(layout, number)
    low, high = figures.evidenced_low_k, figures.evidenced_high_k
    if low is None or high is None:
        return sentence(NO_AUDIT)
    said: list[str | Formula] = ["£", figure(place.cell(LOW, row), millions(low), 1), "m to £"]
    said += [figure(place.cell(HIGH, row), millions(high), 1), "m"]
    if (examined := examined_k(figures)) is not None:
        said += [", of £", figure(place.cell(EXAMINED, row), millions(examined), 1), "m that auditors examined"]
    return sentence(*said)


def _cash(layout: Layout, number: int) -> Formula:
    share = layout.positions[number].figures.cash_releasing_share
    if share is None:
        return sentence(NOT_SAID)
    return _percent(figures_place(layout).cell(CASH, layout.row(number)), share)


def _notes(positions: Sequence[Position]) -> Iterator[Row]:
    """What the ledger says beside its figures; what it says of several is said once."""
    whose: dict[str, list[str]] = {}
    for position in positions:
        for note in position.notes:
            whose.setdefault(note, []).append(position.programme or "all programmes")
    for number, (note, names) in enumerate(whose.items(), start=1):
        yield (f"Note {number}" if len(positions) == 1 else ", ".join(dict.fromkeys(names))), note


def _key() -> Iterator[Row]:
    yield Styled("1,234.5", Shown.TEXT, Look.RESULT, left=True), "Shaded: from the ledger"
    yield "1,234.5", "Plain black: a formula over other cells of this workbook, or words"
    yield (
        f"{NOT_AVAILABLE} and {NOT_APPLICABLE}",
        "Not available; not applicable. The sheet Notes says what every word means",
    )
    yield (
        "Protection",
        "Every sheet is protected, without a password, so that no formula is lost by a slip: Review > Unprotect Sheet "
        "opens it. Filters, and the widths of columns and rows, work without that.",
    )
    yield "Charts", f"Sheet {CHARTS}: outlines, stripes and the words beside each bar tell them apart in grey print too"


def _made(positions: Sequence[Position]) -> Iterator[Row]:
    yield "Version", f"spendreview {spendreview.__version__}"
    heads = dict.fromkeys(str(position.chain_head) for position in positions)
    yield "To check the ledger later", "\n".join(f"spendreview vfm verify --head {head}" for head in heads)
