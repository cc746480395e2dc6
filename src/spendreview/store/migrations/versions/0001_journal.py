"""The journal and its batches."""

from __future__ import annotations

from spendreview.store.migrations.steps import create_table

revision = "0001_journal"
down_revision = None

BATCHES = """
kind text required
key text required
as_at text required
imported_at text required
by_whom text required
reason text required
file text required
sha256 text required
content text required
details text required
program text required
"""


def upgrade() -> None:
    """The journal and its batches."""
    create_table("journal", "kind text required\nhash text required")
    create_table("batches", BATCHES, [("kind", "key"), ("imported_at",)])
