"""What stands: of all that was ever said of a thing, the entry that held on a date, as known at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from spendreview.entries.filed import Filed


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A date that statements speak of, and the last entry that was known.

    as_at  statements that speak of a later date do not count
    known  the number of the last entry that was in the journal
    """

    as_at: dt.date
    known: int

    @property
    def parameters(self) -> dict[str, object]:
        """For the queries of this module: ``until`` is the first version that is too late."""
        last = self.as_at == dt.date.max
        # After the last day that there is comes none, but a text that sorts after all versions of that day.
        until = "9999-12-32" if last else (self.as_at + dt.timedelta(days=1)).isoformat()
        return {"until": until, "known": self.known}


def corrected_sql(table: str) -> str:
    """The entries of a table whose place another one has taken."""
    return f"SELECT corrects FROM {table} WHERE corrects IS NOT NULL AND entry <= :known"


def known_sql(filed: Filed, more: str = "") -> str:
    """The condition on rows that were known, not withdrawn, and whose place no other has taken."""
    conditions = ["entry <= :known", "withdrawn = 0", f"entry NOT IN ({corrected_sql(filed.name)})"]
    return " AND ".join([*conditions, *([more] if more else [])])


def live_sql(filed: Filed, fields: Sequence[str], where: str = "") -> str:
    """A query for the rows that stand, one for each key: the latest version not after the date.

    fields  what it gives; where  a condition on rows, before the latest is taken
    """
    return _latest(filed, fields, "version DESC, entry DESC", known_sql(filed, _and("version < :until", where)))


def standing_sql(filed: Filed, fields: Sequence[str], where: str = "") -> str:
    """The same for definitions: where none is as early as the date, the earliest one known stands."""
    order = "(version < :until) DESC, CASE WHEN version < :until THEN version END DESC, version, entry DESC"
    return _latest(filed, fields, order, known_sql(filed, where))


def _and(*conditions: str) -> str:
    return " AND ".join(condition for condition in conditions if condition)


def _latest(filed: Filed, fields: Sequence[str], order: str, where: str) -> str:
    key = ", ".join(f"coalesce({name}, '')" if _may_be_blank(filed, name) else name for name in filed.key_fields)
    return (
        f"SELECT {', '.join(fields)} FROM (SELECT {', '.join(fields)}, "
        f"row_number() OVER (PARTITION BY {key} ORDER BY {order}) AS place "
        f"FROM {filed.name} WHERE {where}) AS said WHERE place = 1"
    )


def _may_be_blank(filed: Filed, name: str) -> bool:
    own = next(own for own in filed.table.fields if own.name == name)
    return not own.required and own.kind == "text"
