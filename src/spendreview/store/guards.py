"""The guards that stand in the database itself: nothing in it is changed, removed or replaced, whoever asks."""

from __future__ import annotations

from spendreview.store.tables import CORRECTS, JOURNAL

NEVER = "entries are never changed or removed: this store is append-only"
ACTIONS = ("update", "delete", "replace")


def refused(table: str, *, corrects: bool) -> str:
    """The condition, in the words of both databases, under which a new row may not come in.

    The journal takes the number after its last one and no other; another table takes the entries that the journal
    has for it, each once; and no entry is corrected twice.
    """
    taken = f"EXISTS (SELECT 1 FROM {table} WHERE entry = NEW.entry)"
    if table == JOURNAL:
        gap = f"NEW.entry > 1 AND NOT EXISTS (SELECT 1 FROM {table} WHERE entry = NEW.entry - 1)"
        return f"NEW.entry < 1 OR {taken} OR ({gap})"
    foreign = f"NOT EXISTS (SELECT 1 FROM {JOURNAL} WHERE entry = NEW.entry AND kind = '{table}')"
    if not corrects:
        return f"{taken} OR {foreign}"
    twice = f"NEW.{CORRECTS} IS NOT NULL AND EXISTS (SELECT 1 FROM {table} WHERE {CORRECTS} = NEW.{CORRECTS})"
    return f"{taken} OR {foreign} OR ({twice})"


def sqlite_guards(table: str, *, corrects: bool = False) -> dict[str, str]:
    """The triggers of one table, by name. REPLACE deletes without asking a DELETE trigger: so inserts are asked too."""
    update, delete, replace = (f"{table}_no_{action}" for action in ACTIONS)
    when = f"WHEN {refused(table, corrects=corrects)}"
    stop = f"BEGIN SELECT RAISE(ABORT, '{NEVER}'); END"
    return {
        update: f"CREATE TRIGGER {update} BEFORE UPDATE ON {table} {stop}",
        delete: f"CREATE TRIGGER {delete} BEFORE DELETE ON {table} {stop}",
        replace: f"CREATE TRIGGER {replace} BEFORE INSERT ON {table} {when} {stop}",
    }


REFUSE = "spendreview_refuse"


def postgres_functions(table: str, *, corrects: bool = False) -> dict[str, str]:
    """What the triggers of one table call, by name: the bodies of functions. The first is the same for all tables."""
    stop = f"RAISE EXCEPTION '{NEVER}';"
    condition = refused(table, corrects=corrects)
    return {
        REFUSE: f"BEGIN {stop} END",
        f"{table}_refuse": f"BEGIN IF {condition} THEN {stop} END IF; RETURN NEW; END",
    }


def create_function(name: str, body: str) -> str:
    """The statement that makes a function which a trigger calls; one that is there already stays as it is meant."""
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"


def postgres_guards(table: str) -> dict[str, str]:
    """The triggers of one table, by name, in the words in which PostgreSQL itself repeats them."""
    change, whole, replace = (f"{table}_no_{action}" for action in ("change", "truncate", "replace"))
    refuse = f"EXECUTE FUNCTION {REFUSE}()"
    return {
        change: f"CREATE TRIGGER {change} BEFORE DELETE OR UPDATE ON {table} FOR EACH ROW {refuse}",
        whole: f"CREATE TRIGGER {whole} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
        replace: f"CREATE TRIGGER {replace} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
    }
