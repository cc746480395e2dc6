"""Imports point one way, and each library lives in one room. Read from the source, functions' own imports included."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "spendreview"

BASE = {"terms", "errors", "money", "codes", "examples"}
MAY_KNOW: dict[str, set[str]] = {
    "terms": set(),
    "errors": set(),
    "money": set(),
    "codes": {"codes"},
    "examples": {"errors"},
    "tabular": BASE,
    "scenario": BASE,
    "store": BASE,
    "entries": BASE | {"tabular", "store"},
    "ledger": BASE | {"tabular", "store", "entries"},
    "outcomes": BASE | {"tabular", "scenario"},
    "review": BASE | {"tabular", "scenario", "outcomes"},
    "allocation": BASE | {"scenario", "outcomes", "review"},
    "report": BASE | {"tabular", "scenario", "store", "entries", "outcomes", "review", "ledger", "allocation"},
    "cli": BASE | {"tabular", "scenario", "store", "entries", "outcomes", "review", "ledger", "allocation", "report"},
}

HOMES = {
    "openpyxl": "tabular",
    "xlsxwriter": "tabular",
    "python_calamine": "tabular",
    "ruamel": "scenario",
    "pydantic": "scenario",
    "pydantic_core": "scenario",
    "sqlalchemy": "store",
    "alembic": "store",
    "sqlite3": "store",
    "psycopg": "store",
    "pyomo": "allocation",
    "highspy": "allocation",
    "click": "cli",
    "rich": "cli",
}


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.add(node.module or "")
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_point_one_way(path: Path) -> None:
    if room(path) in {"__init__", "__main__"}:
        return
    allowed = MAY_KNOW[room(path)] | {room(path), "__version__"}
    own = {name.split(".")[1] for name in imported(path) if name.startswith("spendreview.")}
    assert own <= allowed, f"{room(path)} may not import {sorted(own - allowed)}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_libraries_stay_in_their_rooms(path: Path) -> None:
    for name in imported(path):
        home = HOMES.get(name.split(".")[0])
        assert home in (None, room(path)), f"{name} belongs in {home}"


def test_every_room_has_its_rule() -> None:
    rooms = {room(path) for path in modules()} - {"__init__", "__main__"}
    assert rooms <= set(MAY_KNOW)


def test_public_names_exist() -> None:
    import importlib

    for path in SOURCE.rglob("__init__.py"):
        module = importlib.import_module(".".join(["spendreview", *path.relative_to(SOURCE).parent.parts]))
        for name in getattr(module, "__all__", ()):
            assert hasattr(module, name), f"{module.__name__}.{name}"


def test_help_needs_neither_pandas_nor_pyomo() -> None:
    import subprocess
    import sys

    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom spendreview.cli import cli\n"
        "assert CliRunner().invoke(cli, ['--help']).exit_code == 0\n"
        "heavy = {'pandas', 'pyomo', 'numpy', 'highspy', 'openpyxl', 'xlsxwriter', 'pydantic', 'rich'}\n"
        "heavy |= {'sqlalchemy', 'alembic'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
