"""What is kept: an append-only journal with a hash chain, in SQLite or PostgreSQL. Nothing of the domain."""

from spendreview.store.chain import Head, canonical
from spendreview.store.journal import WHOLE, Reader, Store, Writer, open_store, time_text
from spendreview.store.tables import Batch, EntryTable, Field, Part
from spendreview.store.verify import Verdict, unopened, verify
from spendreview.store.where import DEFAULT, ENVIRONMENT

__all__ = [
    "DEFAULT",
    "ENVIRONMENT",
    "WHOLE",
    "Batch",
    "EntryTable",
    "Field",
    "Head",
    "Part",
    "Reader",
    "Store",
    "Verdict",
    "Writer",
    "canonical",
    "open_store",
    "time_text",
    "unopened",
    "verify",
]
