"""What checks look up besides a claim and its initiative: each a query for all claims at once, named as in conditions.

Every one is left out where the ledger has nothing of which it speaks, so that a ledger without contracts, posts or
claims of nothing pays nothing for the checks on them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spendreview.entries.live import known_sql, live_sql, standing_sql
from spendreview.ledger.programmes import Programme, all_within
from spendreview.ledger.tables import AUDITS, CLAIMS, INITIATIVES, POSTS, PRENETTED, RESOLUTIONS

FIELDS = (
    *("initiative", "programme", "department", "strand", "contract", "baseline_k", "baseline_year"),
    *("carried_over", "level", "posts_reduced"),
)


def stood(where: str) -> str:
    """Initiatives as they stand, of those of which any definition meets a condition; the one that stands must, too."""
    some = f"initiative IN (SELECT initiative FROM {INITIATIVES.name} WHERE {where})"
    return f"SELECT * FROM ({standing_sql(INITIATIVES, FIELDS, some)}) AS found WHERE {where}"


@dataclass(frozen=True, slots=True)
class Lookup:
    """What is looked up: queries by name, of which the last one is that of the bench.

    key   the fields of the last one that say of what it speaks
    told  its fields for the words of a finding
    said  its fields for conditions, besides the key
    """

    tables: Mapping[str, str]
    key: tuple[str, ...]
    told: tuple[str, ...] = ()
    said: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """All that it gives."""
        return (*self.key, *self.told, *self.said)


def first_said(where: str) -> str:
    """The day on which each of some initiatives claimed first: of two that claim the same, the later one is held back.

    Of those that claimed before the ledger began a return of the Treasury says when.
    """
    claimed = (
        f"SELECT initiative, substr(min(version), 1, 10) AS day FROM {CLAIMS.name} WHERE forecast = 0"
        f" AND version < :until AND {known_sql(CLAIMS)} AND {where} GROUP BY initiative"
    )
    told = live_sql(RESOLUTIONS, ("initiative", "first_claim"), "first_claim IS NOT NULL")
    return (
        "SELECT c.initiative, CASE WHEN r.first_claim < c.day THEN r.first_claim ELSE c.day END AS first"
        f" FROM ({claimed}) AS c"
        f" LEFT JOIN ({told}) AS r ON r.initiative = c.initiative"
    )


def claims_of(where: str) -> str:
    """The claims that stand of some initiatives."""
    return live_sql(CLAIMS, ("entry", "initiative", "year", "gross_k"), f"forecast = 0 AND {where}")


IT = "(lower(strand) IN ('it', 'ict', 'information technology') OR lower(strand) LIKE 'it %')"
PROCUREMENT = f"(lower(strand) LIKE '%procurement%' AND NOT {IT})"


def duplicates(programmes: Mapping[str, Programme]) -> Lookup:
    """Claims of one year on one contract: all but the one that was first are held back.

    What was ruled to count is not compared with the others; procurement of IT counts in the strand for IT.
    """
    shared = "initiative IN (SELECT initiative FROM sharing)"
    group = "PARTITION BY contract, year"
    pair = f"{group} ORDER BY late, first, initiative"
    related = _related(programmes)
    return Lookup(
        {
            "sharing": stood(
                f"contract IN (SELECT contract FROM {INITIATIVES.name} WHERE contract IS NOT NULL"
                " GROUP BY contract HAVING count(DISTINCT initiative) > 1)"
            ),
            "firsts": first_said(shared),
            "decided": live_sql(RESOLUTIONS, ("initiative", "ruling")),
            "claimed": (
                "SELECT s.entry, s.initiative, s.year, own.contract, own.programme, own.department, own.strand,"
                " f.first, coalesce(r.ruling, 'open') AS ruling,"
                f" CASE WHEN {PROCUREMENT} THEN 1 ELSE 0 END AS buys, CASE WHEN {IT} THEN 1 ELSE 0 END AS is_it"
                f" FROM ({claims_of(shared)}) AS s JOIN sharing AS own ON own.initiative = s.initiative"
                " JOIN firsts AS f ON f.initiative = s.initiative LEFT JOIN decided AS r ON r.initiative = s.initiative"
                " WHERE s.gross_k <> 0"
            ),
            "placed": (
                "SELECT claimed.*, CASE ruling WHEN 'counts' THEN 4 WHEN 'held_back' THEN 3"
                f" ELSE 1 + buys * max(CASE ruling WHEN 'open' THEN is_it ELSE 0 END) OVER ({group}) END AS late"
                " FROM claimed"
            ),
            "ordered": (
                f"SELECT placed.*, row_number() OVER ({pair}) AS place, first_value(initiative) OVER ({pair}) AS ahead,"
                f" min(CASE ruling WHEN 'counts' THEN initiative END) OVER ({group}) AS cleared,"
                f" lead(initiative) OVER ({pair}) AS next FROM placed"
            ),
            # What counts in any case is compared with none; but what is held back gives way to all, to that as well.
            "behind": (
                "SELECT entry, contract, year, programme, buys,"
                " CASE WHEN place > 1 THEN ahead ELSE coalesce(cleared, next) END AS keeper FROM ordered"
                " WHERE ruling <> 'counts' AND (place > 1 OR (ruling = 'held_back' AND next IS NOT NULL))"
            ),
            "related": related,
            "duplicates": (
                "SELECT b.entry, b.keeper, CASE WHEN r.one IS NOT NULL THEN 'within'"
                " WHEN b.buys = 1 AND k.is_it = 1 THEN 'it' ELSE 'twice' END AS how FROM behind AS b"
                " JOIN claimed AS k ON k.initiative = b.keeper AND k.contract = b.contract AND k.year = b.year"
                " LEFT JOIN related AS r ON r.one = b.programme AND r.other = k.programme"
            ),
        },
        ("entry",),
        ("keeper",),
        ("how",),
    )


def _related(programmes: Mapping[str, Programme]) -> str:
    """Pairs of programmes of which one lies within the other."""
    pairs = {(code, inner) for code in programmes for inner in all_within(code, programmes) if inner != code}
    both = sorted(pairs | {(inner, outer) for outer, inner in pairs})
    rows = [f"SELECT {literal(one)} AS one, {literal(other)} AS other" for one, other in both]
    return " UNION ALL ".join(rows) or "SELECT '' AS one, '' AS other WHERE 1 = 0"


def literal(value: str) -> str:
    """A text as a literal; no parameter could be read out of it."""
    return "'" + value.replace("'", "''").replace(":", "\\:") + "'"


def sisters() -> Lookup:
    """Initiatives of one department, strand and baseline: all but the first to claim, unless a contract tells of it.

    Those that were ruled on are left out.
    """
    of = "PARTITION BY own.department, own.strand, own.baseline_k, own.baseline_year"
    order = "ORDER BY f.first, own.initiative"
    same = "department, strand, baseline_k, baseline_year"
    shared = (
        f"SELECT {same} FROM {INITIATIVES.name} WHERE baseline_k > 0 GROUP BY {same}"
        " HAVING count(DISTINCT initiative) > 1"
    )
    baselines = f"baseline_k IN (SELECT baseline_k FROM ({shared}) AS held)"
    return Lookup(
        {
            "alike": stood(f"baseline_k > 0 AND level = 'initiative' AND {baselines}"),
            "unruled": (
                "SELECT * FROM alike WHERE initiative NOT IN (SELECT initiative FROM"
                f" ({live_sql(RESOLUTIONS, ('initiative', 'ruling'))}) AS ruled WHERE ruling <> 'open')"
            ),
            "sister_firsts": first_said("initiative IN (SELECT initiative FROM alike)"),
            "sisters": (
                "SELECT initiative, keeper FROM (SELECT own.initiative, own.contract,"
                f" row_number() OVER ({of} {order}) AS place,"
                f" first_value(own.initiative) OVER ({of} {order}) AS keeper,"
                f" first_value(own.contract) OVER ({of} {order}) AS kept"
                " FROM unruled AS own JOIN sister_firsts AS f ON f.initiative = own.initiative) AS found"
                " WHERE place > 1 AND (contract IS NULL OR kept IS NULL OR contract <> kept)"
            ),
        },
        ("initiative",),
        ("keeper",),
    )


def lapsed(programmes: Mapping[str, Programme]) -> Lookup:
    """Initiatives that claim nothing in a year up to which the saving of their first year had to last."""
    years = " ".join(f"WHEN {literal(own.programme)} THEN {own.min_years}" for own in programmes.values())
    asked = f"CASE own.programme {years} ELSE 0 END" if years else "0"
    ended = f"SELECT initiative FROM {CLAIMS.name} WHERE gross_k <= 0 AND forecast = 0"
    return Lookup(
        {
            "ended": claims_of(f"initiative IN ({ended})"),
            "lapsed": (
                "SELECT DISTINCT e.initiative FROM ended AS e JOIN (SELECT initiative, min(year) AS first FROM ended"
                " WHERE gross_k > 0 GROUP BY initiative) AS s ON s.initiative = e.initiative"
                f" JOIN ({stood(f'initiative IN ({ended})')}) AS own ON own.initiative = e.initiative"
                f" WHERE e.gross_k <= 0 AND e.year > s.first AND e.year <= s.first + {asked}"
            ),
        },
        ("initiative",),
    )


def cumulated() -> Lookup:
    """Claims that are the sum of those of all earlier years, two at least."""
    several = (
        f"SELECT initiative FROM {CLAIMS.name} WHERE +forecast = 0 GROUP BY initiative"
        " HAVING max(year) - min(year) >= 2"
    )
    before = "PARTITION BY initiative ORDER BY year ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING"
    return Lookup(
        {
            "cumulated": (
                f"SELECT entry FROM (SELECT entry, gross_k, sum(gross_k) OVER ({before}) AS earlier,"
                f" count(*) OVER ({before}) AS years FROM ({claims_of(f'initiative IN ({several})')}) AS stood"
                " WHERE gross_k <> 0) AS summed WHERE years >= 2 AND gross_k = earlier"
            )
        },
        ("entry",),
    )


def moved() -> Lookup:
    """Initiatives that were of another department before."""
    return Lookup(
        {
            "moved": (
                f"SELECT initiative FROM {INITIATIVES.name} WHERE {known_sql(INITIATIVES, 'version < :until')}"
                " GROUP BY initiative HAVING count(DISTINCT department) > 1"
            )
        },
        ("initiative",),
    )


def audited() -> Lookup:
    """Initiatives that an auditor has looked at."""
    sql = live_sql(AUDITS, ("initiative",), "initiative IS NOT NULL")
    return Lookup({"audited": f"SELECT DISTINCT initiative FROM ({sql}) AS found"}, ("initiative",))


def posts() -> Lookup:
    """Posts that the initiatives of a department and programme did away with, and those that were counted."""
    fields = ("department", "measure", "programme", "as_at", "posts")
    latest = (
        f"SELECT {', '.join(fields)} FROM (SELECT {', '.join(fields)}, row_number() OVER (PARTITION BY department,"
        " measure, coalesce(programme, '') ORDER BY as_at DESC, version DESC, entry DESC) AS place"
        f" FROM {POSTS.name} WHERE {known_sql(POSTS, 'as_at < :until AND version < :until')}) AS said WHERE place = 1"
    )
    total = "(SELECT sum(k.posts) FROM counts AS k WHERE k.department = s.department AND k.measure = '{0}'"
    of = " AND coalesce(k.programme, s.programme) = s.programme)"
    gross, instead = (total.format(measure) + of for measure in ("reduction_gross", "reallocated"))
    return Lookup(
        {
            "counts": latest,
            "tallied": (
                f"SELECT s.department, s.programme, s.claimed, coalesce({gross}, {instead}) AS counted FROM"
                " (SELECT own.department, own.programme, sum(own.posts_reduced) AS claimed"
                f" FROM ({stood('posts_reduced > 0')}) AS own WHERE own.level = 'initiative' AND EXISTS (SELECT 1"
                f" FROM {CLAIMS.name} AS c WHERE c.initiative = own.initiative AND c.forecast = 0"
                f" AND {known_sql(CLAIMS, 'version < :until')}) GROUP BY own.department, own.programme) AS s"
            ),
            "posts": (
                "SELECT department, programme, claimed, counted FROM tallied WHERE claimed > coalesce(counted, 0)"
            ),
        },
        ("department", "programme"),
        ("claimed", "counted"),
    )


IN_DEL = "control <> 'AME'"


def netted(programmes: Mapping[str, Programme]) -> Lookup:
    """Claims of a year for which a department's DEL was cut on account of another programme, apart from their own."""
    fields = ("department", "year", "programme", "amount_k")
    netted_for = f"SELECT programme FROM {PRENETTED.name} WHERE programme IS NOT NULL"
    named = f"SELECT contract FROM {INITIATIVES.name} WHERE contract IS NOT NULL AND programme IN ({netted_for})"
    carried = f"carried_over = 1 OR contract IN ({named})"
    return Lookup(
        {
            "cuts": (
                "SELECT department, year, programme, max(amount_k) AS amount_k FROM"
                f" ({live_sql(PRENETTED, fields, f'programme IS NOT NULL AND {IN_DEL}')}) AS stood WHERE amount_k > 0"
                " GROUP BY department, year, programme"
            ),
            "kin": _related(programmes),
            "offered": stood(carried),
            "before": "SELECT contract, programme FROM offered WHERE contract IS NOT NULL",
            "netted": (
                "SELECT own.initiative, k.year, min(k.programme) AS programme, max(k.amount_k) AS amount_k"
                " FROM offered AS own JOIN cuts AS k ON k.department = own.department AND k.programme <> own.programme"
                " LEFT JOIN kin ON kin.one = own.programme AND kin.other = k.programme"
                " LEFT JOIN before AS b ON b.contract = own.contract AND b.programme = k.programme"
                " WHERE kin.one IS NULL AND (own.carried_over = 1 OR b.contract IS NOT NULL)"
                " GROUP BY own.initiative, k.year"
            ),
        },
        ("initiative", "year"),
        ("programme", "amount_k"),
    )


