"""Make the pictures of the terminal again: ``python docs/pictures/terminal.py``. They need no font from elsewhere."""

import io
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME

from spendreview.allocation import allocate
from spendreview.cli.terminal.problems import show_error
from spendreview.cli.terminal.screen import Screen
from spendreview.cli.terminal.settled import show_settlement
from spendreview.cli.terminal.vfm import show_comparison, show_position
from spendreview.cli.terminal.vfm_checks import show_checks
from spendreview.errors import SpendReviewError
from spendreview.ledger.checks.ask import checks
from spendreview.ledger.imports import import_returns
from spendreview.ledger.position import compare, position
from spendreview.ledger.records import Split
from spendreview.review import load_review
from spendreview.store import Head, open_store

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from tests import making  # noqa: E402
from tests.ledger.books import book, small_return  # noqa: E402

FORMAT = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
  font-family: "DejaVu Sans Mono", Consolas, Menlo, monospace; font-size: {char_height}px; line-height: {line_height}px;
}}
.{unique_id}-title {{ font-family: sans-serif; font-size: 18px; font-weight: bold; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
"""Rich's own, without the font that it would fetch."""


def screen(columns: int) -> Screen:
    """A terminal so wide that remembers what it showed."""
    return Screen(
        Console(
            record=True,
            width=columns,
            file=io.StringIO(),
            force_terminal=True,
            color_system="truecolor",
            legacy_windows=False,
            markup=False,
            highlight=False,
            emoji=False,
            _environ={},
        )
    )


def picture(shown: Screen, name: str, title: str) -> None:
    """Write what was shown as docs/pictures/terminal-NAME.svg."""
    own = f"terminal-{name}"
    svg = shown.console.export_svg(title=title, theme=SVG_EXPORT_THEME, code_format=FORMAT, unique_id=own)
    (HERE / f"{own}.svg").write_text(svg, encoding="utf-8", newline="\n")


def faulty(folder: Path) -> SpendReviewError:
    """What is wrong with a review in which a few things were typed as people type them."""
    rows = making.changed("Bids", 2, **{"RDEL 2008-09": "12,5", "department": "HOO", "kind": "nwe"})
    rows["Limits"][1] |= {"sense": "mx"}
    rows["Effects"][0] |= {"bid": "HO-11"}
    rows["Effects"][1] |= {"effect": "n/a"}
    rows["Baselines"][1] |= {"amount": ("=1/0", "#DIV/0!")}
    try:
        load_review(making.write(folder / "review.xlsx", rows))
    except SpendReviewError as error:
        return error
    raise AssertionError("the faults were not found")


def ledger(folder: Path) -> None:
    """Four published programmes side by side, and one of them; the hash, never the same twice, is made up."""
    with open_store(folder / "ledger.db", create=True) as store:
        import_returns(store, sorted((ROOT / "workbooks" / "vfm").glob("*.xlsx")), "docs/pictures/terminal.py")
        compared, one = screen(100), screen(100)
        four = compare(store, ("gershon", "csr07", "oep", "sr2025"))
        head = Head(four[0].chain_head.entry, "9f3c" * 16)
        show_comparison(compared, [replace(own, chain_head=head) for own in four])
        picture(compared, "vfm-compare", "spendreview vfm compare gershon csr07 oep sr2025")
        show_position(one, replace(position(store, "csr07", by=Split.DEPARTMENT), chain_head=head))
        picture(one, "vfm-position", "spendreview vfm position --programme csr07 --by department")


def checked(folder: Path) -> None:
    """What is found in a small return of the Home Office."""
    with open_store(folder / "small.db", create=True) as store:
        import_returns(store, [book(folder, small_return())], "docs/pictures/terminal.py")
        found, shown = checks(store, department="HO"), screen(100)
        show_checks(shown, replace(found, chain_head=Head(found.chain_head.entry, "9f3c" * 16)))
        picture(shown, "vfm-checks", "spendreview vfm checks --department HO")


def main() -> None:
    """A run and a check at 80 columns, a run on a narrow terminal, and where programmes stand."""
    settlement = allocate(load_review(ROOT / "scenarios" / "csr2007.yaml"))
    wide, narrow, check = screen(80), screen(60), screen(80)
    show_settlement(wide, settlement)
    picture(wide, "run", "spendreview run scenarios/csr2007.yaml")
    show_settlement(narrow, settlement)
    picture(narrow, "narrow", "spendreview run, 60 columns")
    with tempfile.TemporaryDirectory() as folder:
        show_error(check, faulty(Path(folder)))
        ledger(Path(folder))
        checked(Path(folder))
    picture(check, "check", "spendreview check review.xlsx")


if __name__ == "__main__":
    main()
