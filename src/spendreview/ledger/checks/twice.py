"""Checks on savings that are there twice: VFM11, 12, 13 and 27."""

from __future__ import annotations

from spendreview.ledger.checks.check import Bench, Check, Facts, Part, always, claim, initiative
from spendreview.ledger.checks.say import number, pounds, typed, year_of
from spendreview.ledger.words import Force

UNRULED = "d.initiative NOT IN (SELECT initiative FROM rulings)"
"""Nothing was decided on it."""

NOT_CLEARED = "d.initiative NOT IN (SELECT initiative FROM rulings WHERE ruling = 'counts')"
"""It was not decided that it counts."""


def duplicate() -> Check:
    """VFM11: one contract, post or asset in two entries; as a warning, one baseline of one strand in two."""
    return Check(
        code="VFM11",
        level=Force.E,
        parts=(
            _same_contract("twice"),
            initiative(
                "posts_reduced",
                f"d.posts_reduced > 0 AND d.posts_reduced = d.posts_relocated AND {NOT_CLEARED}",
                _relocated,
                always("a post that is moved is not done away with: one of the two, or `vfm resolve`"),
                needs=(Bench.RULINGS,),
            ),
            initiative(
                "posts_reduced",
                f"d.posts_reduced > 0 AND d.posts_relocated > 0 AND d.posts_reduced <> d.posts_relocated AND {UNRULED}",
                _relocated,
                always("a look whether any post is among both, or an initiative for each"),
                warns=True,
                needs=(Bench.RULINGS,),
            ),
            initiative(
                "initiative",
                "d.initiative IN (SELECT initiative FROM held)",
                always("a ruling holds it back"),
                always("its claims under the one that counts; or `vfm resolve` with `--ruling counts`"),
                needs=(Bench.HELD,),
            ),
            initiative(
                "baseline",
                "d.initiative IN (SELECT initiative FROM sisters)",
                _as_sister,
                always("a look whether it is the same saving: a contract of its own, or `vfm resolve`"),
                warns=True,
                needs=(Bench.SISTERS,),
            ),
        ),
    )


def _relocated(facts: Facts) -> str:
    reduced, relocated = facts["d.posts_reduced"], facts["d.posts_relocated"]
    return f"{number(reduced)} posts reduced and {'as many' if reduced == relocated else number(relocated)} relocated"


def _as_sister(facts: Facts) -> str:
    where = f"{facts['d.strand']} of {facts['d.department']}"
    return f"{pounds(facts['d.baseline_k'])} in {where}, as {facts['sisters.keeper']}"


def strand_and_department() -> Check:
    """VFM12: one saving in a programme and in the one around it: an OEP strand, and the department's own return."""
    return Check(code="VFM12", level=Force.E, parts=(_same_contract("within"),))


def it_procurement() -> Check:
    """VFM13: procurement of IT in the strand for IT, and in that for procurement, which is the one held back."""
    return Check(code="VFM13", level=Force.E, parts=(_same_contract("it"),))


def _same_contract(how: str) -> Part:
    return claim(
        "gross",
        f"c.entry IN (SELECT entry FROM duplicates WHERE how = '{how}')",
        _beside,
        lambda facts: f"one of the two; `spendreview vfm resolve {typed(facts['d.initiative'])}` says that both count",
        totals=True,
        needs=(Bench.DUPLICATES,),
    )


def _beside(facts: Facts) -> str:
    keeper, contract = facts["duplicates.keeper"], facts["d.contract"]
    where = ", ".join(
        [
            *([facts["keeper.department"]] if facts["keeper.department"] != facts["d.department"] else []),
            *([facts["keeper.programme"]] if facts["keeper.programme"] != facts["d.programme"] else []),
            facts["keeper.strand"],
        ]
    )
    return f"{pounds(facts['c.gross_k'])} on {contract}, which {keeper} ({where}) claims in {year_of(facts['c.year'])}"


def already_netted() -> Check:
    """VFM27: a saving of an earlier programme, taken out of DEL at the settlement already, offered as new money."""
    return Check(
        code="VFM27",
        level=Force.E,
        parts=(
            claim(
                "gross",
                "(d.initiative, c.year) IN (SELECT initiative, year FROM netted)",
                lambda facts: (
                    f"{pounds(facts['c.gross_k'])} {_from(facts)} {facts['netted.programme']}, for which "
                    f"{pounds(facts['netted.amount_k'])} was taken out of {facts['d.department']}'s DEL of "
                    f"{year_of(facts['c.year'])}"
                ),
                always("only what goes beyond that, in an initiative of its own"),
                totals=True,
                needs=(Bench.NETTED,),
            ),
        ),
    )


def _from(facts: Facts) -> str:
    return "carried over, and" if facts["d.carried_over"] == 1 else f"on {facts['d.contract']}, claimed before in"
