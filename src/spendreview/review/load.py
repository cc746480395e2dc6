"""The door of the review: a scenario file or a workbook in, one checked Review out."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from spendreview.errors import Findings, Place, Problem, ScenarioError, WorkbookError, found_before
from spendreview.review import sheets
from spendreview.review.assemble import assemble, every_bid, restated_baselines
from spendreview.review.changed_checks import changed_faults
from spendreview.review.checks import check_workbook
from spendreview.review.held import held_shares
from spendreview.review.review import Review, SharesFile
from spendreview.review.warnings import warnings_of
from spendreview.review.workbook import ReviewSheets, read_review_sheets
from spendreview.scenario import Scenario, load_scenario, scenario_from_sheet
from spendreview.tabular.collector import collector_paused

SCENARIO_SUFFIXES = (".yaml", ".yml")


def load_review(path: str | Path, shares: str | Path | None = None) -> Review:
    """The review that a scenario (.yaml) or a workbook (.xlsx) describes, checked whole.

    shares  a settlement workbook whose edited shares are held, in place of the scenario's key of that name
    raises  WorkbookError, ScenarioError: every fault found, each with its place
    """
    with collector_paused():
        return _loaded(Path(path), Path(shares) if shares is not None else None)


def workbook_of(path: Path) -> Path:
    """The workbook that a scenario (.yaml) is about; a workbook is its own.

    raises  ScenarioError where the scenario cannot be read
    """
    return _opened(path)[0]


def _loaded(path: Path, shares: Path | None) -> Review:
    return _review(*_opened(path), path.parent, shares)


def _opened(path: Path) -> tuple[Path, Scenario | None]:
    if path.suffix.casefold() not in SCENARIO_SUFFIXES:
        return path, None
    scenario = load_scenario(path)
    if scenario.workbook is None:
        place = Place(file=path.name, line=1, column=1)
        raise ScenarioError(Problem(code="SC005", place=place, found="no key 'workbook'", wanted="the workbook's path"))
    return path.parent / scenario.workbook, scenario


def _review(workbook: Path, scenario: Scenario | None, folder: Path, shares: Path | None) -> Review:
    """The review of a workbook under a scenario, or its own; ``folder`` is where paths in the scenario start."""
    findings = Findings()
    records = read_review_sheets(workbook, findings)
    if records is not None:
        check_workbook(records, findings)
    _stop_at_faults(findings)
    assert records is not None  # a workbook without readable years has a fault
    if scenario is None:
        with found_before(findings.warnings):
            scenario = _own_scenario(records)
    elif records.scenario_keys:
        place = records.place(sheets.SCENARIO)
        findings.warn("RW410", place, f"the Scenario sheet was not read: {scenario.file} takes its place")
    with found_before(findings.warnings):
        scenario, handed_in = _with_shares(records, scenario, folder, shares, findings)
    return replace(_joined(records, scenario, findings), shares=handed_in)


def _with_shares(
    records: ReviewSheets, scenario: Scenario, folder: Path, shares: Path | None, findings: Findings
) -> tuple[Scenario, SharesFile | None]:
    """The scenario with the bids that a settlement workbook holds, and that workbook, where one is handed in."""
    path, place = shares, Place(file=shares.name if shares is not None else scenario.file)
    if scenario.shares is not None:
        place = scenario.shares.place
        if shares is not None:
            found = f"shares here, and {shares.name} with --shares"
            raise ScenarioError(Problem(code="SC026", place=place, found=found, wanted="one of the two"))
        path = folder / scenario.shares.path
    if path is None:
        return scenario, None
    if not os.path.isfile(path):
        found, wanted = f"no such file as {path.name}", "the path of a settlement workbook"
        raise ScenarioError(Problem(code="SC025", place=place, found=found, wanted=wanted))
    bids = every_bid(records, restated_baselines(records))
    handed_in, held = held_shares(path, records, bids, scenario, findings)
    return replace(scenario, bids=(*scenario.bids, *held)), handed_in


def _joined(records: ReviewSheets, scenario: Scenario, findings: Findings) -> Review:
    review = assemble(records, scenario, findings)
    findings.faults += changed_faults(review)
    if findings.faults:
        raise ScenarioError(findings.faults, findings.warnings)
    return replace(review, warnings=(*findings.warnings, *warnings_of(review)))


def _own_scenario(records: ReviewSheets) -> Scenario:
    """The scenario of the workbook's own sheet; without one, the defaults."""
    name = str(records.settings["name"])
    if records.scenario_keys:
        return scenario_from_sheet(records.scenario_keys, records.file, name)
    return Scenario(name=name, file=records.file, sha256=records.sha256)


def _stop_at_faults(findings: Findings) -> None:
    if findings.faults:
        raise WorkbookError(findings.faults, findings.warnings)
