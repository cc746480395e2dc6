"""Priorities, indicators and effects: what the money is to achieve. Shared by review and performance."""

from spendreview.outcomes.records import Effect, Evidence, Indicator, Priority
from spendreview.outcomes.sheets import EFFECTS, INDICATORS, PRIORITIES

__all__ = ["EFFECTS", "INDICATORS", "PRIORITIES", "Effect", "Evidence", "Indicator", "Priority"]
