"""The scenario file's keys, strict: what pydantic checks, and what the JSON Schema for editors is made from."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
)

from spendreview.scenario.records import Force, Objective, Reference, Switching
from spendreview.terms import Control, RuleKind, Year

EVERY_YEAR = "\x00 every year"
"""The key under which one figure for all years is kept; nobody can type it."""


def _year(text: str) -> str:
    if text != EVERY_YEAR:
        Year.parse(text)
    return text


def _plain_year(text: str) -> str:
    """A year in its one spelling, so that no two keys of a mapping are the same year."""
    year = Year.parse(text)
    if str(year) != text:
        raise ValueError(f"{text!r} is not a financial year such as {year}")
    return text


def _spread(value: Any) -> Any:
    return value if isinstance(value, dict) else {EVERY_YEAR: value}


_BY_YEAR_SCHEMA = {
    "anyOf": [
        {"type": "number", "description": "The same for every year"},
        {"type": "object", "patternProperties": {r"^\d{4}-\d{2}$": {"type": "number"}}, "additionalProperties": False},
    ]
}
Amount = Annotated[float, Field(ge=-1e8, le=1e8)]
"""£ million: up to £100 trillion, as in the workbook."""
Factor = Annotated[float, Field(ge=0, le=1000)]
Share = Annotated[float, Field(ge=0, le=10)]
Years = Annotated[str, AfterValidator(_year)]
PlanYear = Annotated[str, AfterValidator(_plain_year)]
AmountByYear = Annotated[dict[Years, Amount], BeforeValidator(_spread), WithJsonSchema(_BY_YEAR_SCHEMA)]
ShareByYear = Annotated[
    dict[Years, Share], Field(min_length=1), BeforeValidator(_spread), WithJsonSchema(_BY_YEAR_SCHEMA)
]
FactorByYear = Annotated[dict[Years, Factor], BeforeValidator(_spread), WithJsonSchema(_BY_YEAR_SCHEMA)]

LISTED, NAMED = "[figures]", "[figures by year]"
"""The two shapes of a rule's years; brackets tell them from what a user wrote, in the path of a fault."""
Figures = Annotated[
    Annotated[list[Amount], Tag(LISTED)] | Annotated[dict[PlanYear, Amount], Field(min_length=1), Tag(NAMED)],
    Discriminator(lambda value: NAMED if isinstance(value, dict) else LISTED),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "array", "items": {"type": "number", "minimum": -1e8, "maximum": 1e8}},
                {**_BY_YEAR_SCHEMA["anyOf"][1], "minProperties": 1},
            ]
        }
    ),
]
"""A figure for every plan year in their order, or figures by plan year."""


class Keys(BaseModel):
    """Unknown keys are refused, and text is not taken for a number."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class LimitKeys(Keys):
    """Changes to one limit: set (£ million), scale (a factor), add (£ million), in that order; by year or for all."""

    set: AmountByYear | None = None
    scale: FactorByYear | None = None
    add: AmountByYear | None = None


class BidKeys(Keys):
    """Changes to one bid."""

    force: Annotated[Force | None, Field(strict=False, description="in: at its max_share; out: nothing")] = None
    share: Annotated[
        ShareByYear | None, Field(description="Held at this share; an annual bid by year too: a year not named is free")
    ] = None
    max_share: Annotated[Share | None, Field(description="Funded at most to this share")] = None
    scale_cost: Annotated[float | None, Field(gt=0, le=1000, description="Factor on every cost of the bid")] = None
    scale_effect: Annotated[float | None, Field(ge=0, le=1000, description="Factor on every effect of the bid")] = None
    reason: str | None = None
    by: Annotated[str | None, Field(description="Who holds it, for whoever reads the results")] = None


class RuleKeys(Keys):
    """New figures for one rule of the workbook; or, with ``kind: saving``, a whole rule that it does not have."""

    value: Amount | None = None
    years: Figures | None = None
    kind: Annotated[
        RuleKind | None,
        Field(strict=False, description="saving: adds the rule; of a rule of the workbook, what it is already"),
    ] = None
    scope: Annotated[str | None, Field(description="Of an added rule: the department")] = None
    control: Annotated[Control | None, Field(strict=False, description="Of an added rule: the control")] = None
    source: Annotated[
        str | None,
        Field(pattern=r"\S", description="Of a saving: the ledger entries that it comes from; the results name them"),
    ] = None


class SolverKeys(Keys):
    """How long to look and how closely."""

    time_limit_s: Annotated[float, Field(gt=0, le=1e6)] = 300.0
    mip_gap: Annotated[float, Field(ge=0, lt=1)] = 1e-9
    threads: Annotated[int, Field(ge=1, le=64)] = 1
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0


class ScenarioKeys(Keys):
    """A spendreview scenario: one what-if over a review workbook."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, title="spendreview scenario")

    schema_: Annotated[Literal[1], Field(alias="schema", description="Version of this format")]
    name: Annotated[str, Field(pattern=r"\S", description="What the scenario is called")]
    why: Annotated[str, Field(description="Why it is asked, in a sentence")] = ""
    workbook: Annotated[str | None, Field(description="Path of the workbook, from the scenario's own folder")] = None
    objective: Annotated[Objective, Field(strict=False)] = Objective.WEIGHTED
    link_strength: Annotated[float | None, Field(ge=0, le=1, description="How far performance drives money")] = None
    reference: Annotated[Reference | None, Field(strict=False)] = None
    switching: Annotated[Switching, Field(strict=False)] = Switching.DEPARTMENTS_ONLY
    limits: Annotated[dict[str, LimitKeys], Field(description="Changes by limit")] = {}
    weights: Annotated[dict[str, Annotated[float, Field(ge=0, le=1e6)]], Field(description="Weights by priority")] = {}
    bids: Annotated[dict[str, BidKeys], Field(description="Changes by bid")] = {}
    rules: Annotated[dict[str, RuleKeys], Field(description="Changes by rule")] = {}
    shares: Annotated[
        str | None,
        Field(
            description="Path of a settlement workbook, from the scenario's own folder, "
            "whose edited shares are held: see below"
        ),
    ] = None
    solver: SolverKeys = SolverKeys()


def json_schema() -> dict[str, object]:
    """The JSON Schema of a scenario file, for editors that complete and check YAML."""
    schema = ScenarioKeys.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
