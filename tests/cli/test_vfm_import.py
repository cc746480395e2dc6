"""Returns and auditors' reports into the ledger, as a user hands them in."""

from __future__ import annotations

import getpass
import json
import os
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import click.core
import pytest
from click.testing import CliRunner

from spendreview.cli import cli
from spendreview.store import open_store
from tests.cli.vfm import CLAIM, WHO, book, document, filled, invoke, small_report, treasury
from tests.ledger.books import added, changed, settings


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


def batches(store: Path) -> list[tuple[str, str]]:
    """Kind and author of each import, in their order."""
    with open_store(store) as opened, opened.reading() as reader:
        return [(kind, by) for kind, by in reader.rows("SELECT kind, by_whom FROM batches ORDER BY entry")]


def test_what_became_of_each_file_is_said_in_the_order_given(store: Path, tmp_path: Path) -> None:
    report = book(tmp_path, small_report(), "nao.xlsx")
    found = document("import", report, book(tmp_path), "--store", store)
    assert found["schema"] == 1
    audit, own = found["returns"]
    assert {"return_id", "claims", "superseded", "already_imported", "findings"} <= set(own)
    assert (own["kind"], own["return_id"], own["department"], own["as_at"]) == ("return", "2009-Q4", "HO", "2009-03-31")
    assert (own["claims"], own["forecasts"], own["superseded"], own["not_testable"]) == (3, 1, 0, 0)
    assert own["already_imported"] is False
    assert (own["held"], own["not_counting"], own["warned"]) == (2, {"VFM02": 2, "VFM08": 2, "VFM09": 2, "VFM25": 2}, 0)
    assert own["findings"] == []
    assert (audit["held"], audit["not_counting"]) == (0, {})
    assert (audit["kind"], audit["return_id"], audit["claims"]) == ("audit", "NAO Jul 2010", 1)
    assert audit["chain_head"].startswith("17-")
    assert len(audit["chain_head"]) == len("17-") + 64


def test_lines_say_what_is_new_what_is_old_and_what_never_counts(store: Path, tmp_path: Path) -> None:
    first, total = book(tmp_path), book(tmp_path, treasury(), "treasury.xlsx")
    invoke("import", first, "--store", store)
    later = changed("Claims", 0, gross=13)
    later["Return"] = settings(return_id="2009-Q5", as_at="2009-06-30")
    result = invoke("import", first, book(tmp_path, later, "later.xlsx"), total, "--store", store)
    assert result.exit_code == 0
    said = " ".join(result.stdout.split())
    assert "ho.xlsx: return 2009-Q4 of HO as at 2009-03-31; in the ledger already, nothing changed" in said
    assert "later.xlsx: return 2009-Q5 of HO as at 2009-06-30; 3 claims; 1 forecast, which never counts" in said
    assert "3 in place of earlier ones" in said
    assert "2 not counting: VFM02 2, VFM08 2, VFM09 2, VFM25 2; vfm checks names the cells" in said
    assert "1 claim; 1 not testable: published totals" in said
    assert f"Ledger entry {head_of(store)} (vfm verify --head checks it)" in said
    assert said.endswith("The tool informs; ministers decide.")
    assert max(map(len, result.stdout.splitlines())) <= 80


def head_of(store: Path) -> str:
    with open_store(store) as opened, opened.reading() as reader:
        return reader.head.short


def test_remarks_go_to_standard_error_with_their_cell_and_stop_nothing(store: Path, tmp_path: Path) -> None:
    outside = book(tmp_path, added("Claims", CLAIM | {"year": "2011-12"}))
    result = invoke("import", outside, "--store", store)
    assert result.exit_code == 0
    assert "warning: ho.xlsx › Claims!B8  LW902" in result.stderr
    assert "1 with a remark, below" in " ".join(result.stdout.split())
    (finding,) = document("import", outside, "--store", tmp_path / "other.db")["returns"][0]["findings"]
    assert (finding["code"], finding["sheet"], finding["cell"]) == ("LW902", "Claims", "B8")
    again = document("import", outside, "--store", store)["returns"][0]
    assert (again["already_imported"], again["findings"]) == (True, [])


