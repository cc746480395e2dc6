"""Do the guards still stand, in the very words in which they were set up?"""

from __future__ import annotations

from collections.abc import Sequence

from spendreview.store.guards import postgres_functions, postgres_guards, sqlite_guards
from spendreview.store.journal import Reader
from spendreview.store.tables import BATCHES, JOURNAL, EntryTable


def fallen_guard(reader: Reader, tables: Sequence[EntryTable]) -> str:
    """What is wrong with the first guard that somebody took away or changed; nothing where all stand."""
    guarded = [(JOURNAL, False), (BATCHES, False), *((table.name, table.corrects) for table in tables)]
    wanted: dict[str, str] = {}
    for name, corrects in guarded:
        if reader.is_sqlite:
            wanted |= sqlite_guards(name, corrects=corrects)
        else:
            wanted |= postgres_guards(name) | postgres_functions(name, corrects=corrects)
    found = _sqlite(reader) if reader.is_sqlite else _postgres(reader)
    for name, words in sorted(wanted.items()):
        if name not in found:
            return f"a guard of the store was taken away: {name}"
        if found[name] != words:
            return f"a guard of the store was changed: {name}"
    return ""


def _sqlite(reader: Reader) -> dict[str, str]:
    return dict(reader.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))


def _postgres(reader: Reader) -> dict[str, str]:
    """Triggers that are switched on, of tables in the search path, and the bodies of functions in it."""
    triggers = reader.rows(
        "SELECT tgname, pg_get_triggerdef(oid, true) FROM pg_trigger "
        "WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND pg_table_is_visible(tgrelid)"
    )
    bodies = reader.rows("SELECT proname, prosrc FROM pg_proc WHERE pg_function_is_visible(oid) AND pronargs = 0")
    return dict((*bodies, *triggers))
