"""The workbook for publication: values only, laid out by the Analysis Function's rules for spreadsheets."""

from spendreview.report.publication.book import publication, write_publication

__all__ = ["publication", "write_publication"]
