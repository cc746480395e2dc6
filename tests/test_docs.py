"""The documentation says what the program does: its pages are made from it, and nothing is left out."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from spendreview.allocation.model import FAMILIES, build
from spendreview.codes import CODES, GROUPS
from spendreview.ledger.checks.matrix import shipped
from spendreview.ledger.sheets import SHEETS as VFM_SHEETS
from spendreview.review import load_review
from spendreview.review.sheets import SHEETS
from spendreview.tabular import Column, Sheet
from spendreview.terms import Control, RuleKind
from tests.making import small_review, write

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
CODE = re.compile(rf'"((?:{"|".join(GROUPS)})\d{{2,3}})"')


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    """The module docs/build_pages.py."""
    sys.path.insert(0, str(DOCS))
    try:
        return importlib.import_module("build_pages")
    finally:
        sys.path.remove(str(DOCS))


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_pages_are_what_the_program_says(generator: ModuleType) -> None:
    assert generator.stale() == [], "run python docs/build_pages.py"


def test_a_page_that_differs_is_noticed(generator: ModuleType, tmp_path: Path) -> None:
    generator.write(tmp_path)
    assert generator.stale(tmp_path) == []
    (tmp_path / "cli.md").write_text("old")
    (tmp_path / "model" / "gone.md").write_text("old")
    assert generator.stale(tmp_path) == ["cli.md", "model/gone.md"]


def test_the_matrix_of_checks_is_on_their_page_and_the_rest_stays_as_it_was_written(generator: ModuleType) -> None:
    text = page("checks.md")
    for own in shipped():
        assert f"| {own.reason} | {own.source} |" in text, own
    made = generator.checks
    assert made.page() == text
    before, table, after = text.partition(made.matrix())
    assert before.startswith("# The 28 checks")
    assert table
    assert "nobody at the Treasury has set them" in after


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_every_family_has_a_page_with_its_equation(family: object) -> None:
    text = page(f"model/{family.name}.md")  # type: ignore[attr-defined]
    doc = family.doc.splitlines()  # type: ignore[attr-defined]
    equation = re.search(r"```\n(.*?)\n```", text, re.DOTALL)
    assert equation is not None
    assert "=" in equation[1]
    for line in equation[1].splitlines():
        assert line in doc
    assert "**Unit.** " in text
    assert "**Dual.** " in text
    assert f"({family.name}.md)" in page("model/index.md")  # type: ignore[attr-defined]


def test_sources_name_sheets_and_columns_that_exist(generator: ModuleType) -> None:
    sources = importlib.import_module("generate.sources").SOURCES
    columns = {
        sheet.title: {item.name if isinstance(item, Column) else item.pattern for item in sheet.columns}
        for sheet in SHEETS
    }
    assert set(sources) == {family.name for family in FAMILIES}
    for family, own in sources.items():
        for source in own:
            assert set(source.columns) <= columns[source.sheet], (family, source)


def test_every_variable_of_the_model_is_described(tmp_path: Path) -> None:
    import pyomo.core as pyo

    m = build(load_review(write(tmp_path / "small.xlsx", small_review())))
    text = page("model/index.md")
    for variable in m.component_objects(pyo.Var):
        assert f"`{variable.name}[" in text, variable.name


@pytest.mark.parametrize(("name", "sheets"), [("workbook.md", SHEETS), ("vfm-workbook.md", VFM_SHEETS)])
def test_every_sheet_and_column_is_documented(name: str, sheets: tuple[Sheet, ...]) -> None:
    sections = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", page(name), re.DOTALL | re.MULTILINE))
    for sheet in sheets:
        for item in sheet.columns:
            name = item.name if isinstance(item, Column) else item.pattern
            assert f"| `{name}` |" in sections[sheet.title], (sheet.title, name)
        for setting in sheet.settings:
            assert f"| `{setting.name}` |" in sections[sheet.title]


def test_every_control_and_kind_of_rule_is_documented() -> None:
    text = page("workbook.md")
    for word in (*Control, *RuleKind):
        assert f"| `{word}` |" in text


def test_every_command_and_option_is_documented(generator: ModuleType) -> None:
    import click

    from spendreview.cli import cli

    text = page("cli.md")
    found = list(importlib.import_module("generate.cli").commands(cli, "spendreview"))
    assert found
    for path, command in found:
        section = text.split(f"## {path}\n")[1].split("\n## ")[0]
        for option in command.params:
            if isinstance(option, click.Option):
                assert all(f"`{name}`" in section for name in option.opts)


def test_every_scenario_key_is_documented() -> None:
    from spendreview.scenario.schema import ScenarioKeys

    text = page("scenario.md")
    for name, field in ScenarioKeys.model_fields.items():
        assert re.search(rf"\| `{field.alias or name}[`.]", text), name
    assert not re.search(r"\|  \|$", text, re.MULTILINE)


def test_every_code_in_the_source_is_explained_and_no_other() -> None:
    codes = ROOT / "src" / "spendreview" / "codes"
    sources = [path for path in (ROOT / "src").rglob("*.py") if codes not in path.parents]
    assert len(sources) > 100
    used = {code for path in sources for code in CODE.findall(path.read_text(encoding="utf-8"))}
    assert {code.rstrip("0123456789") for code in used} == set(GROUPS)
    assert used - set(CODES) == set(), "codes without a meaning in spendreview/codes"
    assert set(CODES) - used == set(), "meanings of codes that nothing uses"


def test_every_code_has_a_heading_with_its_cause_and_its_cure() -> None:
    text = page("error-codes.md")
    for code, meaning in CODES.items():
        assert all(meaning)
        title, cause, cure = meaning
        assert f"\n### {code}\n\n**{title}.** {cause}\n\n*What puts it right:* {cure}\n" in text


def test_every_sheet_of_a_settlement_is_described(tmp_path: Path) -> None:
    import openpyxl

    from spendreview.allocation import allocate
    from spendreview.report import write_settlement

    out = tmp_path / "settlement.xlsx"
    write_settlement(allocate(load_review(ROOT / "scenarios" / "sr2025.yaml")), out)
    rows = re.findall(r"^\| ([^|]+) \|", page("settlement.md"), re.MULTILINE)
    described = {name.strip() for row in rows for name in row.split(",")}
    assert set(openpyxl.load_workbook(out, read_only=True).sheetnames) <= described


def test_links_lead_somewhere() -> None:
    for path in DOCS.rglob("*.md"):
        for link in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / link).exists(), f"{path.name}: {link}"


def test_lines_that_help_leaves_as_they_are_become_code(generator: ModuleType) -> None:
    paragraphs = importlib.import_module("generate.cli")._paragraphs
    assert paragraphs("Some\nwords.\n\n\b\nbash, once:\n  one\n  two") == (
        "Some words.\n\nbash, once:\n\n```\none\ntwo\n```"
    )
