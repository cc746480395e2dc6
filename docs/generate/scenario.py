"""docs/scenario.md and docs/scenario.schema.json: the keys of a scenario, from the model that checks them."""

import json
from collections.abc import Iterator
from typing import Any

from spendreview.scenario.schema import json_schema
from spendreview.tabular.describe import markdown_table

INTRO = """# The scenario

One what-if over a review workbook, in YAML. The file is checked strictly: an unknown key is a fault that names the
nearest one, a key set twice is a fault, and text is never taken for a number. Editors that know JSON Schema complete
and check it with [scenario.schema.json](scenario.schema.json).

```yaml
schema: 1
name: One per cent more
why: What one per cent more resource would buy
workbook: review.xlsx
link_strength: 1
limits:
  total-RDEL: {scale: 1.01}
  HO-RDEL: {add: {2009-10: 25}}
bids:
  HO-NP1: {force: in, reason: Announced}
weights:
  PSA23: 2
```

A workbook may hold its scenario itself, in the sheet Scenario: the same keys with their parts joined by dots, such as
`limits.total-RDEL.scale`, and a value for each. Where a scenario file is given, that sheet is not read.

Changes to a limit are made in the order set, scale, add. A figure by year is written `{2009-10: 25}`. One figure alone
stands for every year: set fills blank years too, scale and add leave them blank.

A bid is held at a share: `share: 0.7`, or by year for a bid with phasing annual, `share: {2009-10: 0.5}`; a year that
is not named stays free. `reason` and `by` say why, and who decided; the results repeat them.

## Savings added to the rules

A scenario can add rules of kind `saving` to those of the workbook, such as what the ledger of savings says was
delivered beyond what a settlement had taken out already:

```yaml
schema: 1
name: Savings from the ledger
workbook: review.xlsx
rules:
  vfm-HO-RDEL:
    kind: saving
    scope: HO
    control: RDEL
    years: {2008-09: -12.5, 2009-10: 30}
    source: ledger entries 12-15, 19 (claims)
```

A positive figure, in £ million, lowers what the department spends, so that its bids get that much more under its limit;
a negative one, a shortfall, raises it. `kind`, `scope`, `control`, `source` and `years` or `value` are needed. Every
result of the run names the rule, its figures and its source: on screen, in JSON, in the settlement workbook (sheet
Savings and block grants) and in the workbook for publication. A plan year that is not named has `value`, or nil; a year
outside the plan is left out with a warning, [RW426](error-codes.md#rw426). A saving that a department and control have
already, from the workbook or another added rule, is refused: it would count twice.

`years` by name changes a rule of the workbook too: years not named keep what they have. There `kind`, `scope` and
`control` may be repeated but not changed. On the sheet Scenario a year is a key of its own, such as
`rules.vfm-HO-RDEL.years.2009-10`.

## Shares edited by hand

`shares: settlement.xlsx`, or `--shares settlement.xlsx` on the command line, hands in a settlement workbook that a run
wrote. On its sheet Allocation by bid a bid is held where a share was changed, and where Reason to hold is filled in:
then at the share that is shown. An annual bid is held in the years changed, with those that the run held already; with
a reason alone, in all. A share that was changed needs a reason. Where Held by is blank, whoever saved the workbook last
holds it. Every other bid is free again, and bids that are new in the review are free. The sheet Bids as run tells what
was changed, so leave it as it is. A bid that the scenario forces, holds or caps cannot be held otherwise here.

## Keys

"""

MEANINGS = {
    "objective": "What the allocation pursues; this version takes `weighted`: the weighted mean of attainment",
    "reference": "The settlement from which a link strength below 1 measures deviation; not used at 1",
    "switching": "Whether switches between resource and capital move the total limits too",
    "limits.LIMIT.set": "£ million in place of the workbook's figure",
    "limits.LIMIT.scale": "Factor on the figure",
    "limits.LIMIT.add": "£ million added to the figure",
    "weights.PRIORITY": "The priority's weight",
    "bids.BID.reason": "Why, for whoever reads the results",
    "rules.RULE.value": "The rule's figure in the unit of its kind; replaces its years too",
    "rules.RULE.years": "One figure a plan year, in their order; or figures by year, where years not named stay",
    "solver.time_limit_s": "Seconds to look for a better settlement",
    "solver.mip_gap": "How far from the best a settlement with whole bids may be, relative to it",
    "solver.threads": "Threads of the solver",
    "solver.seed": "Seed of the solver's random choices",
}
"""Meanings of keys whose model gives no description of its own."""

NAMES = {"limits": "LIMIT", "weights": "PRIORITY", "bids": "BID", "rules": "RULE"}
"""What stands in place of the codes of the workbook."""


def schema() -> str:
    """The JSON Schema as text."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def page() -> str:
    """The whole page."""
    whole = json_schema()
    return INTRO + markdown_table(("Key", "Type", "Default", "Meaning"), list(_keys(whole, whole, ""))) + "\n"


def _keys(node: dict[str, Any], whole: dict[str, Any], prefix: str) -> Iterator[tuple[str, str, str, str]]:
    required = node.get("required", ())
    for name, own in node["properties"].items():
        path = f"{prefix}{name}"
        inner = own.get("additionalProperties")
        if isinstance(inner, dict):
            path, own = f"{path}.{NAMES[name]}", inner
        target = _resolved(own, whole)
        if "properties" in target:
            yield from _keys(target, whole, f"{path}.")
            continue
        meaning = own.get("description") or MEANINGS[path]
        yield f"`{path}`", _type(own, whole), _default(own, name in required), meaning


def _resolved(node: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    reference = node.get("$ref")
    return whole["$defs"][reference.rpartition("/")[2]] if reference else node


def _default(node: dict[str, Any], required: bool) -> str:
    if required:
        return "required"
    value = node.get("default")
    return "" if value is None or value == "" else f"`{value:g}`" if isinstance(value, float) else f"`{value}`"


def _type(node: dict[str, Any], whole: dict[str, Any]) -> str:
    """A key's type in words."""
    node = _resolved(node, whole)
    if "anyOf" in node:
        return " or ".join(_type(part, whole) for part in node["anyOf"] if part.get("type") != "null")
    if "enum" in node:
        return "one of " + ", ".join(f"`{word}`" for word in node["enum"])
    if "const" in node:
        return f"`{node['const']}`"
    if node["type"] == "array":
        return f"list of {_type(node['items'], whole)}s"
    if node["type"] == "object":
        return "numbers by year"
    return {"string": "text", "number": "number", "integer": "whole number"}[node["type"]] + _range(node)


def _range(node: dict[str, Any]) -> str:
    if "minimum" in node and not {"maximum", "exclusiveMaximum"} & set(node):
        return f" of {node['minimum']} or more"
    words = {"minimum": "from {}", "exclusiveMinimum": "above {}", "maximum": "to {}", "exclusiveMaximum": "below {}"}
    given = [text.format(node[key]) for key, text in words.items() if key in node]
    return "".join(f" {word}" for word in given)
