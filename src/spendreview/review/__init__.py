"""The review: its sheets and records; workbook and scenario joined into one frozen, checked Review."""

from spendreview.review.load import load_review
from spendreview.review.review import Review

__all__ = ["Review", "load_review"]
