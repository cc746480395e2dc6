"""``spendreview vfm verify``: is every entry as it was entered?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from spendreview.cli.options import json_option, refusals_as_json
from spendreview.cli.vfm.options import opened, store_option

if TYPE_CHECKING:
    from spendreview.errors import StoreError
    from spendreview.store import Verdict

HEAD = re.compile(r"[0-9]{1,18}-[0-9a-f]{16,64}", re.IGNORECASE)
"""A head as it is printed: the number of an entry, and its hash or the first sixteen characters of it."""


def _heads(ctx: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    for head in given:
        if not HEAD.fullmatch(head.strip()):
            raise click.BadParameter(f"{head!r} is not a head as outputs print it, such as 1042-0123456789abcdef")
    return tuple(head.strip() for head in given)


@click.command(
    short_help="Is every entry as it was entered?",
    epilog="Example: spendreview vfm verify --head 1042-0123456789abcdef",
)
@click.option(
    "--head", "heads", multiple=True, metavar="HEAD", callback=_heads, help="A head printed earlier; may be repeated."
)
@store_option
@json_option
def verify(heads: tuple[str, ...], store: str | None, as_json: bool) -> None:
    """Compute the chain of entries again: what was changed, cut or taken away behind the ledger's back is found.

    A head from an earlier output also finds a ledger that was cut at its end, or made anew.
    """
    from spendreview.cli.terminal.progress import steps

    with steps() as progress:
        progress.tell("computing the chain again")
        with refusals_as_json(as_json):
            name, verdict = _verdict_on(store, heads)
    if as_json:
        from spendreview.report.vfm.as_json import verify_json

        click.echo(verify_json(verdict))
    elif verdict.ok:
        click.echo("\n".join(_lines(name, verdict, len(heads))))
    if not verdict.ok:
        raise _broken(name, verdict)


def _verdict_on(where: str | None, heads: tuple[str, ...]) -> tuple[str, Verdict]:
    """The name of the ledger and the verdict; a file that is there and cannot be opened is a bad verdict too."""
    from spendreview.errors import StoreError
    from spendreview.ledger.tables import TABLES
    from spendreview.store import unopened
    from spendreview.store import verify as verdict_on

    try:
        with opened(where) as ledger:
            return ledger.name, verdict_on(ledger, TABLES, heads)
    except StoreError as error:
        verdict = unopened(where, error)
        if verdict is None:
            raise
        return error.problems[0].place.file, verdict


def _lines(name: str, verdict: Verdict, heads: int) -> list[str]:
    from spendreview.report.lines import line
    from spendreview.report.vfm.words import head_words

    held = f", and {heads} earlier head{'s hold' if heads > 1 else ' holds'}" if heads else ""
    entries = f"{verdict.entries:,} {'entry is' if verdict.entries == 1 else 'entries are'}"
    return [f"{name}: {entries} as entered{held}.", line("Ledger", [head_words(verdict.head)], "")]


def _broken(name: str, verdict: Verdict) -> StoreError:
    """The first entry that does not hold; or a file that cannot be trusted as a whole."""
    from spendreview.errors import Place, Problem, StoreError

    code = "ST709" if verdict.first_bad is None else "ST711"
    holds = f"the entries up to {verdict.entries:,} hold" if verdict.entries else "no entry holds"
    wanted = f"a copy from before; keep this one as it is ({holds})"
    return StoreError(Problem(code=code, place=Place(file=name), found=verdict.found, wanted=wanted))
