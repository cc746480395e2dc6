"""Shares handed in again: a settlement workbook edited by hand, read as bids that the scenario holds.

A row is held where a share is not the one that the run gave, or where it gives a reason; every other bid is free.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spendreview.errors import Findings, Place, did_you_mean
from spendreview.review.assemble import changed_bid
from spendreview.review.handed import Tables, few, is_of_review, note_other_workbook, read_shares
from spendreview.review.records import Bid
from spendreview.review.review import SharesFile
from spendreview.review.shares import AS_RUN, HELD_AS_RUN, HELD_BY, REASON, SHARES, as_run_header, share_header
from spendreview.review.workbook import ReviewSheets
from spendreview.scenario import Scenario
from spendreview.scenario.records import BidChange
from spendreview.tabular import Workbook, open_workbook
from spendreview.tabular.author import last_author
from spendreview.terms import Year

SAME = 1e-9
"""Shares no further apart are the same: Excel keeps fifteen digits."""
CRUMB = 1e-6
"""How far a share may lie outside its bounds, or from a whole one, and be taken as on it."""
NOBODY = "not said"


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the shares beside what the run gave; ``edited`` and ``held`` say in which plan years (from 0)."""

    number: int
    bid: str
    shares: tuple[float, ...]
    edited: frozenset[int]
    held: frozenset[int]
    reason: str | None
    by: str | None

    @property
    def is_held(self) -> bool:
        return bool(self.edited) or self.reason is not None


def held_shares(
    path: Path, records: ReviewSheets, bids: tuple[Bid, ...], scenario: Scenario, findings: Findings
) -> tuple[SharesFile, tuple[BidChange, ...]]:
    """The bids that a settlement workbook holds, each with its share, reason, who holds it, and its cell.

    records  the review workbook as read
    bids     of the review, those that fill_baseline makes included, as the workbook has them
    raises   WorkbookError where the file as a whole cannot be read; every other fault goes to ``findings``
    """
    book = open_workbook(path)
    known: dict[str, Bid] = {bid.bid: bid for bid in bids}
    handed_in = SharesFile(path=path, sha256=book.sha256)
    before = len(findings.faults)
    tables = read_shares(book, records.years, findings)
    if tables is None or not is_of_review(book, tables[0], known, findings):
        return handed_in, ()
    note_other_workbook(book, records, findings)
    unread = {(fault.place.sheet, fault.place.cell) for fault in findings.faults[before:]}
    return handed_in, tuple(_Reader(book, tables, unread, records.years.plan, known, scenario, findings).changes())


