"""Where a programme stands: reported, counting and evidenced, against its target."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spendreview.entries import Moment
from spendreview.errors import did_you_mean
from spendreview.ledger.audited import evidence, findings_of, speaking
from spendreview.ledger.cells import Cell, Question, cells_of
from spendreview.ledger.checks.judged import Judge, binding
from spendreview.ledger.figures import figures_of, grouped
from spendreview.ledger.moments import head_at, moment_asked, refused
from spendreview.ledger.notes import notes_on
from spendreview.ledger.posts import posts_of
from spendreview.ledger.programmes import Programme, all_within, outermost, standing_programmes
from spendreview.ledger.records import Figures, Position, Split
from spendreview.ledger.standing import Standing
from spendreview.ledger.tables import CLAIMS
from spendreview.ledger.taken import taken_by
from spendreview.ledger.targets import targets_of
from spendreview.ledger.within import inner_cells, total_cells
from spendreview.store import Reader, Store
from spendreview.terms import Year

EVERY = "all programmes"
"""What a position of all programmes is called."""

Known = dt.date | dt.datetime | None


def position(
    store: Store,
    programme: str | None = None,
    *,
    year: Year | None = None,
    as_at: dt.date | None = None,
    known_at: Known = None,
    by: Split | None = None,
    judge: Judge = binding,
) -> Position:
    """Where a programme, or where all of them, stand.

    programme  its code; None: all of them, each initiative once
    year       None: the programme's final year; of all, the latest year in which anything was claimed
    as_at      None: the latest date that the ledger speaks of
    known_at   None: with all that is known; a date takes in that day (UTC)
    judge      what says which claims count: the checks, as they bind in each programme
    raises     LedgerError LG818, LG819; StoreError
    """
    with store.reading() as reader:
        moment = moment_asked(reader, store.name, as_at, known_at)
        programmes = standing_programmes(reader, moment)
        asked = Asked(reader, store.name, moment, programmes, by, judge)
        if programme is None and len(programmes) == 1:
            programme = next(iter(programmes))
        found = asked.of_all(year) if programme is None else asked.of_one(programme, year)
        known = None if known_at is None else known_at.isoformat()
        return replace(found, known_at=known)


def compare(
    store: Store, programmes: Sequence[str] = (), *, as_at: dt.date | None = None, known_at: Known = None
) -> tuple[Position, ...]:
    """Programmes side by side, each in its final year; all of them where none is named.

    raises  LedgerError LG818; StoreError
    """
    with store.reading() as reader:
        moment = moment_asked(reader, store.name, as_at, known_at)
        standing = standing_programmes(reader, moment)
        asked = Asked(reader, store.name, moment, standing, None)
        known = None if known_at is None else known_at.isoformat()
        return tuple(replace(asked.of_one(code, None), known_at=known) for code in programmes or standing)


@dataclass(frozen=True)
class Asked:
    """A question, in one snapshot of the store."""

    reader: Reader
    store: str
    moment: Moment
    programmes: Mapping[str, Programme]
    by: Split | None
    judge: Judge = binding

    def of_one(self, code: str, year: Year | None) -> Position:
        """The position of one programme."""
        own = self.programmes.get(code)
        if own is None:
            wanted = did_you_mean(
                code, self.programmes, "a programme of the ledger" if self.programmes else "a ledger with returns in it"
            )
            raise refused("LG818", self.store, f"no programme {code!r} as at {self.moment.as_at}", wanted)
        year = own.final_year if year is None else year
        if year > own.final_year:
            found = f"{year} is after {own.final_year}, the final year of {code}"
            raise refused("LG819", self.store, found, f"a year up to {own.final_year}")
        standing = self.standing(own, year)
        return self._position(own.programme, own.title, year, own.final_year, [standing])

    def of_all(self, year: Year | None) -> Position:
        """The position of all programmes: those within another are part of it."""
        if not self.programmes:
            raise refused("LG818", self.store, f"no programme as at {self.moment.as_at}", "a return that defines one")
        year = self._latest_year() if year is None else year
        going = [own for own in outermost(self.programmes) if year <= own.final_year]
        if not going:
            latest = max(own.final_year for own in self.programmes.values())
            found = f"{year} is after the final year of every programme"
            raise refused("LG819", self.store, found, f"a year up to {latest}")
        final = max(own.final_year for own in going)
        standing = [self.standing(own, year) for own in going]
        return self._position(None, EVERY, year, final, standing)

    def standing(self, own: Programme, year: Year | None = None) -> Standing:
        """All that is needed of one programme; which checks found something is told of a year."""
        codes = all_within(own.programme, self.programmes)
        question = Question(
            moment=self.moment,
            programmes=[self.programmes[code] for code in codes],
            final=own.final_year.start,
            by=self.by,
            year=None if year is None else year.start,
            judged=self.judge(self.reader, self.moment, self.programmes, codes),
        )
        cells: dict[str, list[Cell]] = {}
        for cell in cells_of(self.reader, question):
            cells.setdefault(cell.programme, []).append(cell)
        return Standing(
            own,
            total_cells(own.programme, self.programmes, cells),
            inner_cells(own.programme, self.programmes, cells),
            targets_of(self.reader, self.moment, own),
            findings_of(self.reader, self.moment, own.programme),
        )

    def _position(self, code: str | None, title: str, year: Year, final: Year, of: Sequence[Standing]) -> Position:
        one = of[0] if code is not None else None
        figures = one.figures(one.programme.programme, year) if one is not None else together(of, year)
        return Position(
            programme=code,
            title=title,
            year=year,
            final_year=final,
            as_at=self.moment.as_at,
            known_at=None,
            by=self.by if one is not None else self.by or Split.PROGRAMME,
            figures=figures,
            final_target_k=one.targets.whole(final) if one is not None else None,
            groups=self._groups(of, year, one),
            years=one.years() if one is not None else (),
            posts=posts_of(self.reader, self.moment, code),
            notes=notes_on([own.programme for own in of], self.programmes, of, year),
            chain_head=head_at(self.reader, self.moment),
            taken=taken_by([cell for own in of for cell in own.cells], year),
        )

    def _groups(self, of: Sequence[Standing], year: Year, one: Standing | None) -> tuple[Figures, ...]:
        if one is not None:
            return one.groups(self.by, year) if self.by is not None else ()
        if self.by is None or self.by is Split.PROGRAMME:
            return tuple(own.figures(own.programme.programme, year) for own in of)
        cells = [cell for own in of for cell in own.cells]
        return tuple(figures_of(key, own, year.start) for key, own in grouped(cells, self.by).items())

    def _latest_year(self) -> Year:
        """The latest year in which anything was claimed; of a ledger without claims, the last first year."""
        sql = f"SELECT max(year) FROM {CLAIMS.name} WHERE forecast = 0 AND version < :until AND entry <= :known"
        found = self.reader.rows(sql, **self.moment.parameters)[0][0]
        return Year(found) if found is not None else max(own.first_year for own in self.programmes.values())


def together(of: Sequence[Standing], year: Year) -> Figures:
    """Programmes none of which is within another, added up."""
    cells = [cell for own in of for cell in own.cells]
    targets = [target for own in of if (target := own.targets.whole(year)) is not None]
    found = [finding for own in of for finding in speaking(own.findings)]
    inner = [cell for own in of for cell in own.inner]
    target_k = sum(targets) if targets else None
    whole = figures_of(EVERY, cells, year.start, target_k=target_k, evidence=evidence(found), inner=inner)
    # What is expected in one year and in another is never added up.
    return whole if len({own.programme.final_year for own in of}) == 1 else replace(whole, forecast_k=None)
