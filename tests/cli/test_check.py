"""``check --annotate`` and JSON for what is refused, as a user and a machine meet them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from spendreview.cli import cli
from spendreview.tabular.annotate.styles import FAULT_FILL, WARNING_FILL
from tests import making
from tests.tabular.packages import marks, rewritten, values

SCENARIO = "schema: 1\nname: Test\nworkbook: review.xlsx\n"


def invoke(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def faulty(folder: Path) -> Path:
    """A review with two faults in three cells' reach and a warning before them."""
    rows = making.small_review()
    rows["Limits"][0]["control"] = "XDEL"
    rows["Bids"][2] |= {"RDEL 2008-09": "n/a", "RDEL 2009-10": "1,234"}
    return making.write(folder / "review.xlsx", rows)


def clean(folder: Path) -> Path:
    return making.write(folder / "review.xlsx", making.small_review())


def test_faults_are_printed_and_marked(tmp_path: Path) -> None:
    source, out = faulty(tmp_path), tmp_path / "marked.xlsx"
    plain, result = invoke("check", source), invoke("check", source, "--annotate", out)
    assert result.exit_code == 3
    assert result.stdout == ""
    assert result.stderr == plain.stderr + f"3 cells marked in {out}\n"
    assert "warning: review.xlsx › Bids!I7  WW201" in result.stderr
    assert set(marks(out, FAULT_FILL)) == {("Limits", "C5"), ("Bids", "H7")}
    assert set(marks(out, WARNING_FILL)) == {("Bids", "I7")}
    assert values(out) == values(source)
    again = invoke("check", out)
    assert again.stderr == plain.stderr.replace("review.xlsx", "marked.xlsx")


def test_warnings_alone_are_marked_too(tmp_path: Path) -> None:
    source, out = clean(tmp_path), tmp_path / "marked.xlsx"
    result = invoke("check", source, "--annotate", out)
    assert result.exit_code == 0
    assert "no fault found" in result.stdout
    assert f"1 cell marked in {out}: 1 warning, no fault\n" in result.stderr
    assert marks(out, WARNING_FILL)["Review", "A1"].startswith("warning: RW401")


def test_where_nothing_is_found_the_copy_is_the_workbook(tmp_path: Path) -> None:
    source, out = clean(tmp_path), tmp_path / "marked.xlsx"
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text(SCENARIO + "link_strength: 1\n", encoding="utf-8")
    result = invoke("check", scenario, "--annotate", out)
    assert result.exit_code == 0
    assert result.stderr == f"0 cells marked in {out}: no fault, no warning\n"
    assert rewritten(out, tmp_path / "a", {}).read_bytes() == rewritten(source, tmp_path / "b", {}).read_bytes()


def test_the_workbook_of_a_scenario_is_marked(tmp_path: Path) -> None:
    faulty(tmp_path)
    scenario, out = tmp_path / "scenario.yaml", tmp_path / "marked.xlsx"
    scenario.write_text(SCENARIO, encoding="utf-8")
    assert invoke("check", scenario, "--annotate", out).exit_code == 3
    assert set(marks(out, FAULT_FILL)) == {("Limits", "C5"), ("Bids", "H7")}


def test_a_fault_of_the_scenario_stays_printed(tmp_path: Path) -> None:
    clean(tmp_path)
    scenario, out = tmp_path / "scenario.yaml", tmp_path / "marked.xlsx"
    scenario.write_text(
        SCENARIO + "weights: {PSA19: 0, PSA23: 0}\nlimits: {total-RDEL: {add: {2030-31: 5}}}\n", encoding="utf-8"
    )
    result = invoke("check", scenario, "--annotate", out)
    assert result.exit_code == 3
    assert f"0 cells marked in {out}; 1 problem above not marked, being in no cell of the workbook" in result.stderr
    scenario.write_text(SCENARIO + "objectve: weighted\n", encoding="utf-8")
    out.unlink()
    result = invoke("check", scenario, "--annotate", out)
    assert result.exit_code == 3
    assert f"{out} was not written" in result.stderr
    assert not out.exists()


