"""Every code that a problem may carry: what it means, how it comes about, and what puts it right.

The letters say who speaks: WB the workbook's reader, WW its warnings, RV the review's checks, RW its warnings, SC the
scenario, LG the ledger, LW its warnings, VFM its checks, ST the
store, AL the allocation, AW its warnings, OUT the writing of results.
Codes keep their meaning from one version to the next. The documentation page and its test are made from here.
"""

from spendreview.codes.checks import CHECKS
from spendreview.codes.ledger import LEDGER
from spendreview.codes.meaning import Meaning
from spendreview.codes.review import REVIEW
from spendreview.codes.run import RUN
from spendreview.codes.scenario import SCENARIO
from spendreview.codes.store import STORE
from spendreview.codes.workbook import WORKBOOK

GROUPS: dict[str, str] = {
    "WB": "The workbook cannot be read as it stands",
    "WW": "The workbook was read, with a remark",
    "RV": "The review's rows do not fit together",
    "RW": "The review may run, with a remark",
    "SC": "The scenario",
    "LG": "The ledger does not take it",
    "LW": "The ledger takes it, with a remark",
    "VFM": "A check found something on a claim",
    "ST": "The store",
    "AL": "There is no settlement",
    "AW": "There is a settlement, with a remark",
    "OUT": "A result could not be written",
}

CODES: dict[str, Meaning] = {**WORKBOOK, **REVIEW, **SCENARIO, **LEDGER, **CHECKS, **STORE, **RUN}
"""Every code, in the order of the groups."""

__all__ = ["CODES", "GROUPS", "Meaning"]
