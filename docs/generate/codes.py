"""docs/error-codes.md: every code under a heading of its own, with its meaning, its cause and its cure."""

from spendreview.codes import CODES, GROUPS

INTRO = """# Error codes

Every problem carries a code that stays the same from one version to the next, its place (file, sheet and cell, or line
and column), what was found and what was wanted:

```
review.xlsx › Bids!E6  WB104  'perhaps'; wanted yes or no
```

Faults (WB, RV, SC, AL, OUT) stop a run. Remarks (WW, RW, AW) never do, and are kept with its results. The program ends
with 3 where something handed in must be put right, or a result cannot be written; with 4 where no settlement exists.
What to do: [find and mend faults](how-to/find-faults.md), [limits that cannot all hold](how-to/no-settlement.md).
"""


def page() -> str:
    """The whole page: a part for each group, and a heading for each code, so that a link or a search finds it."""
    parts = [INTRO]
    for letters, title in GROUPS.items():
        own = [code for code in CODES if code.rstrip("0123456789") == letters]
        parts += [f"## {letters}: {title}\n", *map(_section, own)]
    return "\n".join(parts)


def _section(code: str) -> str:
    title, cause, cure = CODES[code]
    return f"### {code}\n\n**{title}.** {cause}\n\n*What puts it right:* {cure}\n"
