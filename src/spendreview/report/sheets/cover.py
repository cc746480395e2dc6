"""The cover: what this is, what it rests on, and what each sheet holds."""

from __future__ import annotations
from spendreview.report.layout import COVER, Layout
from spendreview.report.words import INDICATIVE
from spendreview.tabular.book import Field, Link, Page, Shown, Table


def cover_page(layout: Layout, pages: list[Page]) -> Page:
    return Page(
        name=COVER,
        heading=f"Indicative settlement: {layout.review.name}",
        lines=(INDICATIVE, ""),
        table=Table(
            fields=(
                Field(header="Sheet", cells=[Link(p.name, p.name) for p in pages]),
                Field(header="What", cells=[p.heading for p in pages]),
            )
        ),
        filtered=False,
    )
