"""Pages that every result workbook has: its charts, one on each sheet of paper, and the words it uses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spendreview.tabular.book import Cell, Field, Formula, Link, Page, Shown, Table
from spendreview.tabular.charts import Chart

FIRST_ROWS, ROWS = 26, 29
"""Rows under the first chart, below the sheet's title, and under the others: with a sentence they fill a landscape A4.
A screen 1,024 dots wide shows all of their width."""

DARK_BLUE, TURQUOISE, DARK_PINK = "#12436D", "#28A197", "#801650"
"""Of the Government Analysis Function's palette, chosen to be told apart by the colour-blind."""

Drawn = tuple[Formula | str, Chart]
"""A sentence that says what a chart shows, and the chart."""


def page_of_charts(name: str, heading: str, lines: tuple[str, str], drawn: Iterable[Drawn]) -> Page:
    """A sentence, then the chart it speaks of, and so on; each chart is given its rows here."""
    charts: list[Chart] = []
    words: list[Cell] = []
    links: list[Cell] = []
    breaks: list[int] = []
    for said, chart in drawn:
        rows = ROWS if charts else FIRST_ROWS
        breaks.append(len(words))
        charts.append(replace(chart, row=len(words) + 1, rows=rows))
        words += [said, *[None] * rows]
        links += [Link(chart.sheet, chart.sheet), *[None] * rows]
    return Page(
        name=name,
        heading=heading,
        lines=lines,
        table=Table(
            fields=(
                Field(header="What the chart below shows", cells=words, shown=Shown.WRAPPED, width=112),
                Field(header="Its figures", cells=links, width=22),
            )
        ),
        freeze=0,
        filtered=False,
        charts=tuple(charts),
        breaks=tuple(breaks[1:]) or (len(words),),
    )


def page_of_terms(name: str, terms: Sequence[tuple[str, str]], width: float) -> Page:
    """A row a term: what it is, and what it means.

    width  of the column of terms, in characters; longer ones are wrapped
    """
    said, meanings = zip(*terms, strict=True)
    fields = (
        Field(header="Term", cells=said, shown=Shown.WRAPPED, width=width),
        Field(header="Meaning", cells=meanings, shown=Shown.WRAPPED, width=96),
    )
    return Page(
        name=name,
        heading="Notes: the words of this workbook",
        lines=("How each word is used on every sheet.", "Units stand in the second line of each sheet."),
        table=Table(fields=fields),
        filtered=False,
        upright=True,
    )
