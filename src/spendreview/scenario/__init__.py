"""The scenario: strict YAML, or the workbook's own Scenario sheet, into changes that each remember who set them."""

from spendreview.scenario.load import load_scenario, scenario_from_sheet
from spendreview.scenario.records import Objective, Reference, Scenario, Solver, Switching

__all__ = ["Objective", "Reference", "Scenario", "Solver", "Switching", "load_scenario", "scenario_from_sheet"]