class _Reader:
    """Reads the rows of one settlement workbook against a review and its scenario."""

    def __init__(
        self,
        book: Workbook,
        tables: Tables,
        unread: set[tuple[str | None, str | None]],
        years: tuple[Year, ...],
        bids: Mapping[str, Bid],
        scenario: Scenario,
        findings: Findings,
    ) -> None:
        self.table, self.as_run = tables
        self.unread, self.years, self.bids, self.findings = unread, years, bids, findings
        self.author = last_author(book.path) or NOBODY
        changes = (change for change in scenario.bids if change.holds or change.max_share is not None)
        self.scenario: dict[str, BidChange] = {change.bid: change for change in changes}

    def changes(self) -> Iterator[BidChange]:
        """Every row that is held and without fault; bids that are gone are counted in one warning."""
        gone: list[str] = []
        for row in self._rows():
            bid, change = self.bids.get(row.bid), self.scenario.get(row.bid)
            if bid is None:
                self._missing(row, gone)
            elif row.is_held and self._is_sound(row, bid, change):
                yield self._change(row, bid)
            elif not row.is_held and row.by is not None and change is None:
                self._by_alone(row)
        if gone:
            found = f"bids that the review does not have, and that nobody edited, were left out: {few(gone)}"
            self.findings.warn("RW420", self.table.place(), found)
        self._check_rows_gone()

    def _by_alone(self, row: _Row) -> None:
        place = self.table.place(row.number, HELD_BY)
        found = f"bid {row.bid!r} is said to be held by {row.by}, without a reason"
        self.findings.fault("SC017", place, found, "a reason too, if the share is to be held; else clear this cell")

    def _check_rows_gone(self) -> None:
        """Bids of the run whose rows were taken out: a fault where the run held one, else one warning for all."""
        if not self.table.letters:
            return
        named, free = set(self.table.columns["Bid"]), []
        for number, record in self.as_run.records():
            code = record["Bid"]
            if code is None or code in named or code not in self.bids or code in self.scenario:
                continue
            if record[HELD_AS_RUN]:
                place = self.as_run.place(number, "Bid")
                found = f"bid {code!r} was held by that run, and its row is gone from {SHARES.title}"
                wanted = f"its row put back; or, to set the bid free, its cell under {HELD_AS_RUN} cleared"
                self.findings.fault("SC029", place, found, wanted)
            else:
                free.append(code)
        if free:
            found = f"rows are gone, {len(free)} in all, and their bids are free: {few(free)}"
            self.findings.warn("RW425", self.table.place(), found)

    def _rows(self) -> Iterator[_Row]:
        known = {record["Bid"]: record for _, record in self.as_run.records()}
        if not self.table.letters or not self.as_run.letters:
            return
        for number, record in self.table.records():
            before = known.get(record["Bid"])
            if record["Bid"] is not None and before is None:
                wanted = (
                    f"a row for it on the sheet {AS_RUN.title}, which the run wrote: change shares and reasons alone"
                )
                place = self.table.place(number, "Bid")
                self.findings.fault("SC025", place, f"bid {record['Bid']!r} was not in that run", wanted)
            elif before is not None:
                row = self._row(number, record, before)
                if row is not None:
                    yield row

    def _row(self, number: int, record: dict[str, Any], before: dict[str, Any]) -> _Row | None:
        shares = [record[share_header(year)] for year in self.years]
        given = [before[as_run_header(year)] for year in self.years]
        for year, share in zip(self.years, shares, strict=True):
            place = self.table.place(number, share_header(year))
            if share is None and (place.sheet, place.cell) not in self.unread:
                wanted = "a share: 0 for nothing; as the run gave it, and no reason, to leave the bid free"
                self.findings.fault("SC018", place, f"no share for bid {record['Bid']!r}", wanted)
        if None in shares or None in given:
            return None
        pairs = enumerate(zip(shares, given, strict=True))
        return _Row(
            number=number,
            bid=record["Bid"],
            shares=tuple(shares),
            edited=frozenset(t for t, (now, then) in pairs if abs(now - then) > SAME),
            held=frozenset(t for t, year in enumerate(self.years) if year in before[HELD_AS_RUN]),
            reason=record[REASON],
            by=record[HELD_BY],
        )

    def _missing(self, row: _Row, gone: list[str]) -> None:
        if not row.is_held:
            gone.append(row.bid)
            return
        wanted = did_you_mean(row.bid, self.bids, "a bid of the review; or its share as run, and no reason")
        place = self.table.place(row.number, "Bid")
        self.findings.fault("SC024", place, f"a share is held for {row.bid!r}, which the review does not have", wanted)

    def _is_sound(self, row: _Row, bid: Bid, change: BidChange | None) -> bool:
        """Whether a held row can be: every fault at its own cell. A hold that the scenario has too needs no second."""
        if change is not None:
            if not self._agrees(row, bid, change):
                self._two_holds(row, change)
            return False
        before = len(self.findings.faults)
        if row.reason is None:
            place = self.table.place(row.number, REASON)
            found = f"the share of bid {row.bid!r} was changed, and no reason given"
            self.findings.fault("SC017", place, found, "why: a held share needs a reason")
        if bid.one_decision and any(abs(share - row.shares[0]) > SAME for share in row.shares):
            self._many_decisions(row)
        else:
            for t in self._held_years(row, bid)[: 1 if bid.one_decision else None]:
                self._check_share(row, bid, t)
        return len(self.findings.faults) == before

    def _agrees(self, row: _Row, bid: Bid, change: BidChange) -> bool:
        after = changed_bid(bid, change, self.years, Findings())
        years = self._held_years(row, bid)
        return bool(after.held) and all(
            (share := after.held[t]) is not None and abs(share - row.shares[t]) <= SAME for t in years
        )

    def _two_holds(self, row: _Row, change: BidChange) -> None:
        how = next(name for name in ("force", "share", "max_share") if getattr(change, name) is not None)
        found = f"bid {row.bid!r} is held here, and has {how} at {change.place}"
        self.findings.fault("SC014", self._place(row), found, "one of the two")

    def _many_decisions(self, row: _Row) -> None:
        t = next(t for t, share in enumerate(row.shares) if abs(share - row.shares[0]) > SAME)
        first, other = self.years[0], self.years[t]
        found = f"bid {row.bid!r} has {row.shares[0]:.4g} in {first} and {row.shares[t]:.4g} in {other}"
        wanted = (
            f"one decision for all years: set {share_header(first)}, let the later years be formulas that follow it, "
            "and save in Excel so that they do"
        )
        self.findings.fault("SC019", self.table.place(row.number, share_header(other)), found, wanted)

    def _check_share(self, row: _Row, bid: Bid, t: int) -> None:
        share, place = row.shares[t], self.table.place(row.number, share_header(self.years[t]))
        if not -CRUMB <= share <= bid.max_share + CRUMB:
            wanted = f"a share from 0 to {bid.max_share:g}, which is its max_share"
            self.findings.fault("SC018", place, f"{share:g} for bid {row.bid!r}", wanted)
        elif not bid.divisible and min(abs(share), abs(share - 1)) > CRUMB:
            self.findings.fault("SC015", place, f"{share:g} for {row.bid!r}, which is all or nothing", "0 or 1")

    def _held_years(self, row: _Row, bid: Bid) -> list[int]:
        """The years edited and those that the run held already; all of them where there is but a reason."""
        every = range(len(self.years))
        own = row.edited | row.held
        return list(every) if bid.one_decision or not own else sorted(own)

    def _change(self, row: _Row, bid: Bid) -> BidChange:
        shares = {self.years[t]: self._clean(row.shares[t], bid) for t in self._held_years(row, bid)}
        whole = bid.one_decision or (len(shares) == len(self.years) and len(set(shares.values())) == 1)
        share: float | Mapping[Year, float] = next(iter(shares.values())) if whole else shares
        return BidChange(bid=row.bid, share=share, reason=row.reason, by=row.by or self.author, place=self._place(row))

    def _clean(self, share: float, bid: Bid) -> float:
        share = min(max(share, 0.0), bid.max_share)
        return float(share > 0.5) if not bid.divisible else share

    def _place(self, row: _Row) -> Place:
        """The share that was edited first, or the first."""
        return self.table.place(row.number, share_header(self.years[min(row.edited, default=0)]))
