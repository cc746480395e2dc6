"""The scenario that forces in the published Spending Review 2025 settlement: too long to keep by hand."""

from .catalogue import wanted

HEAD = """\
# Written by `python -m workbooks.build`: change workbooks/illustrative/sr2025_bids.csv and build again.
schema: 1
name: Spending Review 2025 as published
why: >-
  The package of bids that makes up the published settlement is forced in and every other bid is forced out, so each
  department ends at its published row. It shows what the published settlement buys under the illustrative effects,
  and is the reference to compare a free choice with.
workbook: ../workbooks/sr2025.xlsx
objective: weighted
link_strength: 1
limits:
  # The rows of the source itself add to 0.170 (£m) more than its printed total for resource in 2027-28.
  total-RDEL: {add: {2027-28: 0.17}}
bids:
"""


def published() -> str:
    """The YAML text of scenarios/sr2025-published.yaml."""
    lines = (f"  {want.bid}: {{force: {'in' if want.settlement else 'out'}}}" for want in wanted("sr2025"))
    return HEAD + "\n".join(lines) + "\n"
