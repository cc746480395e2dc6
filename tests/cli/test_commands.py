"""The commands as a user meets them."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from spendreview.cli import cli
from tests import making
from tests.terminals import surroundings

EXAMPLES = Path(__file__).parents[1] / "examples"
WORKED = str(EXAMPLES / "worked_example.xlsx")


def invoke(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def test_the_worked_example_scores_82_667() -> None:
    document = json.loads(invoke("run", WORKED, "--json").stdout)
    assert document["status"] == "optimal"
    assert round(document["score"], 3) == 82.667
    shares = {row["bid"]: row["share"] for row in document["bids"]}
    assert shares == pytest.approx({"A1": 0.8, "A2": 0.0, "B1": 1.0}, abs=1e-6)


def test_json_holds_what_it_promises() -> None:
    document = json.loads(invoke("run", EXAMPLES / "full_6.xlsx", "--json").stdout)
    assert document["schema"] == 1
    assert set(document["bids"][0]) >= {"bid", "year", "share", "rdel_m", "cdel_m"}
    assert set(document["settlements"][0]) == {
        "department", "control", "year", "amount_m", "baseline_m", "real_growth",
    }  # fmt: skip
    assert set(document["limits"][0]) >= {
        "limit", "scope", "control", "year", "sense", "limit_m", "spend_m", "slack_m",
    }  # fmt: skip
    assert set(document["priorities"][0]) == {"priority", "weight", "attainment"}
    assert set(document["indicators"][0]) >= {"indicator", "forecast", "goal", "progress"}
    assert set(document["solver"]) == {"status", "gap", "seconds"}
    assert set(document["provenance"]) == {
        "workbook_sha256", "scenario_sha256", "version", "python", "pyomo", "highs",
    }  # fmt: skip
    assert set(document["warnings"][0]) >= {"code", "file", "sheet", "cell", "found", "wanted"}
    tdel = sum(row["amount_m"] for row in document["settlements"] if row["control"] == "TDEL")
    assert tdel == pytest.approx(document["tdel_m"], abs=1e-3)


def test_the_screen_says_score_money_movers_limits_and_who_decides() -> None:
    said = invoke("run", EXAMPLES / "full_6.xlsx").stdout
    for words in ("indicative settlement", "Score       58 of 100", "Total DEL", "Movers", "bind", "ministers decide"):
        assert words in said
    assert max(map(len, said.splitlines())) <= 80
    assert "optimal" not in said


def test_infeasible_exits_4_and_names_one_true_conflict() -> None:
    result = invoke("run", EXAMPLES / "full_4.xlsx")
    assert result.exit_code == 4
    assert "these cannot all hold" in result.stderr
    assert "full_4.xlsx › Limits!G9  AL601  limit D2-CDEL" in result.stderr
    assert result.stdout == ""


def test_a_bug_keeps_its_traceback_and_exits_70(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("spendreview.review.load_review", broken)
    result = invoke("run", WORKED)
    assert result.exit_code == 70
    assert "RuntimeError: boom" in result.stderr
    assert "fault of the program" in result.stderr


def test_check_says_what_is_there_and_runs_nothing() -> None:
    result = invoke("check", WORKED)
    assert result.exit_code == 0
    assert "no fault found" in result.stdout
    assert "warning: worked_example.xlsx" in result.stderr
    document = json.loads(invoke("check", WORKED, "--json").stdout)
    assert document["status"] == "checked"
    assert document["rows"]["Bids"] == 3


@pytest.mark.parametrize("out", ["settlement.pdf", "nowhere/settlement.xlsx"])
def test_an_output_that_cannot_be_is_refused_first(out: str, tmp_path: Path) -> None:
    assert invoke("run", WORKED, "-o", tmp_path / out).exit_code == 2


def test_examples_are_listed_and_copied_and_never_overwritten(tmp_path: Path) -> None:
    assert invoke("example").stdout.split() == ["csr2007", "sr2025", "worked_example"]
    assert invoke("example", "csr2007", tmp_path).exit_code == 0
    assert (tmp_path / "workbooks" / "csr2007.xlsx").is_file()
    scenario = tmp_path / "scenarios" / "csr2007.yaml"
    scenario.write_text("mine", encoding="utf-8")
    assert "left alone" in invoke("example", "csr2007", tmp_path).stdout
    assert scenario.read_text(encoding="utf-8") == "mine"
    assert invoke("example", "sr1998").exit_code == 2


def test_the_model_prints_its_own_docstrings() -> None:
    said = invoke("model", "admin").stdout
    assert "spend[d,ADMIN,t] <= base[d,ADMIN] * D[t]/D[0] * (1 - r)^t" in said
    assert "requires\n--------" in invoke("model").stdout
    assert invoke("model", "nothing").exit_code == 2


def test_a_result_is_never_written_over_what_it_was_made_from(tmp_path: Path) -> None:
    workbook = making.write(tmp_path / "review.xlsx", making.small_review())
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text("schema: 1\nname: Test\nworkbook: review.xlsx\n", encoding="utf-8")
    link = tmp_path / "link.xlsx"
    link.symlink_to(workbook)
    before = workbook.read_bytes()
    for source, out in ((workbook, workbook), (scenario, workbook), (workbook, link)):
        result = invoke("run", source, "-o", out)
        assert result.exit_code == 2
        assert "name another file" in result.stderr
    assert workbook.read_bytes() == before


def test_an_example_that_cannot_be_copied_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    result = invoke("example", "csr2007", tmp_path / "taken" / "inside")
    assert result.exit_code == 3
    assert "OUT02" in result.stderr
    assert "Nothing was run" not in result.stderr


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_the_number_of_threads_changes_nothing(threads: int, tmp_path: Path) -> None:
    making.write(tmp_path / "review.xlsx", making.small_review())
    path = tmp_path / "scenario.yaml"
    text = f"schema: 1\nname: Test\nworkbook: review.xlsx\nsolver: {{threads: {threads}}}\n"
    path.write_text(text, encoding="utf-8")
    document = json.loads(invoke("run", path, "--json").stdout)
    assert (document["status"], round(document["score"], 3)) == ("optimal", 52.917)
    path.write_text(text + "limits: {total-RDEL: {set: {2008-09: 290}}}\n", encoding="utf-8")
    result = invoke("run", path)
    assert result.exit_code == 4
    told = [line for line in result.stderr.splitlines()[1:] if not line.startswith("warning: ")]
    assert [line.split()[3] for line in told] == ["AL601", "AL602", "AL602"]


def commands(group: click.Group, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, group
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, *path, name)
        else:
            yield (*path, name), command


def parsed(arguments: list[str]) -> None:
    """Have click take the words of a command apart, down to its last argument; it is not run."""
    command: click.Command = cli
    while isinstance(command, click.Group):
        command = command.commands[arguments.pop(0)]
    command.make_context("spendreview", arguments)


ALL = list(commands(cli))


@pytest.mark.parametrize(("path", "command"), ALL, ids=[" ".join(path) or "spendreview" for path, _ in ALL])
def test_help_fits_and_has_one_example_that_would_run(path: tuple[str, ...], command: click.Command) -> None:
    result = CliRunner().invoke(cli, [*path, "--help"], terminal_width=80)
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80
    # Words that were cut short end so; what may stand several times does too.
    assert "..." not in re.sub(r"(\[ARGS\]|\[PROGRAMME\]|\.xlsx)\.\.\.", "", result.stdout)
    examples = re.findall(r"^  Example: spendreview (.+)$", result.stdout, re.MULTILINE)
    assert len(examples) == 1
    assert command.epilog is not None
    assert command.epilog.rstrip().endswith(examples[0])
    parsed(shlex.split(examples[0]))


def test_help_says_what_exit_codes_mean() -> None:
    said = invoke("--help").stdout
    for code in (0, 2, 3, 4, 70, 130):
        assert re.search(rf"^    {code} +\w", said, re.MULTILINE), code


@pytest.mark.skipif(os.name == "nt", reason="a stream is closed as a POSIX shell closes it")
@pytest.mark.parametrize(("closed", "words"), [(">&-", "check"), ("2>&-", "check"), (">&- 2>&-", "run")])
def test_a_stream_that_was_never_opened_is_no_terminal(closed: str, words: str, tmp_path: Path) -> None:
    source = making.write(tmp_path / "review.xlsx", making.small_review())
    done = in_shell(f'"$0" -m spendreview {words} "$1" {closed}', source)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this platform has no disk that is always full")
@pytest.mark.parametrize(
    "words",
    ['check "$1" >/dev/full', 'run "$1" --json >/dev/full', "--help >/dev/full", "check nowhere.xlsx 2>/dev/full"],
)
def test_a_full_disk_behind_a_stream_is_told_in_a_sentence(words: str, tmp_path: Path) -> None:
    source = making.write(tmp_path / "review.xlsx", making.small_review())
    done = in_shell(f'"$0" -m spendreview {words}', source)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    if "2>" not in words:
        told = "standard output  OUT02  it cannot be written: No space left on device; wanted a disk with room"
        assert done.stderr == f"{told}, or a terminal\n"


def in_shell(line: str, source: Path) -> subprocess.CompletedProcess[str]:
    """A line of a POSIX shell: $0 is Python, $1 the workbook."""
    return subprocess.run(
        ["sh", "-c", line, sys.executable, str(source)], env=surroundings(), capture_output=True, text=True, check=False
    )