@pytest.mark.parametrize("content", [None, b"hello", b"\xd0\xcf\x11\xe0" + b"0" * 600])
def test_a_file_that_cannot_be_read_cannot_be_marked(content: bytes | None, tmp_path: Path) -> None:
    source, out = tmp_path / "review.xlsx", tmp_path / "marked.xlsx"
    if content is not None:
        source.write_bytes(content)
    result = invoke("check", source, "--annotate", out)
    assert result.exit_code == 3
    assert "  WB00" in result.stderr
    assert f"{out} was not written" in result.stderr
    assert not out.exists()


def test_a_copy_goes_where_it_can_and_never_over_its_source(tmp_path: Path) -> None:
    source = faulty(tmp_path)
    before = source.read_bytes()
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text(SCENARIO, encoding="utf-8")
    for named, out in ((source, source), (scenario, source)):
        result = invoke("check", named, "--annotate", out)
        assert result.exit_code == 2
        assert "name another file" in result.stderr
        assert "--annotate" in result.stderr
    assert invoke("check", source, "--annotate", tmp_path / "marked.pdf").exit_code == 2
    assert invoke("check", source, "--annotate", tmp_path / "nowhere" / "marked.xlsx").exit_code == 2
    assert source.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["review.xlsx", "scenario.yaml"]


def test_a_copy_of_a_workbook_with_macros_is_one(tmp_path: Path) -> None:
    macros = {"xl/vbaProject.bin": b"code"}
    source = rewritten(faulty(tmp_path), tmp_path / "macros.xlsm", macros)
    refused = invoke("check", source, "--annotate", tmp_path / "marked.xlsx")
    assert refused.exit_code == 2
    assert "does not end in .xlsm, as macros.xlsm does" in refused.stderr
    assert invoke("check", source, "--annotate", tmp_path / "marked.xlsm").exit_code == 3
    assert len(marks(tmp_path / "marked.xlsm", FAULT_FILL)) == 2


def test_a_copy_open_in_excel_is_one_problem_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(source: object, target: object) -> None:
        raise PermissionError(13, "open elsewhere")

    monkeypatch.setattr("spendreview.tabular.files.os.replace", locked)
    source, out = faulty(tmp_path), tmp_path / "marked.xlsx"
    result = invoke("check", source, "--annotate", out)
    assert result.exit_code == 3
    assert "marked.xlsx  OUT01" in result.stderr
    assert "2 problems in review.xlsx, 1 problem in marked.xlsx" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["review.xlsx"]


@pytest.mark.parametrize("command", ["check", "run"])
def test_what_is_refused_is_json_too(command: str, tmp_path: Path) -> None:
    result = invoke(command, faulty(tmp_path), "--json")
    assert result.exit_code == 3
    document = json.loads(result.stdout)
    assert (document["schema"], document["status"]) == (1, "refused")
    assert [(own["code"], own["sheet"], own["cell"]) for own in document["problems"]] == [
        ("WB104", "Limits", "C5"), ("WB102", "Bids", "H7"),
    ]  # fmt: skip
    assert [(own["code"], own["cell"]) for own in document["warnings"]] == [("WW201", "I7")]
    assert result.stderr == invoke(command, tmp_path / "review.xlsx").stderr


def test_no_settlement_is_json_too(tmp_path: Path) -> None:
    rows = making.small_review()
    rows["Limits"][0]["2008-09"] = 290
    result = invoke("run", making.write(tmp_path / "review.xlsx", rows), "--json")
    assert result.exit_code == 4
    document = json.loads(result.stdout)
    assert document["status"] == "infeasible"
    assert {own["code"] for own in document["problems"]} == {"AL601", "AL602"}
    assert [own["code"] for own in document["warnings"]] == ["RW401"]


