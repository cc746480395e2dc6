"""``run`` with savings from outside the workbook: the money that they move, and their source in all that is printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from spendreview.cli import cli
from tests import making
from tests.terminals import on_terminal

SOURCE = "ledger entries 12-15, 19 (claims), 7 (pre-netted); head 42-9f3c12ab"


def binding() -> making.Rows:
    """Home Office has room for £10m and £12m of a bid of £15m and £20m, part of which may be funded in any year."""
    rows = making.small_review()
    rows["Limits"][0] |= {"2008-09": 500, "2009-10": 500}
    rows["Limits"][1] |= {"2008-09": 110, "2009-10": 112}
    rows["Bids"][2]["phasing"] = "annual"
    return rows


def overlay(folder: Path, amount: float, rows: making.Rows | None = None, *, control: str = "RDEL") -> Path:
    """A file as the ledger of savings gives it, beside the workbook."""
    making.write(folder / "review.xlsx", rows or binding())
    path = folder / "savings.yaml"
    path.write_text(
        f"""schema: 1
name: savings from the ledger
why: What counts less what was taken out of DEL already, as at 2010-09-30
workbook: review.xlsx
link_strength: 1
rules:
  vfm-HO-RDEL:
    kind: saving
    scope: HO
    control: {control}
    years:
      2009-10: {amount}
      2011-12: 7.5
    source: "{SOURCE}"
""",
        encoding="utf-8",
    )
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["run", *map(str, arguments)])


def result(*arguments: str | Path) -> dict[str, Any]:
    done = run(*arguments, "--json")
    assert done.exit_code == 0, done.output
    return dict(json.loads(done.stdout))


def given(found: dict[str, Any]) -> list[float]:
    """What the bid of Home Office gets by year, £ million, to the £ thousand that money is kept to."""
    rows = [row for row in found["bids"] if row["bid"] == "HO-1"]
    return [round(cost * row["share"], 3) for cost, row in zip((15, 20), rows, strict=True)]


@pytest.mark.parametrize("amount", [-4, 4, -0.125, 3.875])
def test_a_saving_moves_what_bids_get_by_exactly_its_amount(amount: float, tmp_path: Path) -> None:
    path = overlay(tmp_path, amount)
    before, after = result(tmp_path / "review.xlsx"), result(path)
    assert given(before) == [10, 12]
    assert given(after) == [10, 12 + amount]
    assert (after["score"] > before["score"]) is (amount > 0)
    assert after["score"] != before["score"]
    assert "savings" not in before
    (row,) = after["savings"]
    assert row["amounts_m"] == {"2008-09": 0, "2009-10": amount}
    assert row["source"] == SOURCE


def test_a_pipe_is_told_the_source_and_of_the_year_outside_the_plan(tmp_path: Path) -> None:
    done = run(overlay(tmp_path, -4))
    text = " ".join(done.stdout.split())
    assert f"Savings vfm-HO-RDEL: HO RDEL £m 2008-09 0, 2009-10 -4; source: {SOURCE} Rests on" in text
    assert "RW426 x 1" in text


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_a_terminal_is_told_the_source_whole(columns: int, tmp_path: Path) -> None:
    pytest.importorskip("pty", reason="this platform has no pseudo-terminals")
    shown = on_terminal("run", overlay(tmp_path, -4), columns=columns)
    assert shown.exit_code == 0
    assert shown.widest <= columns
    assert SOURCE in " ".join(" ".join(shown.lines).split())
    assert any(line.startswith("Savings to recycle") for line in shown.lines)


def test_a_saving_that_the_workbook_has_already_is_refused(tmp_path: Path) -> None:
    rows = binding() | {
        "Rules": [{"rule": "vfm", "kind": "saving", "scope": "HO", "control": "RDEL", "years": "0;-4", "source": "a"}]
    }
    done = run(overlay(tmp_path, -4, rows))
    assert done.exit_code == 3
    assert "savings.yaml:7:3  RV326  rule 'vfm-HO-RDEL' adds a second saving of HO in RDEL" in done.stderr
    assert "'vfm' is the other" in done.stderr
    assert "1 problem in savings.yaml. Nothing was run." in done.stderr


def test_the_same_rule_on_the_sheet_and_in_an_overlay_gives_the_same_settlement(tmp_path: Path) -> None:
    added = result(overlay(tmp_path, -4))
    rows = binding() | {
        "Rules": [
            {
                "rule": "vfm-HO-RDEL",
                "kind": "saving",
                "scope": "HO",
                "control": "RDEL",
                "years": "0;-4",
                "source": SOURCE,
            }
        ]
    }
    own = result(making.write(tmp_path / "own.xlsx", rows))
    for key in ("bids", "settlements", "limits", "score"):
        assert own[key] == added[key], key
    assert [{**row, "added": True} for row in own["savings"]] == added["savings"]


def test_total_del_is_refused_at_the_line_of_the_overlay(tmp_path: Path) -> None:
    done = run(overlay(tmp_path, -4, control="TDEL"))
    assert done.exit_code == 3
    assert "savings.yaml:10:5  RV322  saving on TDEL" in done.stderr
