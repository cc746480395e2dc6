"""Priorities, indicators and effects: what the money is to achieve. Shared by the review and the performance framework."""

from spendreview.outcomes.records import Effect, Indicator, Priority
from spendreview.outcomes.sheets import EFFECTS, INDICATORS, PRIORITIES

__all__ = ["EFFECTS", "INDICATORS", "PRIORITIES", "Effect", "Indicator", "Priority"]
