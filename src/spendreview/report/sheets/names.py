"""The sheet Names: what can be referred to by a name, where it stands, and what it is now."""

from __future__ import annotations

from spendreview.report.layout import NAMES
from spendreview.report.names import NamedPlace
from spendreview.report.words import INDICATIVE
from spendreview.tabular.book import NOT_APPLICABLE, Cell, Field, Formula, Link, Page, Shown, Table


def names_page(places: tuple[NamedPlace, ...]) -> Page:
    """A row a name; its value is a formula that says the name."""
    now: list[Cell] = [
        Formula(f"={place.name}", place.value) if place.value is not None else NOT_APPLICABLE for place in places
    ]
    fields = (
        Field(header="Name", cells=[place.name for place in places]),
        Field(header="What it is", cells=[place.words for place in places], shown=Shown.WRAPPED, width=70),
        Field(header="Where it stands", cells=[_where(place) for place in places]),
        Field(header="Now", cells=now, shown=Shown.MONEY, width=13, group=True),
    )
    return Page(
        name=NAMES,
        heading="Names of figures and tables",
        lines=(
            "Money is in £ million, cash. A formula on a sheet of your own can say a name in place of an address, such "
            "as =Total_DEL_baseline.",
            f"{INDICATIVE} Signs of a code that a name cannot hold stand as _. {NOT_APPLICABLE}: a whole table.",
        ),
        table=Table(fields=fields),
        upright=True,
    )


def _where(place: NamedPlace) -> Link:
    cell = place.address.rpartition("!")[2].replace("$", "")
    return Link(f"{place.sheet}, {cell}", place.sheet, cell)
