"""What a reader gets: the settlement workbook, the figures behind it, and where they come from."""

from spendreview.report.book import write_settlement
from spendreview.report.provenance import provenance
from spendreview.report.publication import write_publication

__all__ = ["provenance", "write_publication", "write_settlement"]
