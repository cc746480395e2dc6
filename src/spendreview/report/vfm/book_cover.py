"""The cover of a position workbook: what it is of, where things stand, what the figures mean and do not, its sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import spendreview
from spendreview.ledger.records import Position
from spendreview.money import millions
from spendreview.report.live_words import figure, sentence
from spendreview.report.vfm.book_evidence import EXAMINED, HIGH, LOW, evidence_place, evidence_row
from spendreview.report.vfm.book_figures import (
    COUNTING,
    COUNTING_SHARE,
    NOT_TESTED,
    OTHER,
    REPORTED,
    REPORTED_OVER,
    REPORTED_SHARE,
    STATUS,
    TARGET,
    figures_place,
)
from spendreview.report.vfm.book_layout import Layout
from spendreview.report.vfm.book_outlook import CASH, FORECAST, ONE_OFF, outlook_place
from spendreview.report.vfm.book_words import CHARTS, COVER, INFORMS, NOT_SAID, SPLIT_HEADERS, Ref, counting, pounds
from spendreview.report.vfm.words import NO_AUDIT, NO_CLAIM, NO_TARGET, NOT_TESTABLE, RATING_WORDS
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

BASIS_SAID = {
    "net": "net of cost",
    "gross": "gross of cost",
    "unknown": "basis not known",
    "mixed": "on mixed bases",
}
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
    for position in layout.positions:
        if not layout.side_by_side:
            code = "" if position.programme is None else f"{position.programme}: "
            yield "Programme", f"{code}{position.title}"
            yield "Year; final year", f"{position.year}; {position.final_year}"
            yield "Groups by", SPLIT_HEADERS[position.by].lower() if position.by is not None else "none asked for"
    yield from _said_once(layout, "As at", lambda position: position.as_at.isoformat())
    yield from _said_once(layout, "Known at", _known)
    yield from _said_once(layout, "Chain head", lambda position: str(position.chain_head))


def _said_once(layout: Layout, what: str, answer: Callable[[Position], str]) -> Iterator[Row]:
    """An answer that is the same for all positions stands once; else each has its own."""
    answers = [answer(position) for position in layout.positions]
    if len(set(answers)) == 1:
        yield what, answers[0]
    else:
        names = map(layout.name, layout.positions)
        yield what, "; ".join(f"{name} {own}" for name, own in zip(names, answers, strict=True))


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
            _forecast(layout, number),
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
    """An amount of a line, as words."""
    place = outlook_place(layout) if header in (ONE_OFF, FORECAST) else figures_place(layout)
    return pounds(Ref(place.cell(header, layout.row(number)), millions(amount_k)))


def _forecast(layout: Layout, number: int) -> Formula:
    """What is expected in the final year, or that nobody says."""
    position = layout.positions[number]
    if position.figures.forecast_k is None:
        return sentence(NOT_SAID)
    return sentence(_amount(layout, number, FORECAST, position.figures.forecast_k), f" in {position.final_year}")


def _percent(address: str, share: float) -> Formula:
    return sentence(figure(f"100*{address}", 100 * share, 1), "%")


def _target(layout: Layout, number: int) -> Formula:
    position = layout.positions[number]
    final, ahead = position.final_target_k, position.year != position.final_year
    more = f" (final year {position.final_year}: £{millions(final):,.1f}m)" if ahead and final is not None else ""
    if position.figures.target_k is None:
        return sentence(f"{NO_TARGET} in {position.year}{more}")
    return sentence(_amount(layout, number, TARGET, position.figures.target_k), more)


def _reported(layout: Layout, number: int) -> Formula:
    """What is reported, on which basis, and how it stands against the target."""
    figures, place, row = layout.positions[number].figures, figures_place(layout), layout.row(number)
    if figures.basis == "none":
        return sentence(NO_CLAIM)
    basis = BASIS_SAID[figures.basis]
    said: list[str | Formula] = [_amount(layout, number, REPORTED, figures.reported_k), f" ({basis})"]
    if figures.target_k:
        share = figures.reported_k / figures.target_k
        over = millions(figures.reported_k) - millions(figures.target_k)
        said += [", ", _percent(place.cell(REPORTED_SHARE, row), share), " of target: "]
        said.append(_over(Ref(place.cell(REPORTED_OVER, row), over)))
    return sentence(*said)


def _over(ref: Ref) -> Formula:
    """Over or under target, and by how much."""
    below = float(ref.value) < 0
    side = Formula(f'=IF({ref.address}<0,"under by ","over by ")', "under by " if below else "over by ")
    return sentence(side, pounds(Ref(f"ABS({ref.address})", abs(float(ref.value)))))


def _counting(layout: Layout, number: int) -> Formula:
    """What counts, what is kept from it, what cannot be tested, and the status."""
    figures, place, row = layout.positions[number].figures, figures_place(layout), layout.row(number)
    said: list[str | Formula] = []
    if figures.counting_k is None:
        said.append(str(counting(figures)))
    else:
        said.append(_amount(layout, number, COUNTING, figures.counting_k))
        if figures.target_k and figures.delivered is not None:
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
    said: list[str | Formula] = [pounds(Ref(place.cell(LOW, row), millions(low))), " to "]
    said.append(pounds(Ref(place.cell(HIGH, row), millions(high))))
    if (examined := figures.audited_k) is not None:
        said += [", of ", pounds(Ref(place.cell(EXAMINED, row), millions(examined))), " that auditors examined"]
    return sentence(*said)


def _cash(layout: Layout, number: int) -> Formula:
    share = layout.positions[number].figures.cash_releasing_share
    if share is None:
        return sentence(NOT_SAID)
    return _percent(outlook_place(layout).cell(CASH, layout.row(number)), share)


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
