"""docs/vfm-workbook.md: every sheet of the value-for-money workbook, from its declaration."""

from spendreview.ledger.sheets import AUDITS, FORMAT, SHEETS
from spendreview.tabular.describe import sheet_markdown

INTRO = f"""# The value-for-money workbook

What a department hands in about its savings, and what an auditor's report says of them. This is version {FORMAT} of the
format (the setting `format` in the sheet Return). `spendreview template vfm OUT.xlsx` writes a blank one,
`spendreview vfm import` takes it into the [ledger](ledger.md), and refuses it whole, with every fault by its cell,
where anything in it must be put right.

- The [rules for every sheet](workbook.md#rules-for-every-sheet) of the review workbook hold here too.
- **One workbook is one return**: of one department (or of `ALL`, where the Treasury compiles it), speaking of one date.
  A later return says only what is new or different. What it does not mention stands as it was.
- **Of two returns of one date** the one stands whose department and name come later in the order of characters. That
  order knows no numbers: `r9` comes after `r11`. Write `r09` and `r11`.
- **A department speaks of itself.** A row of another department in its return is a fault (LG805). Where an
  initiative has moved, a late return of its old department may still claim on it (LW908).
- **The order of import does not matter.** A return that names what is not known yet is refused (LG804); hand it in
  again once that is in. A return is held to what was defined at any date, so none comes too late.
- **Auditors are not departments.** The sheet {AUDITS.title} comes in a workbook of its own (`spendreview template vfm
  --audits`), and is never part of a return.
- **Figures are annual values** in £ million, never added up over years. A saving that recurs is claimed again each
  year.
- **Codes** of programmes and initiatives may be defined in this workbook, in one handed in with it, or in the ledger
  already. Nothing else of a sheet is needed but what it has rows for: a return of claims alone is fine.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([INTRO, "\n\n".join(sheet_markdown(sheet) for sheet in SHEETS), ""])
