"""spendreview: from a review workbook to an indicative settlement.

The folder shows the pipeline: ``tabular`` reads and writes Excel, ``scenario`` reads the what-if, ``review`` joins both
into one checked Review, ``allocation`` finds the indicative settlement, ``report`` hands it over, ``cli`` is the door.
"""

__version__ = "0.1.0"

__all__ = ["__version__"]
