"""docs/checks.md: written by hand, but for the table of what each check does where, which is that of the program."""

from pathlib import Path

from spendreview.codes.checks import CHECKS
from spendreview.ledger.checks.matrix import EVERY, Level, shipped
from spendreview.tabular.describe import markdown_table

FILE = Path(__file__).resolve().parents[1] / "checks.md"
BEGIN, END = "<!-- generated: the shipped matrix -->", "<!-- end of generated -->"

DIFFERS = "Where a programme is named, this goes before it from the day given on:"


def page() -> str:
    """The page as it is on disk, with the table made anew; ValueError where its place is gone."""
    text = FILE.read_bytes().decode("utf-8").replace("\r\n", "\n")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{FILE.name} has lost {BEGIN} or {END}")
    return f"{before}{BEGIN}\n\n{matrix()}\n\n{END}{after}"


def matrix() -> str:
    """What each check does where nothing else is said, and what is said of single programmes."""
    every = [own for own in shipped() if own.programme == EVERY]
    named = [own for own in shipped() if own.programme != EVERY]
    rows = [(f"{own.check} {CHECKS[own.check].title}", _level(own), own.reason, own.source) for own in every]
    others = [
        (
            own.programme,
            own.check,
            "" if own.since is None else own.since.isoformat(),
            _level(own),
            own.reason,
            own.source,
        )
        for own in named
    ]
    return "\n\n".join(
        [
            markdown_table(("Check", "Level", "Why", "Source"), rows),
            DIFFERS,
            markdown_table(("Programme", "Check", "From", "Level", "Why", "Source"), others),
        ]
    )


def _level(own: Level) -> str:
    return f"**{own.level}**" if own.level.value == "E" else own.level.value
