"""The allocation: a Review in, an indicative Settlement out. Pyomo and HiGHS live here and nowhere else."""

from spendreview.allocation.allocate import allocate
from spendreview.allocation.settlement import Settlement

__all__ = ["Settlement", "allocate"]
