"""The figures of a review as the model uses them: £ million, fractions and plan years, every rule resolved.

Years are text such as ``2008-09``, as they stand in the names of variables and constraints.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from spendreview import money
from spendreview.outcomes import Indicator
from spendreview.review import Review
from spendreview.review.records import Bid, Limit, Rule
from spendreview.review.responses import evaluation_year, goal, increments, trend_at
from spendreview.review.review import Hold
from spendreview.review.scopes import OF_DEPARTMENTS, Scope, ScopeKind, parse_scope
from spendreview.scenario import Switching
from spendreview.terms import BidCode, Control, DepartmentCode, RuleKind, Sense

CASH = (Control.RDEL, Control.CDEL)
PLAN = "plan"
"""In place of a year, for a bid that has one share for the whole plan."""


@dataclass(frozen=True)
class ModelData:
    """Everything that the constraint families ask for. Built once from a review; nothing in it changes."""

    review: Review

    @cached_property
    def years(self) -> tuple[str, ...]:
        """The plan years as text."""
        return tuple(str(year) for year in self.review.years)

    @cached_property
    def english(self) -> tuple[DepartmentCode, ...]:
        """Departments whose spending is the sum of their bids."""
        return tuple(row.department for row in self.review.departments if not row.devolved)

    @cached_property
    def devolved(self) -> tuple[DepartmentCode, ...]:
        """Departments whose block grant follows from the rules."""
        return tuple(row.department for row in self.review.departments if row.devolved)

    @cached_property
    def bids_of(self) -> Mapping[DepartmentCode, tuple[Bid, ...]]:
        """Bids by department, in the order of their rows."""
        bids: dict[DepartmentCode, list[Bid]] = {department: [] for department in self.english}
        for bid in self.review.bids:
            bids[bid.department].append(bid)
        return {department: tuple(rows) for department, rows in bids.items()}

    @cached_property
    def controls(self) -> tuple[Control, ...]:
        """The controls in which spend has to be known: RDEL, CDEL, and what a limit or a rule names."""
        named = {limit.control for limit in self.review.limits}
        named |= {rule.control for rule in self.review.rules if rule.control is not None}
        if self.review.rules_of(RuleKind.ADMIN_REAL_REDUCTION):
            named.add(Control.ADMIN)
        if self.review.rdel_includes_depreciation:
            named.add(Control.DEPRECIATION)
        return tuple(control for control in Control if control in {*CASH, *named} and control is not Control.TDEL)

    def share_keys(self, bid: Bid) -> tuple[str, ...]:
        """The years in which a bid has a share of its own, or the plan as a whole."""
        return (PLAN,) if bid.one_decision else self.years

    def hold(self, key: tuple[str, ...]) -> Hold | None:
        """Who holds the share of a bid in a year, or for the plan as a whole, and why; None where it is free."""
        hold = self.review.holds.get(BidCode(key[0]))
        t = self.years.index(key[1]) if key[1] != PLAN else 0
        return hold if hold is not None and hold.shares[t] is not None else None

    @cached_property
    def tdel_parts(self) -> tuple[tuple[Control, int], ...]:
        """Total DEL as a signed sum: capital is counted in CDEL, so depreciation inside RDEL comes off."""
        depreciation = ((Control.DEPRECIATION, -1),) if self.review.rdel_includes_depreciation else ()
        return ((Control.RDEL, 1), (Control.CDEL, 1), *depreciation)

    def rate(self, rule: Rule, t: int) -> float:
        """A rule's fraction in plan year t (from 0)."""
        return rule.years[t] if rule.years is not None else (rule.value or 0.0)

    def amount_m(self, rule: Rule, t: int) -> float:
        """A rule's amount in plan year t (from 0), £ million."""
        return money.millions(int(self.rate(rule, t)))

    def growth_factor(self, rate: float, t: int) -> float:
        """D[t]/D[0] * (1 + rate)^t for plan year t (from 1): what real growth makes of £1 of the baseline in cash."""
        deflator = self.review.deflator
        assert deflator is not None  # the rules in real terms were refused without one
        return float(deflator[t] / deflator[0] * (1 + rate) ** t)

    # Limits ------------------------------------------------------------------------------------------------------

    @cached_property
    def limit_years(self) -> tuple[tuple[str, str], ...]:
        """(limit, year) wherever a limit has a figure."""
        return tuple(
            (limit.limit, year)
            for limit in self.review.limits
            for year, amount in zip(self.years, limit.amounts_k, strict=True)
            if amount is not None
        )

    @cached_property
    def limits(self) -> Mapping[str, Limit]:
        """Limits by code."""
        return {limit.limit: limit for limit in self.review.limits}

    @cached_property
    def limit_scopes(self) -> Mapping[str, Scope]:
        """Parsed scopes by limit."""
        return {limit.limit: parse_scope(limit.scope) for limit in self.review.limits}

    def limit_m(self, limit: str, year: str) -> float:
        """A limit's figure as the scenario leaves it, before any adjustment, £ million."""
        amount = self.limits[limit].amounts_k[self.years.index(year)]
        assert amount is not None  # limit_years lists only years with a figure
        return money.millions(amount)

    @cached_property
    def own_max(self) -> Mapping[tuple[DepartmentCode, Control, str], float]:
        """The max limit of a single department by control and year, £ million."""
        return {
            (DepartmentCode(self.limit_scopes[limit].name), self.limits[limit].control, year): self.limit_m(limit, year)
            for limit, year in self.limit_years
            if self.limit_scopes[limit].kind is ScopeKind.DEPARTMENT and self.limits[limit].sense is Sense.MAX
        }

    def reserve_m(self, control: Control, t: int) -> float:
        """What is held back from the total max limit of a control in plan year t (from 0), £ million."""
        rules = self.review.rules_of(RuleKind.RESERVE)
        return sum(self.amount_m(rule, t) for rule in rules if rule.control is control)

    @property
    def switches_move_totals(self) -> bool:
        """Whether switches move the total limits of RDEL and CDEL too."""
        return self.review.scenario.switching is Switching.MOVES_TOTALS

    # Savings, switching, draw-down -------------------------------------------------------------------------------

    def saving_m(self, department: DepartmentCode, control: Control, t: int) -> float:
        """What the saving rules take off a department's spend in plan year t (from 0), £ million."""
        rules = self.savings.get((department, control), ())
        return sum(self.amount_m(rule, t) for rule in rules)

    @cached_property
    def savings(self) -> Mapping[tuple[str | None, Control | None], tuple[Rule, ...]]:
        """Saving rules by department and control."""
        found: dict[tuple[str | None, Control | None], tuple[Rule, ...]] = {}
        for rule in self.review.rules_of(RuleKind.SAVING):
            key = (rule.scope, rule.control)
            found[key] = (*found.get(key, ()), rule)
        return found

    @cached_property
    def switching(self) -> Mapping[tuple[RuleKind, DepartmentCode], Rule]:
        """The switching rule that holds for each department: its own, or else the one for total."""
        found: dict[tuple[RuleKind, DepartmentCode], Rule] = {}
        for kind in (RuleKind.SWITCH_TO_CAPITAL, RuleKind.SWITCH_TO_RESOURCE):
            rules = self.review.rules_of(kind)
            for general in (True, False):
                for rule in rules:
                    scope = parse_scope(rule.scope or "")
                    if (scope.kind is ScopeKind.TOTAL) is general:
                        departments = self.english if general else (DepartmentCode(scope.name),)
                        found |= {(kind, department): rule for department in departments}
        return found

    def switch_years(self, kind: RuleKind) -> tuple[tuple[DepartmentCode, str], ...]:
        """(department, year) wherever a rule allows the switch and there is a limit to switch from."""
        source = Control.RDEL if kind is RuleKind.SWITCH_TO_CAPITAL else Control.CDEL
        return tuple(
            (department, year)
            for department in self.english
            for year in self.years
            if (kind, department) in self.switching and (department, source, year) in self.own_max
        )

    @cached_property
    def eyf(self) -> Mapping[tuple[DepartmentCode, Control], Rule]:
        """End-year flexibility rules by department and control."""
        return {
            (DepartmentCode(rule.scope or ""), rule.control): rule
            for rule in self.review.rules_of(RuleKind.EYF)
            if rule.control is not None
        }

    @cached_property
    def drawdown_years(self) -> tuple[tuple[DepartmentCode, str, str], ...]:
        """(department, control, year) wherever stock may be drawn."""
        return tuple((department, control.value, year) for department, control in self.eyf for year in self.years)

    # Block grants ------------------------------------------------------------------------------------------------

    @cached_property
    def comparability(self) -> Mapping[tuple[DepartmentCode, Control], tuple[tuple[DepartmentCode, float], ...]]:
        """By devolved department and control: English departments, each with population share x comparability."""
        shares = {rule.scope: rule.value or 0.0 for rule in self.review.rules_of(RuleKind.POPULATION_SHARE)}
        found: dict[tuple[DepartmentCode, Control], list[tuple[DepartmentCode, float]]] = {}
        for rule in self.review.rules_of(RuleKind.BARNETT):
            if rule.value and rule.to is not None and rule.control is not None:
                key = (DepartmentCode(rule.scope or ""), rule.control)
                found.setdefault(key, []).append((rule.to, shares[rule.scope] * rule.value))
        return {key: tuple(pairs) for key, pairs in found.items()}

    @cached_property
    def _additions(self) -> Mapping[tuple[str | None, Control | None], Rule]:
        return {(rule.scope, rule.control): rule for rule in self.review.rules_of(RuleKind.DEVOLVED_ADDITION)}

    def block_grant_start(self, department: DepartmentCode, control: Control, t: int) -> float:
        """base + addition - share x comparability x English baselines, £ million, in plan year t (from 0)."""
        rule = self._additions.get((department, control))
        addition = self.amount_m(rule, t) if rule is not None else 0.0
        pairs = self.comparability.get((department, control), ())
        rolled = sum(factor * self.review.baseline_m(other, control) for other, factor in pairs)
        return self.review.baseline_m(department, control) + addition - rolled

    # Real-terms rules --------------------------------------------------------------------------------------------

    def growth_rules(self, kind: RuleKind) -> tuple[str, ...]:
        """The codes of the growth rules of one kind."""
        return tuple(rule.rule for rule in self.review.rules_of(kind))

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """Rules by code."""
        return {str(rule.rule): rule for rule in self.review.rules}

    def growth_bound_m(self, rule: Rule) -> float:
        """base * D[T]/D[0] * (1+g)^T of the rule's scope, £ million."""
        assert rule.control is not None  # growth rules without a control were refused
        departments = self.review.scopes.departments(parse_scope(rule.scope or ""))
        base = sum(self.review.baseline_m(row.department, rule.control) for row in departments)
        return base * self.growth_factor(rule.value or 0.0, len(self.years))

    @cached_property
    def admin_ceilings(self) -> Mapping[tuple[str, DepartmentCode, str], float]:
        """Administration budget by rule, department and year, £ million."""
        found: dict[tuple[str, DepartmentCode, str], float] = {}
        for rule in self.review.rules_of(RuleKind.ADMIN_REAL_REDUCTION):
            for row in self.review.scopes.departments(parse_scope(rule.scope or "")):
                if row.devolved:
                    continue
                base = self.review.baseline_m(row.department, Control.ADMIN)
                for t, year in enumerate(self.years, start=1):
                    ceiling = base * self.growth_factor(-(rule.value or 0.0), t)
                    found[rule.rule, row.department, year] = ceiling
        return found

    # Outcomes ----------------------------------------------------------------------------------------------------

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """Weights of the priorities that take part, normalised to sum to 1."""
        measured = {row.priority for row in self.review.indicators}
        taking_part = [row for row in self.review.priorities if row.priority in measured and row.weight > 0]
        total = sum(row.weight for row in taking_part)
        return {row.priority: row.weight / total for row in taking_part}

    @cached_property
    def indicators_of(self) -> Mapping[str, tuple[Indicator, ...]]:
        """Indicators by priority."""
        found: dict[str, list[Indicator]] = {row.priority: [] for row in self.review.priorities}
        for row in self.review.indicators:
            found[row.priority].append(row)
        return {priority: tuple(rows) for priority, rows in found.items()}

    @cached_property
    def judged(self) -> tuple[Indicator, ...]:
        """Indicators of priorities that take part."""
        return tuple(row for priority in self.weights for row in self.indicators_of[priority])

    @cached_property
    def responses(self) -> Mapping[str, tuple[tuple[BidCode, tuple[float, ...]], ...]]:
        """By indicator: each bid that moves it, with what its share in plan year s = 1..T adds by the evaluation year.

        In the indicator's own unit: effect * attribution * m[y - s].
        """
        years = {row.indicator: evaluation_year(row, self.review) for row in self.review.indicators}
        last = len(self.years)
        found: dict[str, list[tuple[BidCode, tuple[float, ...]]]] = {
            row.indicator: [] for row in self.review.indicators
        }
        for effect in self.review.effects:
            m, y = increments(effect.profile, last), years[effect.indicator]
            size = effect.effect * effect.attribution
            weights = tuple(size * m[y - s] if s <= y else 0.0 for s in range(1, last + 1))
            found[effect.indicator].append((effect.bid, weights))
        return {indicator: tuple(rows) for indicator, rows in found.items()}

    @cached_property
    def distance(self) -> Mapping[str, float]:
        """goal - baseline by indicator, in its own unit and sign."""
        return {row.indicator: goal(row, self.review) - row.baseline for row in self.review.indicators}

    @cached_property
    def head_start(self) -> Mapping[str, float]:
        """(trend_at - baseline) / (goal - baseline) by indicator: progress if nothing is funded."""
        rows = self.review.indicators
        return {
            row.indicator: (trend_at(row, self.review) - row.baseline) / self.distance[row.indicator] for row in rows
        }


def scope_departments(data: ModelData, scope: Scope) -> tuple[DepartmentCode, ...] | None:
    """The departments of a scope; None for a scope that names bids alone."""
    if scope.kind not in OF_DEPARTMENTS:
        return None
    return tuple(row.department for row in data.review.scopes.departments(scope))


def tie_break(bid: str) -> float:
    """w[b] = (first 8 bytes of the SHA-256 of the bid's id, big-endian, + 0.5) / 2^64: between 0 and 1, never equal."""
    return (int.from_bytes(hashlib.sha256(bid.encode()).digest()[:8], "big") + 0.5) / 2**64