def rulings() -> Lookup:
    """What was decided on initiatives, where it is more than that nothing is."""
    sql = live_sql(RESOLUTIONS, ("initiative", "ruling"))
    return Lookup(
        {"rulings": f"SELECT initiative, ruling FROM ({sql}) AS stood WHERE ruling <> 'open'"},
        ("initiative",),
        said=("ruling",),
    )


def held() -> Lookup:
    """Initiatives that were ruled to be held back, and that share a contract with none: then no year tells of it."""
    ruled = f"initiative IN (SELECT initiative FROM {RESOLUTIONS.name} WHERE ruling = 'held_back')"
    contracts = f"SELECT contract FROM {INITIATIVES.name} WHERE contract IS NOT NULL AND {ruled}"
    return Lookup(
        {
            "said": live_sql(RESOLUTIONS, ("initiative", "ruling"), ruled),
            "others": stood(f"contract IN ({contracts})"),
            "held": (
                f"SELECT s.initiative FROM said AS s JOIN ({stood(ruled)}) AS own ON own.initiative = s.initiative"
                " WHERE s.ruling = 'held_back' AND NOT EXISTS (SELECT 1 FROM others AS o"
                " WHERE o.contract = own.contract AND o.initiative <> own.initiative)"
            ),
        },
        ("initiative",),
    )
