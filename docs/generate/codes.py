"""docs/error-codes.md: every code, what it means, how it comes about, and what puts it right."""

from spendreview.codes import CODES, GROUPS
from spendreview.tabular.describe import markdown_table

INTRO = """# Error codes

Every problem carries a code that stays the same from one version to the next, its place (file, sheet and cell, or line
and column), what was found and what was wanted:

```
review.xlsx › Bids!E6  WB104  'perhaps'; wanted yes or no
```

Faults (WB, RV, SC, AL, OUT) stop a run. Remarks (WW, RW, AW) never do, and are kept with its results. The program ends
with 3 where something handed in must be put right, or a result cannot be written; with 4 where no settlement exists.
"""
HEADINGS = ("Code", "What it means", "How it comes about", "What puts it right")


def page() -> str:
    """The whole page: a table for each group of codes."""
    parts = [INTRO]
    for letters, title in GROUPS.items():
        rows = [(f"`{code}`", *meaning) for code, meaning in CODES.items() if code.rstrip("0123456789") == letters]
        parts.append(f"## {letters}: {title}\n\n{markdown_table(HEADINGS, rows)}\n")
    return "\n".join(parts)