def test_faults_that_come_late_keep_the_warnings_before_them(tmp_path: Path) -> None:
    rows = making.small_review() | {"Scenario": [{"key": "limits.total-RDEL.add.2008-09", "value": "lots"}]}
    rows["Bids"][2]["RDEL 2009-10"] = "1,234"
    document = json.loads(invoke("check", making.write(tmp_path / "review.xlsx", rows), "--json").stdout)
    assert [own["code"] for own in document["problems"]] == ["SC006"]
    assert [own["code"] for own in document["warnings"]] == ["WW201"]


def test_json_and_a_marked_copy_go_together(tmp_path: Path) -> None:
    out = tmp_path / "marked.xlsx"
    result = invoke("check", faulty(tmp_path), "--json", "--annotate", out)
    assert json.loads(result.stdout)["status"] == "refused"
    assert f"3 cells marked in {out}" in result.stderr
    result = invoke("check", clean(tmp_path), "--json", "--annotate", out)
    assert json.loads(result.stdout)["status"] == "checked"
    assert f"1 cell marked in {out}" in result.stderr


def warned_often(folder: Path, *, fault: bool) -> Path:
    """A review with 24 figures kept as text, and perhaps a fault."""
    rows = making.small_review()
    more = rows["Bids"][2] | {"RDEL 2009-10": 1}
    rows["Bids"] += [more | {"bid": f"HO-N{number}", "RDEL 2008-09": f"1,{number:03}"} for number in range(24)]
    if fault:
        rows["Limits"][0]["control"] = "XDEL"
    return making.write(folder / "review.xlsx", rows)


@pytest.mark.parametrize("fault", [False, True])
def test_warnings_in_a_pipe_do_not_hide_the_faults(fault: bool, tmp_path: Path) -> None:
    result = invoke("check", warned_often(tmp_path, fault=fault))
    lines = result.stderr.splitlines()
    assert sum("WW201" in line and not line.startswith("warning: and") for line in lines) == 10
    assert "warning: and 14 more WW201 (each with --json)" in lines
    first = next(number for number, line in enumerate(lines) if line.startswith("warning: "))
    assert all("XDEL" in line or "Limits" in line for line in lines[:first])
    assert (first > 0) is fault
    assert lines[-1].endswith("Nothing was run.") is fault


def test_without_a_settlement_the_warnings_are_told_after_the_conflict(tmp_path: Path) -> None:
    rows = making.small_review()
    rows["Bids"][2]["RDEL 2009-10"] = "1,234"
    least = {"limit": "least", "scope": "HO", "control": "RDEL", "sense": "min", "2008-09": 112}
    rows["Limits"][1] |= {"2008-09": 110}
    rows["Limits"].append(least)
    source = making.write(tmp_path / "review.xlsx", rows)
    result = invoke("run", source)
    assert result.exit_code == 4
    lines = result.stderr.splitlines()
    conflict = [number for number, line in enumerate(lines) if "AL601" in line]
    warning = [number for number, line in enumerate(lines) if "WW201" in line]
    assert max(conflict) < min(warning)


def test_a_long_cell_is_cut_in_words_and_whole_in_json(tmp_path: Path) -> None:
    rows = making.small_review()
    rows["Bids"][2]["RDEL 2008-09"] = "x" * 5000
    result = invoke("check", making.write(tmp_path / "review.xlsx", rows), "--json")
    assert result.exit_code == 3
    assert "x" * 150 in result.stderr
    assert "x" * 200 not in result.stderr
    assert "…" in result.stderr
    found = json.loads(result.stdout)["problems"][0]["found"]
    assert "x" * 5000 in found


def test_a_discussion_that_is_only_coloured_is_told() -> None:
    from spendreview.cli.marking import _unmarked
    from spendreview.tabular.annotate import Marking

    assert _unmarked(Marking(2, 0, 0, 1)) == "; 1 of them coloured only: it holds a discussion"
    assert _unmarked(Marking(3, 0, 0, 2)) == "; 2 of them coloured only: they hold discussions"
    assert _unmarked(Marking(3, 0, 0)) == ""
