"""The same input gives the same output, whatever the hash seed, the locale, the time zone or the folder."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

EXAMPLES = Path(__file__).parent / "examples"
SETTINGS = [
    {"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "Europe/London"},
    {"PYTHONHASHSEED": "2", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TZ": "Pacific/Kiritimati"},
]


def run(workbook: Path, out: Path, settings: dict[str, str]) -> dict[str, object]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("LC_")} | settings
    command = [sys.executable, "-m", "spendreview", "run", str(workbook), "-o", str(out), "--json"]
    done = subprocess.run(command, capture_output=True, env=env, cwd=out.parent, check=False)
    assert done.returncode == 0, done.stderr.decode()
    document = json.loads(done.stdout.decode("ascii" if settings["LC_ALL"] == "C" else "utf-8"))
    document["solver"].pop("seconds")
    return document


@pytest.mark.parametrize("name", ["worked_example", "full_1", "full_16"])
def test_two_runs_give_the_same_json_and_the_same_workbook(name: str, tmp_path: Path) -> None:
    outs, documents = [], []
    for number, settings in enumerate(SETTINGS):
        folder = tmp_path / f"run {number}"
        folder.mkdir()
        outs.append(folder / "settlement.xlsx")
        documents.append(run(EXAMPLES / f"{name}.xlsx", outs[-1], settings))
    assert json.dumps(documents[0]) == json.dumps(documents[1])
    cells = [every_cell(out) for out in outs]
    assert cells[0] == cells[1]
    assert len(cells[0]) > 200
    assert len({hashlib.sha256(out.read_bytes()).hexdigest() for out in outs}) == 1


def every_cell(path: Path) -> dict[tuple[str, str], object]:
    book = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
