"""The makers of VfM workbooks: published figures looked up by row, and the rows of each sheet made from them.

A workbook is one return, or one auditor's report. Each return holds the programmes and initiatives that its rows name,
so that it can be read by itself and in any order.
"""

import datetime as dt
from dataclasses import dataclass

from . import published
from .write import Row

ALL = "ALL"
Book = dict[str, list[Row]]

DEPARTMENTS = {
    "Cabinet Office": "CO",
    "Chancellor's Departments": "CHX",
    "Children, Schools and Families": "DCSF",
    "Communities and Local Government": "CLG",
    "Crown Prosecution Service": "CPS",
    "Culture, Media and Sport": "DCMS",
    "Defence": "MOD",
    "Education and Skills": "DFES",
    "Environment, Food and Rural Affairs": "DEFRA",
    "Foreign and Commonwealth Office": "FCO",
    "HM Revenue and Customs": "HMRC",
    "Health": "DH",
    "Home Office": "HO",
    "Innovation, Universities and Skills": "DIUS",
    "International Development": "DFID",
    "Local Government": "LG",
    "Local Government (councils own 3bn share)": "LG",
    "Ministry of Justice (formerly DCA)": "MOJ",
    "Northern Ireland Office": "NIO",
    "Office for National Statistics (UKSA)": "ONS",
    "Trade and Industry": "DTI",
    "Transport": "DFT",
    "Work and Pensions": "DWP",
    ALL: ALL,
}
"""The published names of departments, and their codes: those of csr2007.xlsx where the department is the same."""


@dataclass(frozen=True)
class Figure:
    """One published figure: £ million or posts, where it was published, and what the table notes beside it."""

    amount: float
    source: str
    note: str

    def noted(self, words: str) -> "Figure":
        """A figure that is printed in the note, as it stands there: 5,700."""
        if words not in self.note:
            raise LookupError(f"{words!r} is not in the note {self.note!r}")
        return Figure(float(words.replace(",", "")), self.source, self.note)


def figure(table: str, column: str, **where: str) -> Figure:
    """The one row of published/TABLE.csv that answers to `where`, and the figure in its column."""
    rows = [row for row in published.table(table) if all(row[name] == value for name, value in where.items())]
    if len(rows) != 1:
        raise LookupError(f"{table}.csv has {len(rows)} rows with {where}")
    note = rows[0].get("note", "")
    address = rows[0].get("source_url") or rows[0]["source"]
    return Figure(float(rows[0][column]), f"{address} ({note})" if note else address, note)


def book(return_id: str, as_at: str, reported_by: str, source: str, department: str = ALL, **settings: object) -> Book:
    """A return of a date, still without rows."""
    values = {
        "format": 1,
        "return_id": return_id,
        "department": department,
        "as_at": dt.date.fromisoformat(as_at),
        "reported_by": reported_by,
        **settings,
        "source": source,
    }
    return {"Return": [{"setting": name, "value": value} for name, value in values.items()]}


def define(into: Book, *programmes: Row) -> None:
    """The programmes that a return speaks of, the outer before the inner."""
    into.setdefault("Programmes", []).extend(programmes)


def target(into: Book, programme: str, found: Figure, year: str, department: str = ALL, **more: object) -> None:
    """A published target, £ million a year; `say` is put behind its source."""
    say = more.pop("say", None)
    row = {"programme": programme, "department": department, "year": year, "amount": found.amount, **more}
    into.setdefault("Targets", []).append(
        {**row, "source": f"{found.source}; {say}" if say else found.source, "status": "published"}
    )


def aggregate(into: Book, initiative: Row, found: Figure, year: str, evidence: str = "", **more: object) -> None:
    """A published total, and what it came to in a year; a share of cash, a basis or a forecast where they are known."""
    known = into.setdefault("Initiatives", [])
    if initiative not in known:
        known.append(initiative)
    row = {"initiative": initiative["initiative"], "year": year, "gross": found.amount, "basis": "unknown", **more}
    into.setdefault("Claims", []).append({**row, "evidence": evidence or None, "source": found.source})


def initiative(
    code: str, programme: str, title: str, department: str = ALL, strand: str = "all", **more: object
) -> Row:
    """A published total as the Initiatives sheet holds it: an aggregate, which nobody can test."""
    fixed = {"initiative": code, "programme": programme, "department": department, "strand": strand, "title": title}
    return {**fixed, "level": "aggregate", **more}


def posts(
    into: Book,
    measure: str,
    as_at: str,
    found: Figure,
    programme: str,
    department: str = ALL,
    goal: Figure | None = None,
) -> None:
    """A count of posts on a date, and how many there were to be."""
    row: Row = {"department": department, "measure": measure, "as_at": dt.date.fromisoformat(as_at)}
    source = found.source if goal is None or goal.source == found.source else f"{found.source}; target: {goal.source}"
    row |= {"posts": found.amount, "target": goal.amount if goal else None, "programme": programme, "source": source}
    into.setdefault("Posts", []).append(row)
