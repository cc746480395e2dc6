"""docs/model/: an index, and a page for each constraint family, from the docstring of the function that builds it."""

import inspect

from generate.sources import SOURCES
from spendreview.allocation import passes
from spendreview.allocation.model import FAMILIES, Family, score
from spendreview.tabular.describe import markdown_table

SHARE = "How far bid b is funded; one for the plan with phasing profile; 0 or 1 for a bid that is all or nothing"
VARIABLES = (
    ("share[b,t]", "min_share to max_share, or where the scenario holds it", "fraction", SHARE),
    ("spend[d,c,t]", "free", "£m, cash", "What department d spends on control c"),
    ("to_capital[d,t]", "0 or more", "£m, cash", "Moved from the RDEL limit to the CDEL limit"),
    ("to_resource[d,t]", "0 or more", "£m, cash", "Moved from the CDEL limit to the RDEL limit"),
    ("drawdown[d,c,t]", "0 or more", "£m, cash", "End-year flexibility used"),
    ("movement[i]", "free", "fraction", "How far indicator i is moved, of the way from its baseline to its goal"),
    ("progress[i]", "at most 1", "fraction", "How far it has come, its trend included"),
    ("attainment[p]", "free", "fraction", "What priority p attains"),
)

SYMBOLS = """t = 1..T are the plan years, 0 the baseline year; d a department, n a devolved one; b a bid; c a control; p
a priority; i an indicator; l a limit; D the GDP deflator; y the year in which an indicator is judged: its target year
where that is a plan year, else T. Bids are levels, not changes: a department's spending is the sum of its bids."""

GOALS = """goal[i] is the target; where its year lies beyond the plan, the point at T on the straight line from the
baseline to it. An indicator without a target has its baseline moved by min_movement, whatever its year: it is an
improvement indicator, and its goal is never called a target."""


def pages() -> dict[str, str]:
    """The index and one page a family, by path."""
    return {"model/index.md": _index(), **{f"model/{family.name}.md": _page(family) for family in FAMILIES}}


def parts(family: Family) -> tuple[str, str, str, str]:
    """A family's docstring in parts: sentence, equation as it stands, unit with what else to know, and dual."""
    sentence, equation, rest = family.doc.split("\n\n", 2)
    unit, _, dual = rest.partition("Dual: ")
    return _joined(sentence), equation, _joined(unit), _joined(dual)


def _joined(text: str) -> str:
    return " ".join(text.split())


def title(family: Family) -> str:
    """A family's name in words."""
    words = family.name.replace("_", " ")
    return words[0].upper() + words[1:]


def _page(family: Family) -> str:
    sentence, equation, unit, dual = parts(family)
    rows = [
        (f"`{source.symbol}`", source.sheet, ", ".join(f"`{column}`" for column in source.columns), source.note)
        for source in SOURCES[family.name]
    ]
    where = f"{family.rule.__module__}.{family.name}"
    sections = [
        f"# {title(family)}",
        sentence,
        f"```\n{equation}\n```",
        f"**Rows.** {inspect.getdoc(family.index)}",
        f"**Unit.** {unit}",
        f"**Dual.** {dual[0].upper()}{dual[1:]}",
        "## Where its figures come from",
        markdown_table(("Symbol", "Sheet", "Columns", "Note"), rows),
        f"In the code: `{where}`. [All families](index.md)",
    ]
    return "\n\n".join(sections) + "\n"


def _index() -> str:
    variables = [(f"`{name}`", bounds, unit, meaning) for name, bounds, unit, meaning in VARIABLES]
    families = [(f"[{title(own)}]({own.name}.md)", parts(own)[0]) for own in FAMILIES]
    sections = [
        "# The allocation model",
        "A linear model, with whole numbers only for bids that are all or nothing. `spendreview model` prints the same "
        "equations. The result is an *indicative settlement*: ministers decide.",
        SYMBOLS,
        "## What is decided",
        markdown_table(("Variable", "Bounds", "Unit", "Meaning"), variables),
        "## What holds",
        markdown_table(("Family", "In a sentence"), families),
        "An empty sum is never left out: a floor on a scope without bids is held as written, and fails as written.",
        GOALS,
        "## What is pursued",
        f"The **score**: {_joined(inspect.getdoc(score) or '')} It is 100 where every priority that takes part attains "
        "its goals. There is no mechanistic link between performance and resource allocation: the score is what the "
        "workbook's own effects and weights add up to.",
        _passes(),
    ]
    return "\n\n".join(sections) + "\n"


def _passes() -> str:
    return f"""## In what order

Many settlements share the best score. Each pass holds what was won, to {passes.HELD:g} of it (of 1 where it is less):

1. the best score;
2. of the settlements with that score, the least Total DEL over the plan, devolved departments included. Money that
   buys nothing is left unallocated, and shown as such. Ties between bids fall the same way every time: each bid at full
   share counts up to £{passes.TIE_BREAK_M:g}m more, by a number made from its code;
3. with spending as it stands, the least draw-down and switching.

After each pass with all-or-nothing bids these are held and the rest is solved again, which is exact. Where that is
better by more than {passes.BETTER:g} of the objective, it is taken, and the result says so."""
