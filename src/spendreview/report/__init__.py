"""What a reader gets: workbooks, the figures behind them, and where they come from.

A workbook's writer is imported when it is asked for: what the ledger says needs nothing of the allocation.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from spendreview.report.provenance import provenance

if TYPE_CHECKING:
    from spendreview.report.book import write_settlement
    from spendreview.report.publication import write_publication

__all__ = ["provenance", "write_publication", "write_settlement"]

_HOMES = {"write_publication": "spendreview.report.publication", "write_settlement": "spendreview.report.book"}
"""Where each writer lives."""


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
