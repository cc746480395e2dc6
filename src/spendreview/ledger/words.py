"""The words that the columns of the VfM workbook may hold."""

from __future__ import annotations

from enum import StrEnum


class OneOff(StrEnum):
    """What a programme does with one-off costs: taken in their year, spread over its years, or left out."""

    NET_IN_YEAR = "net_in_year"
    ANNUALISE = "annualise"
    EXCLUDE = "exclude"


class PriceBasis(StrEnum):
    """Whether an amount is in the money of its year, or in that of the baseline."""

    CASH = "cash"
    REAL = "real"


class TargetPhasing(StrEnum):
    """How a target grows to its year: each year is given, or worked out from the last."""

    GIVEN = "given"
    MULTIPLICATIVE = "multiplicative"
    SIMPLE = "simple"


class Level(StrEnum):
    """Whether an entry speaks of one initiative, or of a published total with no initiative behind it."""

    INITIATIVE = "initiative"
    AGGREGATE = "aggregate"


class Efficiency(StrEnum):
    """The same for less, or more of what matters for the same."""

    TECHNICAL = "technical"
    ALLOCATIVE = "allocative"


class SavingType(StrEnum):
    """What kind of saving is claimed."""

    PRICE = "price"
    DEMAND = "demand"
    PROCESS = "process"
    AVOIDED_COST = "avoided_cost"
    ASSET_SALE = "asset_sale"
    CAPITAL = "capital"
    NON_CASH = "non_cash"
    TRANSFER = "transfer"


class DeliveredBy(StrEnum):
    """Who makes the saving."""

    DEPARTMENT = "department"
    ARMS_LENGTH = "arms_length"
    LOCAL = "local"


class Better(StrEnum):
    """Which way a quality measure improves."""

    UP = "up"
    DOWN = "down"


class Basis(StrEnum):
    """Whether a claim is net of its costs."""

    NET = "net"
    GROSS = "gross"
    UNKNOWN = "unknown"


class Stage(StrEnum):
    """How far the evidence for a claim has come."""

    PRELIMINARY = "preliminary"
    INTERIM = "interim"
    FINAL = "final"


class Maturity(StrEnum):
    """Whether the data behind a claim will change."""

    LIKELY = "likely"
    MAY = "may"
    WILL_NOT = "will_not"


class Assurance(StrEnum):
    """How far the data system behind a claim is assured."""

    FULL = "full"
    SUBSTANTIAL = "substantial"
    PARTIAL = "partial"


class PostMeasure(StrEnum):
    """What a count of posts counts: gross reductions, of which moved to the front line, and posts moved elsewhere."""

    REDUCTION_GROSS = "reduction_gross"
    REALLOCATED = "reallocated"
    RELOCATED = "relocated"


class Force(StrEnum):
    """What a check does in a programme: keeps a claim from counting, warns, or nothing."""

    E = "E"
    W = "W"
    OFF = "off"


class Ruling(StrEnum):
    """What was decided on an initiative that looks like a duplicate: it counts, it is held back, or nothing is said."""

    COUNTS = "counts"
    HELD_BACK = "held_back"
    OPEN = "open"


class Theme(StrEnum):
    """What the Operational Efficiency Programme found that lasting savings rest on."""

    COMPARABLE_DATA = "comparable_data"
    ALIGNED_INCENTIVES = "aligned_incentives"
    STRUCTURES_AND_TOOLS = "structures_and_tools"
    ACCOUNTABILITY = "accountability"


class InPlace(StrEnum):
    """How far a theme is in place."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
