"""docs/workbook.md: every sheet of the review workbook, from its declaration."""

from spendreview.review.rule_checks import SHAPES, RuleShape
from spendreview.review.sheets import FORMAT, SHEETS
from spendreview.review.workbook import MONEY_RULES
from spendreview.tabular.describe import markdown_table, sheet_markdown
from spendreview.terms import RuleKind

INTRO = f"""# The review workbook

What a spending team hands in. This is version {FORMAT} of the format (the setting `format` in the sheet Review).
`spendreview template review OUT.xlsx` writes a blank one; `spendreview check` reads one and lists every fault, by cell.
What each figure does is on the [pages of the model](model/index.md).

## Rules for every sheet

- **Layout.** The template has the sheet's title in row 1, what it holds and its unit in row 2, the header in row 4, and
  the data below. The header is the first of rows 1 to 12 that holds every required column, so rows may stand above it.
- **Columns** may stand in any order, and case does not matter. A column that is not listed here is a fault, which names
  the nearest one, unless its header starts with `#` or `note`: those are yours.
- **Rows** whose first cell starts with `#` are not read. That is how the template's examples are kept apart. Blank rows
  are passed over.
- **Sheets** with other titles are not read, with a warning. Optional sheets may be left out.
- **Money** is in £ million, cash, and kept to the £ thousand: three decimals. More are rounded half to even, with a
  warning.
- **Years** are financial years written `2008-09`, as text. Where Excel has made a date of one, September 2008, it is
  read back, with a warning.
- **A blank** means what the column's default says. In a required column it is a fault: write 0 where a figure is nil.
- **What can only mean one thing is read**, with a warning: numbers kept as text, `1,234`, `(12)`, `£34.5`; a lone dash
  where a blank would be zero.
- **What could mean two things is refused**: `n/a`, `[x]`, words, `12,5`, TRUE or a date among the money, `#DIV/0!`.
- **A formula** counts by its last calculated value. One that was never calculated is a fault: open the file in Excel
  and save it.
- **Every fault is listed in one go**, with its cell, what was found and what was wanted, and a
  [code](error-codes.md). Nothing runs while one stands. A warning stops nothing, and stays with the results.
- **Files**: .xlsx and .xlsm (macros are ignored). Others, and files with a password, are refused in a sentence.

In the tables below *the header* under Required means that the column must be there and its cells may be blank. Columns
written with braces stand once for each: `{{year}}` for each plan year (in Economy the baseline year too), `{{control}}`
for each control.

## Controls

| Control | What it is |
| --- | --- |
| `RDEL` | Resource budget within departmental expenditure limits |
| `CDEL` | Capital budget within departmental expenditure limits |
| `ADMIN` | Administration: an of-which line of RDEL, never added to it |
| `NEAR_CASH` | Near-cash: an of-which line of RDEL, never added to it |
| `DEPRECIATION` | Depreciation: an of-which line of RDEL where the review's RDEL includes it, else a memo line |
| `AME` | Annually managed expenditure: outside the limits on DEL |
| `TDEL` | Total DEL: RDEL + CDEL, less DEPRECIATION where RDEL includes it. Derived: never a baseline or a cost |
"""

SCOPES = """## Scopes

What a limit or a rule holds over:

| Scope | What it covers |
| --- | --- |
| `total` | Every department, devolved ones included |
| a department's code | That department |
| `group:NAME` | The departments of a group (the column `group` of Departments) |
| `programme:NAME`, `tag:NAME`, `bid:ID` | The bids of a programme, with a tag, or one: no savings, no block grants |
"""

RULE_WORDS: dict[RuleKind, str] = {
    RuleKind.REAL_GROWTH_FLOOR: "Average real growth over the plan is at least this, a year",
    RuleKind.REAL_GROWTH_CEILING: "Average real growth over the plan is at most this, a year",
    RuleKind.ADMIN_REAL_REDUCTION: "Administration falls in real terms by this every year, against the baseline",
    RuleKind.SWITCH_TO_CAPITAL: "The most of its RDEL limit that a department may move to CDEL",
    RuleKind.SWITCH_TO_RESOURCE: "The same from its CDEL limit to RDEL; nothing without a rule",
    RuleKind.EYF: "End-year flexibility: value is the stock brought forward, years the most drawn in each",
    RuleKind.RESERVE: "Taken off the total max limit of that control before anything is allocated",
    RuleKind.BARNETT: "Comparability of an English department, named in `to`, with the devolved one",
    RuleKind.POPULATION_SHARE: "The devolved department's share of the comparator's population, times any needs factor",
    RuleKind.DEVOLVED_ADDITION: "What a settlement gives besides consequentials",
    RuleKind.SAVING: "Over-delivered savings that may be recycled, or a shortfall where negative",
}


def page() -> str:
    """The whole page."""
    sheets = "\n\n".join(sheet_markdown(sheet) for sheet in SHEETS)
    return "\n".join([INTRO, SCOPES, sheets, "", _rules()])


def _rules() -> str:
    headings = ("Kind", "Scope", "Control", "Figure in", "Unit", "From, to", "Meaning")
    rows = [
        (
            f"`{kind}`",
            shape.whose.value,
            _controls(shape),
            shape.figure.value,
            "£ million" if kind in MONEY_RULES else "fraction",
            _range(shape),
            RULE_WORDS[kind],
        )
        for kind, shape in SHAPES.items()
    ]
    return f"## Kinds of rule\n\n{markdown_table(headings, rows)}\n"


def _controls(shape: RuleShape) -> str:
    names = ", ".join(shape.controls)
    return f"{names}, or blank" if names and not shape.control_required else names or "blank"


def _range(shape: RuleShape) -> str:
    low = f"{shape.minimum:g}" if shape.minimum is not None else "any"
    high = f"{shape.maximum:g}" if shape.maximum is not None else "any"
    return f"{low}, {high}"
