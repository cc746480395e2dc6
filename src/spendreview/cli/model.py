"""``spendreview model``: the formulation, printed from the model's own docstrings."""

from __future__ import annotations

import click


def _complete_family(ctx: click.Context, parameter: click.Parameter, typed: str) -> list[str]:
    from spendreview.allocation.model import FAMILIES

    return [own.name for own in FAMILIES if own.name.startswith(typed)]


@click.command(short_help="Print the formulation.", epilog="Example: spendreview model limit")
@click.argument("family", required=False, shell_complete=_complete_family)
def model(family: str | None) -> None:
    """Print the allocation model: every constraint family, or the one called FAMILY, with its equation."""
    from spendreview.allocation.model import FAMILIES

    names = [own.name for own in FAMILIES]
    if family is not None and family not in names:
        raise click.BadParameter(f"{family!r}; there are {', '.join(names)}", param_hint="'FAMILY'")
    chosen = [own for own in FAMILIES if family in (None, own.name)]
    click.echo("\n\n".join(f"{own.name}\n{'-' * len(own.name)}\n{own.doc}" for own in chosen))
