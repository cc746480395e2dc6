"""What several migrations do: make a table of entries with its guards, in either database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from spendreview.store.guards import create_function, postgres_functions, postgres_guards, sqlite_guards


def on_sqlite() -> bool:
    """Whether the tables are made in SQLite."""
    return op.get_bind().dialect.name == "sqlite"


def _type(kind: str) -> Any:
    """The type of a column. Text is compared byte by byte in both databases, whatever the server's language."""
    if on_sqlite():
        return {"text": sa.Text(), "integer": sa.Integer(), "real": sa.REAL()}[kind]
    return {"text": sa.Text(collation="C"), "integer": sa.BigInteger(), "real": sa.Double()}[kind]


def entry_column(*, chained: bool) -> sa.Column[int]:
    """The number of the entry; ``chained`` where the journal must have it first."""
    key: type[sa.types.TypeEngine[int]] = sa.Integer if on_sqlite() else sa.BigInteger
    reference = () if on_sqlite() or not chained else (sa.ForeignKey("journal.entry"),)
    return sa.Column("entry", key, *reference, primary_key=True, autoincrement=False, nullable=False)


def columns(written: str) -> list[sa.Column[object]]:
    """Columns written a line each: the name, the type, and ``required`` where it may not be null."""
    made: list[sa.Column[object]] = []
    for line in written.strip().splitlines():
        name, kind, *required = line.split()
        made.append(sa.Column(name, _type(kind), nullable=not required))
    return made


def create_table(name: str, written: str, indexes: Sequence[tuple[str, ...]] = (), *, corrects: bool = False) -> None:
    """A table of entries: its number, its batch, what is written, the indexes, and the guards."""
    batch = [] if name in ("journal", "batches") else [sa.Column("batch", _type("integer"), nullable=False)]
    entry = entry_column(chained=name != "journal")
    op.create_table(name, entry, *batch, *columns(written), sqlite_strict=True)
    for number, fields in enumerate(indexes, start=1):
        op.create_index(f"{name}_{number}", name, list(fields))
    if corrects:
        given = sa.text("corrects IS NOT NULL")
        once = f"{name}_corrected_once"
        op.create_index(once, name, ["corrects"], unique=True, sqlite_where=given, postgresql_where=given)
    guard(name, corrects=corrects)


def guard(table: str, *, corrects: bool = False) -> None:
    """The guards of a table."""
    if on_sqlite():
        made = [*sqlite_guards(table, corrects=corrects).values()]
    else:
        functions = postgres_functions(table, corrects=corrects)
        made = [*(create_function(*pair) for pair in functions.items()), *postgres_guards(table).values()]
    for statement in made:
        op.execute(sa.text(statement.replace(":", r"\:")))
