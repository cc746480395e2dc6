"""Sheets whose rows are kept as entries of the journal: from declared sheet to table, and back to what stands."""

from spendreview.entries.filed import Filed, filed_fields
from spendreview.entries.live import Moment, live_sql, standing_sql

__all__ = ["Filed", "Moment", "filed_fields", "live_sql", "standing_sql"]