def test_one_fault_in_one_file_and_nothing_is_in_not_even_a_store(store: Path, tmp_path: Path) -> None:
    bad = book(tmp_path, changed("Claims", 0, gross="a lot"), "bad.xlsx")
    result = invoke("import", book(tmp_path), bad, "--store", store, "--json")
    assert result.exit_code == 3
    refused = json.loads(result.stdout)
    assert (refused["schema"], refused["status"]) == (1, "refused")
    assert [(problem["file"], problem["cell"]) for problem in refused["problems"]] == [("bad.xlsx", "C5")]
    assert result.stderr.splitlines()[-1] == "1 problem in bad.xlsx. Nothing was imported."
    assert not store.exists()


def test_a_file_that_is_not_there_is_a_fault_like_any_other(store: Path, tmp_path: Path) -> None:
    result = invoke("import", tmp_path / "gone.xlsx", "--store", store)
    assert result.exit_code == 3
    assert "gone.xlsx  WB001  no such file; wanted the path of a workbook" in result.stderr


def test_an_audit_takes_reports_alone(store: Path, tmp_path: Path) -> None:
    total, report = book(tmp_path), book(tmp_path, small_report(), "nao.xlsx")
    result = invoke("audit", report, total, "--store", store)
    assert result.exit_code == 2
    assert "ho.xlsx: a return, not an auditor's report; `spendreview vfm import` takes it" in result.stderr
    assert not store.exists()
    invoke("import", total, "--store", store)
    assert "report NAO Jul 2010; 1 finding" in " ".join(invoke("audit", report, "--store", store).stdout.split())
    assert batches(store) == [("return", WHO), ("audit", WHO)]


def test_who_is_an_option_else_the_environment_else_whoever_is_logged_in(store: Path, tmp_path: Path) -> None:
    report, more = (book(tmp_path, small_report(report=name), f"{name}.xlsx") for name in ("A", "B"))
    invoke("import", book(tmp_path), "--store", store, "--by", "  C. Clerk ")
    invoke("audit", report, "--store", store, SPENDREVIEW_BY="D. Deputy")
    assert invoke("audit", more, "--store", store, SPENDREVIEW_BY=None, LOGNAME="e.everyone").exit_code == 0
    assert [by for _, by in batches(store)] == ["C. Clerk", "D. Deputy", "e.everyone"]


