"""The notes of the publication: numbered in the order in which the tables use them, and only those that are used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from spendreview.report.provenance import provenance
from spendreview.report.publication.draft import Draft, Ground, given
from spendreview.report.words import status_words

_KEY = re.compile(r"\[note ([a-z_]+)\]")
_KEYS = re.compile(rf"{_KEY.pattern}(?: {_KEY.pattern})*")

FIXED = {
    "indicative": (
        "An indicative settlement is what follows from the limits, rules, bids and evidence that were handed in. The "
        "tool informs; ministers decide."
    ),
    "rounding": (
        "Cells hold £ thousand and show £0.1 million. Totals are worked out before rounding, so that they can differ "
        "from the sum of the rows shown."
    ),
    "baseline": (
        "The restated baseline is the published figure of the baseline year with its adjustments: machinery of "
        "government changes, transfers, classification changes, and time-limited or one-off money taken out."
    ),
    "budgets": (
        "RDEL and CDEL are resource and capital departmental expenditure limits. Administration and near-cash are "
        "parts of RDEL and are not added to it. AME is annually managed expenditure, which is outside DEL."
    ),
    "devolved": (
        "What a devolved administration gets is its block grant: its baseline, plus its population share and the "
        "comparability of each English department's change, plus what was added."
    ),
    "growth": (
        "Average annual real growth runs from the restated baseline to the final year, in prices adjusted by the GDP "
        "deflator. [z] stands where either end is not above zero, or where no deflator was handed in."
    ),
    "bridge": (
        "Each row adds up, from left to right, from the published baseline to the settlement of the final year. "
        "Baseline bids stand as their change from the restated baseline."
    ),
    "available": (
        "Available is the figure of the limit less the reserve held back from it, plus end-year flexibility drawn "
        "down and budget switched between resource and capital."
    ),
    "left": (
        "Left is the room under an upper limit, what is spent above a lower one, and minus the distance from one that "
        "is to be met exactly. A limit is used up where less than £500 is left."
    ),
    "score": (
        "Points are a priority's share of all weight times its attainment; they add up to the score, which is 100 "
        "where every priority attains its goals. The score compares allocations of the same bids under the same "
        "assumptions. It does not measure the performance or the worth of a department, programme or bid."
    ),
    "link": (
        "There is no mechanistic link between performance and the allocation of resources. Points and attainments are "
        "what the handed-in effects and weights add up to, and are one thing that ministers may look at."
    ),
    "attainment": (
        "Attainment is the weighted mean of the progress of a priority's indicators. [z] stands where nothing "
        "measures a priority, which then takes no part."
    ),
    "forecast": (
        "The forecast is where an indicator is expected to stand in the year in which it is judged, given what is "
        "funded and the effects that were handed in. It is an estimate and not a target."
    ),
    "goal": (
        "The goal is the target; where that lies beyond the plan, the point on the way to it in the final plan year; "
        "without a target, the least movement that counts as better."
    ),
    "progress": "Progress is the part of the way from baseline to goal: at most 100, below nil where things worsen.",
    "status": (
        "Published and provisional figures come from the sources named. Illustrative figures are made up, to show how "
        "the choice works; nobody has published them."
    ),
    "bids": (
        "A bid is what a department asks for one programme or project. Funded: all of it in every year. Part-funded: a "
        "share of it, or some years of it. Not funded: nothing."
    ),
    "total_del_of_bids": (
        "Asked and given are over all plan years: RDEL plus CDEL, less depreciation where RDEL includes it. A saving "
        "is negative. Block grants and savings to recycle are not bids and do not stand here."
    ),
    "savings": (
        "A positive figure is what was saved beyond what was taken out of the limit before: it lowers what the "
        "department spends, so that it can be spent again. A negative figure is a shortfall, which raises it. The "
        "source names the entries of the savings ledger, or the publication, that the figures come from."
    ),
    "scale": (
        "Quality says how well founded an assumption is, and impact how much hangs on it: from 1 (poor, small) to 5."
    ),
    "scenario": "The scenario is the set of changes to the review workbook under which this settlement was found.",
    "held": (
        "A share held by hand was set by a person and not found by the search, which chose all other bids around it. "
        "The reason stands in the table; who holds the share is not published."
    ),
}
"""Notes that read alike in every publication, by key."""


def _total_del(ground: Ground) -> str:
    if ground.review.rdel_includes_depreciation:
        return (
            "Total DEL is RDEL plus CDEL less depreciation, which RDEL includes and which is counted in CDEL already."
        )
    return "Total DEL is RDEL plus CDEL. RDEL does not include depreciation in this review."


def _prices(ground: Ground) -> str:
    return (
        f"Real terms are in {ground.price_base} prices: cash figures are divided by the GDP deflator that was handed "
        "in with the review workbook."
    )


def _illustrative(ground: Ground) -> str:
    found = [f"{sheet} {made:,} of {all_:,}" for sheet, (made, all_) in ground.review.illustrative.items() if made]
    return f"These figures rest on illustrative rows, which are made up: {'; '.join(found)} rows."


def _provenance(ground: Ground) -> str:
    made = provenance(ground.settlement)
    review = ground.review
    files = given(review.workbook.file), given(review.scenario.file)
    shares = ""
    if review.shares is not None:
        file = given(review.shares.file)
        shares = f", with shares held by hand in the settlement workbook {file} (SHA-256 {made['shares_sha256']})"
    return (
        f"Made by spendreview {made['version']} (Python {made['python']}, Pyomo {made['pyomo']}, HiGHS "
        f"{made['highs']}) from the review workbook {files[0]} (SHA-256 {made['workbook_sha256']}) and the "
        f"scenario {files[1]} (SHA-256 {made['scenario_sha256']}){shares}. The same files give the same figures."
    )


def _limit_statuses(ground: Ground) -> str:
    found = [status for limit in ground.review.limits for status in ground.review.limit_statuses(limit)]
    return f"{FIXED['status']} Of the yearly limit figures here: {status_words(found)}."


OF_THIS_RUN: Mapping[str, Callable[[Ground], str]] = {
    "total_del": _total_del,
    "prices": _prices,
    "illustrative": _illustrative,
    "provenance": _provenance,
    "limit_status": _limit_statuses,
}
"""Notes that say something of this run, by key."""


def numbered(drafts: Iterable[Draft], ground: Ground) -> tuple[tuple[Draft, ...], tuple[str, ...]]:
    """The drafts with every ``[note key]`` as ``[note 1]``, ``[note 2]``..., and the texts of these notes in order."""
    order: dict[str, int] = {}

    def number(text: str) -> str:
        return _KEYS.sub(lambda run: _markers(order, _KEY.findall(run[0])), text)

    done = []
    for draft in drafts:
        title = number(draft.title)
        lines = tuple(map(number, draft.lines))
        columns = tuple(replace(column, header=number(column.header)) for column in draft.columns)
        done.append(replace(draft, title=title, lines=lines, columns=columns))
    return tuple(done), tuple(_text(key, ground) for key in order)


def _markers(order: dict[str, int], keys: list[str]) -> str:
    """Markers that stand side by side, the lowest number first."""
    numbers = sorted(order.setdefault(key, len(order) + 1) for key in keys)
    return " ".join(f"[note {number}]" for number in numbers)


def _text(key: str, ground: Ground) -> str:
    return OF_THIS_RUN[key](ground) if key in OF_THIS_RUN else FIXED[key]
