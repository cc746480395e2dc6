"""One programme with all that is within it, and the lines of its position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spendreview.ledger.audited import Finding, evidence, of_department, speaking
from spendreview.ledger.cells import Cell
from spendreview.ledger.figures import figures_of, grouped
from spendreview.ledger.programmes import Programme
from spendreview.ledger.records import Figures, Split, YearLine
from spendreview.ledger.sheets import ALL
from spendreview.ledger.targets import Targets
from spendreview.terms import Year


@dataclass(frozen=True)
class Standing:
    """One programme with all that is within it: its cells, its targets, and what auditors found."""

    programme: Programme
    cells: Sequence[Cell]
    inner: Sequence[Cell]
    targets: Targets
    findings: Sequence[Finding]

    def figures(self, key: str, year: Year) -> Figures:
        """The line of the whole programme."""
        return figures_of(
            key,
            self.cells,
            year.start,
            target_k=self.targets.whole(year),
            evidence=evidence(speaking(self.findings)),
            inner=self.inner,
        )

    def groups(self, by: Split, year: Year) -> tuple[Figures, ...]:
        """A line for each department, strand, ...; departments and strands with a target and no claim too."""
        cells = grouped(self.cells, by)
        targets = self._targets(by, year)
        keys = [*cells, *sorted(targets.keys() - cells.keys())]
        lines = [self._group(by, key, cells.get(key, []), year, targets.get(key)) for key in keys]
        return tuple(line for line in lines if line.target_k is not None or line.basis != "none" or _says(line))

    def _targets(self, by: Split, year: Year) -> dict[str, int]:
        """Targets of the parts that a split shows."""
        found: dict[str, int | None] = {}
        whole = {Split.DEPARTMENT: ALL, Split.PROGRAMME: self.programme.programme}.get(by)
        if whole is not None:
            found[whole] = self.targets.whole(year)
        for department, strand in self.targets.rows:
            if by is Split.DEPARTMENT and strand is None and department != ALL:
                key, amount = department, self.targets.of(department, None, year)
            elif by is Split.STRAND and strand is not None and department == ALL:
                key, amount = strand, self.targets.of(ALL, strand, year)
            else:
                continue
            found[key] = amount
        return {key: amount for key, amount in found.items() if amount is not None}

    def _group(self, by: Split, key: str, cells: Sequence[Cell], year: Year, target_k: int | None) -> Figures:
        found: list[Finding] = []
        if by is Split.PROGRAMME and key == self.programme.programme:
            found = speaking(self.findings)
        elif by is Split.DEPARTMENT:
            found = of_department(self.findings, key)
        elif by is Split.INITIATIVE:
            found = [own for own in self.findings if own.initiative == key]
        inner = [cell for cell in cells if cell.programme != self.programme.programme]
        return figures_of(key, cells, year.start, target_k=target_k, evidence=evidence(found), inner=inner)

    def years(self) -> tuple[YearLine, ...]:
        """A line for each year of the programme, and for earlier ones in which anything was claimed."""
        first = min([self.programme.first_year.start, *(cell.year for cell in self.cells if cell.reported_k)])
        lines = []
        for start in range(first, self.programme.final_year.start + 1):
            own = figures_of("", self.cells, start)
            claimed = own.basis != "none"
            lines.append(
                YearLine(
                    year=Year(start),
                    target_k=self.targets.whole(Year(start)),
                    reported_k=own.reported_k if claimed else None,
                    counting_k=own.counting_k,
                    not_testable_k=own.not_testable_k,
                )
            )
        return tuple(lines)


def _says(line: Figures) -> bool:
    return bool(line.forecast_k or line.one_off_to_date_k or line.evidenced_high_k is not None)
