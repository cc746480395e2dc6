"""The one rule that makes illustrative bids, shared by both reviews.

A catalogue (workbooks/illustrative/*_bids.csv) holds for each bid a title, one size in £m and the indicators it is
meant to move. The rest follows:

Baseline bids. One for each programme: its share of the department's restated baseline, committed. Resource stays flat
in cash unless the programme has a path of its own. Capital runs off as projects end (the path in the programme list),
so most capital after year 1 must be bid for.

Other bids. The size is the resource cost of the last plan year, or the capital cost of all plan years together;
`SHAPES` spreads it by kind. A size given as three figures is taken as written. A capital project without a resource
size of its own costs 2 % of what has been spent on it so far in running cost each year and, where resource includes
depreciation, 2 % more in depreciation.

Of-which lines. Administration is the share of resource given by the flag `admin` (none where the flag is absent);
near-cash is resource less depreciation. Each only where the department has such a baseline.

Options. Bids with the same `group` are the minimum, central and stretch version of one proposal. Tranches. A later
tranche requires the earlier one. Whole projects carry the flag `whole` (divisible: no). Committed pressures carry a
minimum share.

Value. npsv is illustrative: the cost of the plan years discounted at 3.5 % times a benefit-cost ratio between 0.9 and
2.5, less the cost. Where a figure has to differ from bid to bid without a reason to give, it is drawn from a hash of
the bid's id, so every build makes the same workbook.
"""

import hashlib
from collections.abc import Iterable

from .catalogue import Programme, Row, Wanted
from .published import thousands

Costs = dict[str, tuple[int, ...]]  # control -> £ thousand in each plan year, at full funding

SHAPES = {
    "pressure": {"RDEL": (0.35, 0.67, 1.0), "CDEL": (0.25, 0.35, 0.4)},
    "new": {"RDEL": (0.35, 0.67, 1.0), "CDEL": (0.2, 0.35, 0.45)},
    "saving": {"RDEL": (0.33, 0.66, 1.0), "CDEL": (0.2, 0.35, 0.45)},
    "capital_project": {"RDEL": (0.3, 0.7, 1.0), "CDEL": (0.11, 0.33, 0.56)},
    "invest_to_save": {"RDEL": (1.0, 0.3, -0.9), "CDEL": (0.3, 0.4, 0.3)},
    "temporary": {"RDEL": (1.0, 0.6, 0.2), "CDEL": (0.5, 0.4, 0.1)},
}
RUNNING_COST = 0.02
DEPRECIATION = 0.02
DISCOUNT_RATE = 0.035
NOTHING = (0, 0, 0)
SOURCE = "Illustrative: made by the rule in workbooks/README.md"
BASELINE_SOURCE = "Illustrative share of the restated baseline: resource flat in cash, capital as commitments run off"


def draw(text: str) -> float:
    """A number in [0, 1) that depends on the text alone."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") / 2**64


def costs(want: Wanted, *, depreciation: bool) -> Costs:
    """What the bid costs at full funding, £ thousand a year; `depreciation` says whether resource includes it."""
    resource, capital = _spread(want, "RDEL"), _spread(want, "CDEL")
    worn: tuple[int, ...] = NOTHING
    if want.kind == "capital_project" and not want.sizes["RDEL"]:
        built = (0, capital[0], capital[0] + capital[1])
        worn = tuple(round(DEPRECIATION * amount) for amount in built) if depreciation else NOTHING
        resource = tuple(round(RUNNING_COST * amount) + used for amount, used in zip(built, worn, strict=True))
    return {"RDEL": resource, "CDEL": capital, "DEPRECIATION": worn}


def _spread(want: Wanted, control: str) -> tuple[int, ...]:
    size = want.sizes[control]
    if len(size) == 3:
        return tuple(thousands(amount) for amount in size)
    amount = size[0] if size else 0.0
    return tuple(thousands(amount * part) for part in SHAPES[want.kind][control])


def with_of_which(want: Wanted, cost: Costs, *, near_cash: bool) -> Costs:
    """The same costs with administration and, where asked, near-cash: parts of resource, never added to it."""
    share = float(want.flags.get("admin", 0))
    admin = tuple(round(share * amount) for amount in cost["RDEL"])
    cash = tuple(amount - worn for amount, worn in zip(cost["RDEL"], cost["DEPRECIATION"], strict=True))
    return cost | {"ADMIN": admin, "NEAR_CASH": cash if near_cash else NOTHING}


def baseline_row(programme: Programme, cost: Costs, years: Iterable[str]) -> Row:
    """The committed baseline of a programme as a row of the Bids sheet."""
    cells: Row = {"bid": f"{programme.code}-BASE", "department": programme.department, "programme": programme.title}
    cells |= {"title": f"{programme.title}: committed baseline", "kind": "baseline", "divisible": "yes"}
    cells |= {"phasing": "profile", "source": BASELINE_SOURCE, "status": "illustrative"}
    return cells | _money(cost, years)


def row(want: Wanted, cost: Costs, years: Iterable[str]) -> Row:
    """A bid of the catalogue as a row of the Bids sheet."""
    flags = want.flags
    cells: Row = {"bid": want.bid, "department": want.programme.department, "programme": want.programme.title}
    cells |= {"title": want.title, "kind": want.kind, "divisible": "no" if "whole" in flags else "yes"}
    cells |= {"phasing": "annual" if "annual" in flags else "profile", "step": _number(flags.get("annual"))}
    cells |= {"min_share": _number(flags.get("min")), "option_group": flags.get("group")}
    cells |= {"requires": "; ".join(want.requires) or None, "tags": flags.get("tags", "").replace(";", "; ") or None}
    cells |= {"npsv": _npsv(want, cost), "source": SOURCE, "status": "illustrative"}
    return cells | _money(cost, years)


def _npsv(want: Wanted, cost: Costs) -> float | None:
    """Illustrative net present social value, £m; savings and pressures are not appraised as projects."""
    if want.kind in ("saving", "pressure"):
        return None
    yearly = (sum(amounts) for amounts in zip(cost["RDEL"], cost["CDEL"], strict=True))
    present = sum(amount / (1 + DISCOUNT_RATE) ** t for t, amount in enumerate(yearly)) / 1000
    return round((0.9 + 1.6 * draw(f"{want.bid} npsv") - 1) * abs(present), 1)


def _number(text: str | None) -> float | None:
    return float(text) if text else None


def _money(cost: Costs, years: Iterable[str]) -> Row:
    """Year columns in £m; a zero is left blank, which the format reads as zero."""
    years = tuple(years)
    return {
        f"{control} {year}": amount / 1000 if amount else None
        for control, amounts in cost.items()
        for year, amount in zip(years, amounts, strict=True)
    }
