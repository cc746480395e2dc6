"""A copy of a workbook with a comment and a marked cell at every fault and warning, and nothing else changed.

openpyxl would lose cached values, text boxes, sparklines and much of what newer programs add, so the parts of the
archive that must change are edited as bytes and all others are copied.
"""

from spendreview.tabular.annotate.annotate import MOST_CELLS, Marking, annotate

__all__ = ["MOST_CELLS", "Marking", "annotate"]
