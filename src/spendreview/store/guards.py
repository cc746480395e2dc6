"""The guards that stand in the database itself: nothing in it is changed, removed or replaced, whoever asks."""

from __future__ import annotations

from spendreview.store.tables import CORRECTS, JOURNAL

NEVER = "entries are never changed or removed: this store is append-only"


def sqlite_guards(table: str, *, corrects: bool = False) -> dict[str, str]:
    """The triggers of one table, by name. REPLACE deletes without asking a DELETE trigger: so inserts are asked too."""
    taken = f"EXISTS (SELECT 1 FROM {table} WHERE entry = NEW.entry)"
    if table == JOURNAL:
        refused = "NEW.entry IS NOT (SELECT coalesce(max(entry), 0) + 1 FROM journal)"
    else:
        foreign = f"NOT EXISTS (SELECT 1 FROM journal WHERE entry = NEW.entry AND kind = '{table}')"
        refused = f"{taken} OR {foreign}"
    if corrects:
        refused += (
            f" OR (NEW.{CORRECTS} IS NOT NULL AND EXISTS (SELECT 1 FROM {table} WHERE {CORRECTS} = NEW.{CORRECTS}))"
        )
    names = {action: f"{table}_no_{action}" for action in ("update", "delete", "replace")}
    stop = f"BEGIN SELECT RAISE(ABORT, '{NEVER}'); END"
    return {
        names["update"]: f"CREATE TRIGGER {names['update']} BEFORE UPDATE ON {table} {stop}",
        names["delete"]: f"CREATE TRIGGER {names['delete']} BEFORE DELETE ON {table} {stop}",
        names["replace"]: f"CREATE TRIGGER {names['replace']} BEFORE INSERT ON {table} WHEN {refused} {stop}",
    }


POSTGRES_FUNCTION = f"""
CREATE FUNCTION spendreview_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{NEVER}'; END $$
"""


def postgres_guards(table: str, *, corrects: bool = False) -> dict[str, str]:
    """The same for PostgreSQL, where a key refuses a second row and a reference one that the journal does not have."""
    rows, whole = f"{table}_no_change", f"{table}_no_truncate"
    refuse = "EXECUTE FUNCTION spendreview_refuse()"
    made = {
        rows: f"CREATE TRIGGER {rows} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {refuse}",
        whole: f"CREATE TRIGGER {whole} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
    }
    if corrects:
        once = f"{table}_corrected_once"
        made[once] = f"CREATE UNIQUE INDEX {once} ON {table} ({CORRECTS}) WHERE {CORRECTS} IS NOT NULL"
    return made


__all__ = ["NEVER", "POSTGRES_FUNCTION", "postgres_guards", "sqlite_guards"]