@pytest.mark.parametrize("fault", [KeyError("uid 1234"), OSError("no user"), ImportError("pwd")])
def test_where_nobody_can_be_named_it_is_asked_for(
    fault: Exception, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise fault

    monkeypatch.setattr(getpass, "getuser", nobody)
    result = invoke("import", book(tmp_path), "--store", store, SPENDREVIEW_BY=None)
    assert result.exit_code == 2
    assert "say who with --by NAME, or set SPENDREVIEW_BY" in result.stderr
    assert not store.exists()


def test_a_blank_name_names_nobody(store: Path, tmp_path: Path) -> None:
    assert invoke("import", book(tmp_path), "--store", store, "--by", "  ").exit_code == 2


def test_the_store_is_an_option_else_the_environment_else_a_file_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    source = book(tmp_path)
    for arguments, environment in (
        (["--store", "option.db"], {"SPENDREVIEW_STORE": "environment.db"}),
        ([], {"SPENDREVIEW_STORE": "environment.db"}),
        ([], {"SPENDREVIEW_STORE": ""}),
        ([], {"SPENDREVIEW_STORE": "  "}),
    ):
        assert invoke("import", source, *arguments, **environment).exit_code == 0
    assert {path.name for path in tmp_path.glob("*.db")} == {"option.db", "environment.db", "spendreview.db"}


def test_an_address_of_nothing_known_is_refused_without_its_password(tmp_path: Path) -> None:
    result = invoke("import", book(tmp_path), "--store", "mysql://me:secret@host/db")
    assert result.exit_code == 3
    assert "ST701" in result.stderr
    assert "secret" not in result.output


@pytest.mark.parametrize("words", ["position", "compare", "history X", "correct 1 --reason why", "verify"])
def test_a_question_to_a_store_that_is_not_there_makes_none(words: str, store: Path) -> None:
    result = invoke(*words.split(), "--store", store, "--json")
    assert result.exit_code == 3
    assert [problem["code"] for problem in json.loads(result.stdout)["problems"]] == ["ST702"]
    assert result.stderr.startswith("ledger.db  ST702  there is no store here yet; wanted import a return first")
    assert not store.exists()


def test_on_windows_the_program_finds_the_files_that_a_pattern_names(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """cmd.exe hands on ``*.xlsx`` as it stands; click expands what it takes from the command line there."""
    book(tmp_path)
    book(tmp_path, small_report(), "nao.xlsx")
    seen = SimpleNamespace(**{name: getattr(os, name) for name in dir(os)} | {"name": "nt"})
    monkeypatch.setattr(click.core, "os", seen)
    monkeypatch.setattr(sys, "argv", ["spendreview", "vfm", "import", str(tmp_path / "*.xlsx"), "--store", str(store)])
    with pytest.raises(SystemExit) as ended:
        cli()
    assert ended.value.code == 0
    assert [kind for kind, _ in batches(store)] == ["return", "audit"]


def test_the_template_of_a_return_holds_no_audits_and_is_refused_until_filled_in(store: Path, tmp_path: Path) -> None:
    import openpyxl

    for name, arguments, sheets in (("return", [], "Return"), ("report", ["--audits"], "Audits")):
        out = tmp_path / f"{name}.xlsx"
        result = CliRunner().invoke(cli, ["template", "vfm", str(out), *arguments])
        assert result.exit_code == 0, result.stderr
        titles = openpyxl.load_workbook(out, read_only=True).sheetnames
        assert (titles[0], "Audits" in titles) == (sheets, bool(arguments))
        assert len(titles) == (1 if arguments else 13)
        refused = CliRunner().invoke(cli, ["template", "vfm", str(out), *arguments])
        assert (refused.exit_code, "--force" in refused.stderr) == (2, True)
        assert CliRunner().invoke(cli, ["template", "vfm", str(out), *arguments, "--force"]).exit_code == 0
    untouched = invoke("import", tmp_path / "return.xlsx", "--store", store)
    assert (untouched.exit_code, store.exists()) == (3, False)
    assert re.findall(r"Return!(B\d+)  (\w+)", untouched.stderr) == [(f"B{row}", "WB101") for row in (6, 7, 8, 9)]
    rows = openpyxl.load_workbook(tmp_path / "return.xlsx")["Return"].iter_rows(min_row=5, values_only=True)
    meanings = {name: meaning for name, _, meaning, *_ in rows}
    assert meanings["department"].endswith(" Such as HO.")
    assert meanings["period"].endswith(" Such as 2008-09 outturn.")


def test_help_stays_light(tmp_path: Path) -> None:
    """The whole group is looked at without the database's libraries or a workbook's."""
    import subprocess

    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom spendreview.cli import cli\n"
        "for name in ('import', 'position', 'verify'):\n"
        "    assert CliRunner().invoke(cli, ['vfm', name, '--help']).exit_code == 0\n"
        "heavy = {'sqlalchemy', 'alembic', 'sqlite3', 'spendreview.ledger', 'spendreview.store', 'rich'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_asking_the_ledger_loads_no_solver(tmp_path: Path) -> None:
    import subprocess

    store = filled(tmp_path)
    code = (
        f"import sys\nfrom spendreview.cli import cli\ncli(['vfm', 'position', '--store', {str(store)!r}], "
        "standalone_mode=False)\nheavy = {'pyomo', 'highspy', 'numpy', 'pandas', 'rich', 'spendreview.allocation'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
