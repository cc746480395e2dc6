"""What keeps a ledger honest: history, corrections, and the chain that tells what was changed behind its back."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from spendreview.ledger.export import export
from spendreview.store import open_store
from tests.cli.vfm import WHO, document, filled, invoke


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return filled(tmp_path)


def entry_of(store: Path, what: str, year: str | None = None) -> int:
    """The number of an entry on the first initiative."""
    lines: list[dict[str, Any]] = document("history", "HO-PROC-01", "--store", store)["entries"]
    return int(next(line["entry"] for line in lines if line["what"].startswith(what) and line["year"] == year))


def test_history_names_file_cell_and_author_of_every_entry(ledger: Path) -> None:
    found = document("history", "HO-PROC-01", "--store", ledger)
    assert set(found) == {"schema", "initiative", "entries", "chain_head"}
    assert (found["schema"], found["initiative"]) == (1, "HO-PROC-01")
    claim = next(line for line in found["entries"] if line["what"] == "claim")
    assert set(claim) == {
        "entry", "table", "what", "year", "as_at", "imported_at", "by", "file", "cell", "gross_m", "net_m",
        "forecast", "state", "state_by", "reason",
    }  # fmt: skip
    assert (claim["year"], claim["as_at"], claim["by"]) == ("2008-09", "2009-03-31", WHO)
    assert (claim["file"], claim["cell"]) == ("ho.xlsx", "Claims!A5")
    assert (claim["gross_m"], claim["net_m"], claim["state"]) == (12.5, 10.5, "stands")
    said = " ".join(invoke("history", "HO-PROC-01", "--store", ledger).stdout.split())
    assert "2008-09: claim; £12.5m gross, £10.5m as reported; as at 2009-03-31; entered " in said
    assert f"by {WHO}; from ho.xlsx › Claims!A5; stands" in said
    assert "2009-10: forecast; £14.0m gross, £12.0m as forecast" in said
    assert "stands, and never counts" in said


def test_a_history_is_a_workbook_where_asked(ledger: Path, tmp_path: Path) -> None:
    import openpyxl

    invoke(
        "correct", entry_of(ledger, "claim", "2008-09"), "--reason", "=1+1", "--set", "gross=15.2", "--store", ledger
    )
    out = tmp_path / "history.xlsx"
    result = invoke("history", "HO-PROC-01", "--store", ledger, "-o", out)
    assert (result.exit_code, result.stderr) == (0, f"\nWorkbook: {out}\n")
    sheet = openpyxl.load_workbook(out)["Entries"]
    header, *rows = ([cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_col=12))
    lines = [dict(zip(header, row, strict=True)) for row in rows]
    assert [line["Entry"] for line in lines] == [
        line["entry"] for line in document("history", "HO-PROC-01", "--store", ledger)["entries"]
    ]
    corrected = next(line for line in lines if line["What"] == "claim")
    assert (corrected["Gross"], corrected["Net, as reported"]) == (12.5, 10.5)
    assert corrected["State"] == f"corrected by entry {lines[-1]['Entry']}"
    assert (lines[-1]["Reason"], lines[-1]["File"]) == ("=1+1", "[z]")
    before = out.read_bytes()
    invoke("history", "HO-PROC-01", "--store", ledger, "-o", out)
    assert out.read_bytes() == before
    assert invoke("history", "HO-PROC-01", "--store", ledger, "-o", ledger).exit_code == 2


def test_history_knows_the_past_too(ledger: Path) -> None:
    early = document("history", "HO-PROC-01", "--as-at", "2009-12-31", "--store", ledger)["entries"]
    assert [line["what"].split(":")[0] for line in early] == ["definition", "claim", "forecast"]
    for long_ago in ("1999-12-31", "1999-12-31T12:00:00+02:00"):
        assert document("history", "HO-PROC-01", "--known-at", long_ago, "--store", ledger)["entries"] == []
    for far in ("2999-12-31", "2999-12-31 12:00"):
        assert len(document("history", "HO-PROC-01", "--known-at", far, "--store", ledger)["entries"]) == 4


def test_an_initiative_that_is_not_known_is_refused_with_the_nearest(ledger: Path) -> None:
    result = invoke("history", "HO-PROC-1", "--store", ledger)
    assert result.exit_code == 3
    assert "LG813" in result.stderr
    assert "'HO-PROC-01'?" in result.stderr


def test_a_correction_takes_an_entrys_place_and_shows_in_history(ledger: Path) -> None:
    entry = entry_of(ledger, "claim", "2008-09")
    done = document("correct", entry, "--reason", "typing error", "--set", "gross=15.2", "--store", ledger)
    assert set(done) == {
        "schema", "entry", "corrects", "table", "was", "now", "changed", "findings", "chain_head",
    }  # fmt: skip
    assert done["was"] == "claim on HO-PROC-01 in 2008-09: £12.5m gross"
    assert done["changed"] == {"gross": {"was": "12.5", "now": "15.2"}}
    assert (done["corrects"], done["table"]) == (entry, "vfm_claims")
    assert done["chain_head"].startswith(f"{done['entry']}-")
    asked = ("--programme", "csr07", "--year", "2008-09", "--store", ledger)
    assert document("position", *asked)["reported_m"] == 16.2
    said = " ".join(invoke("history", "HO-PROC-01", "--store", ledger).stdout.split())
    assert f"corrected by entry {done['entry']}" in said
    assert "because: typing error; stands" in said


def test_an_entry_is_corrected_once(ledger: Path) -> None:
    entry = entry_of(ledger, "claim", "2008-09")
    first = invoke("correct", entry, "--reason", "typing error", "--set", "gross=15.2", "--store", ledger)
    assert first.exit_code == 0
    assert f"takes the place of entry {entry}, which stays in the ledger." in first.stdout
    again = invoke("correct", entry, "--reason", "once more", "--set", "gross=15.3", "--store", ledger)
    assert again.exit_code == 3
    assert "LG814" in again.stderr
    assert again.stderr.endswith("Nothing was corrected.\n")


def test_without_a_change_an_entry_is_withdrawn(ledger: Path) -> None:
    entry = entry_of(ledger, "claim", "2008-09")
    result = invoke("correct", entry, "--reason", "claimed by another department", "--store", ledger)
    assert f" withdraws entry {entry}, which stays in the ledger." in result.stdout
    assert "Withdrawn   claim on HO-PROC-01 in 2008-09: £12.5m gross\n" in result.stdout
    found = document("position", "--programme", "csr07", "--year", "2008-09", "--store", ledger)
    assert found["reported_m"] == 3.0


def test_a_correction_prints_what_was_what_is_and_what_is_doubtful(ledger: Path) -> None:
    entry = entry_of(ledger, "claim", "2008-09")
    result = invoke("correct", entry, "--reason", "error", "--set", "one_off_cost=-0.8", "--store", ledger)
    assert "Was         claim on HO-PROC-01 in 2008-09: £12.5m gross\n" in result.stdout
    assert "Changed     one_off_cost 0.8, now -0.8\n" in result.stdout
    assert "LW906" in result.stderr


def test_the_history_of_a_programme_and_a_department_comes_in_every_form(ledger: Path, tmp_path: Path) -> None:
    import openpyxl

    for kind, code, words in (
        ("programme", "csr07", "taken out of HO's RDEL"),
        ("department", "HO", "budget of HO: £9,000m"),
    ):
        found = document("history", code, "--store", ledger)
        assert (set(found), found[kind]) == ({"schema", kind, "entries", "chain_head"}, code)
        out = tmp_path / f"{code}.xlsx"
        result = invoke("history", code, "--store", ledger, "-o", out)
        assert words in " ".join(result.stdout.split())
        rows = openpyxl.load_workbook(out)["Entries"].iter_rows(min_row=5, max_col=1, values_only=True)
        assert [entry for (entry,) in rows] == [line["entry"] for line in found["entries"]]


def test_a_saving_below_nil_has_its_sign_before_the_pound(ledger: Path) -> None:
    entry = entry_of(ledger, "claim", "2008-09")
    invoke("correct", entry, "--reason", "error", "--set", "gross=-3", "--store", ledger)
    said = " ".join(invoke("history", "HO-PROC-01", "--store", ledger).stdout.split())
    assert "2008-09: claim, instead of entry" in said
    assert "-£3.0m gross, -£5.0m as reported" in said


@pytest.mark.parametrize(
    ("arguments", "exit_code", "said"),
    [
        (["1"], 2, "Missing option '--reason'"),
        (["1", "--reason", " "], 3, "LG815"),
        (["0", "--reason", "why"], 2, "x>=1"),
        (["99999", "--reason", "why"], 3, "LG813"),
        (["1", "--reason", "why", "--set", "gross"], 2, "is not column=value, such as gross=12.5"),
        (["1", "--reason", "why", "--set", "=3"], 2, "is not column=value, such as gross=12.5"),
        (["1", "--reason", "why", "--set", "gross=1", "--set", "gross=2"], 2, "gross is set twice"),
    ],
)
def test_a_correction_that_is_none_changes_nothing(
    arguments: list[str], exit_code: int, said: str, ledger: Path
) -> None:
    before = ledger_head(ledger)
    result = invoke("correct", *arguments, "--store", ledger)
    assert (result.exit_code, said in result.stderr) == (exit_code, True)
    assert ledger_head(ledger) == before


def ledger_head(store: Path) -> str:
    with open_store(store) as opened, opened.reading() as reader:
        return str(reader.head)


def test_a_whole_ledger_verifies_against_every_head_it_printed(ledger: Path) -> None:
    first = ledger_head(ledger)
    invoke("correct", entry_of(ledger, "claim", "2008-09"), "--reason", "error", "--store", ledger)
    last = ledger_head(ledger)
    short = "{}-{:.16}".format(*first.split("-"))
    result = invoke("verify", "--head", short, "--head", last.upper(), "--store", ledger)
    assert result.exit_code == 0
    count = int(last.split("-")[0])
    assert f"ledger.db: {count} entries are as entered, and 2 earlier heads hold." in result.stdout
    found = document("verify", "--store", ledger)
    assert found == {
        "schema": 1, "ok": True, "entries": count, "first_bad": None, "found": "", "chain_head": last,
    }  # fmt: skip


def test_a_change_behind_its_back_is_found_and_the_first_bad_entry_named(ledger: Path) -> None:
    entry = entry_of(ledger, "claim", "2008-09")
    with sqlite3.connect(ledger) as straight:
        for (name,) in straight.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            straight.execute(f'DROP TRIGGER "{name}"')
        straight.execute("UPDATE vfm_claims SET gross_k = gross_k + 1 WHERE entry = ?", (entry,))
    straight.close()
    result = invoke("verify", "--store", ledger)
    assert (result.exit_code, result.stdout) == (3, "")
    assert f"ledger.db  ST711  entry {entry} in vfm_claims is not what was entered; wanted a copy" in result.stderr
    as_json = invoke("verify", "--store", ledger, "--json")
    assert as_json.exit_code == 3
    found = json.loads(as_json.stdout)
    assert (found["ok"], found["first_bad"], found["entries"]) == (False, entry, entry - 1)


def test_a_ledger_that_was_cut_is_found_by_a_head_printed_earlier(ledger: Path, tmp_path: Path) -> None:
    early = tmp_path / "early.db"
    early.write_bytes(ledger.read_bytes())
    invoke("correct", entry_of(ledger, "claim", "2008-09"), "--reason", "error", "--store", ledger)
    head = ledger_head(ledger)
    assert invoke("verify", "--store", early).exit_code == 0
    result = invoke("verify", "--store", early, "--head", head)
    assert result.exit_code == 3
    assert "ST711" in result.stderr
    assert f"a head was printed at {head.split('-')[0]}" in result.stderr


def test_a_guard_that_was_taken_away_is_found(ledger: Path) -> None:
    with sqlite3.connect(ledger) as straight:
        (name,) = straight.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name").fetchone()
        straight.execute(f'DROP TRIGGER "{name}"')
    straight.close()
    result = invoke("verify", "--store", ledger)
    assert result.exit_code == 3
    assert "ST709  a guard of the store was taken away" in result.stderr


def spoilt(ledger: Path, how: str) -> None:
    """A ledger that can no longer be opened, or no longer be read."""
    content = bytearray(ledger.read_bytes())
    if how == "header":
        content[:16] = b"overwritten by x"
    elif how == "page size":
        content[16:18] = b"\x00\x01"
    elif how == "format":
        content[47] = 99
    elif how == "schema":
        at = content.index(b"CREATE TABLE batches")
        content[at : at + 12] = b"CREATE TABLX"
    elif how == "cut":
        del content[4096 * 2 :]
    ledger.write_bytes(content)
    if how == "revision":
        straight_on(ledger, "DELETE FROM alembic_version")


def straight_on(ledger: Path, statement: str) -> None:
    with sqlite3.connect(ledger) as straight:
        straight.execute(statement)
    straight.close()


def test_a_table_that_was_taken_away_is_a_verdict_too(ledger: Path) -> None:
    straight_on(ledger, "DROP TABLE vfm_binding")
    result = invoke("verify", "--store", ledger, "--json")
    assert result.exit_code == 3
    found = json.loads(result.stdout)
    assert (found["ok"], found["entries"], found["first_bad"]) == (False, 0, 1)
    assert "a table of it is missing" in found["found"]


@pytest.mark.parametrize("how", ["header", "page size", "format", "schema", "cut", "revision"])
def test_a_ledger_that_cannot_be_opened_is_a_verdict_too(how: str, ledger: Path) -> None:
    spoilt(ledger, how)
    result = invoke("verify", "--store", ledger)
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith("ledger.db  ST709  ")
    assert "says how much of it holds" not in result.stderr
    as_json = invoke("verify", "--store", ledger, "--json")
    assert as_json.exit_code == 3
    found = json.loads(as_json.stdout)
    assert (found["ok"], found["entries"], found["first_bad"]) == (False, 0, None)
    assert found["found"]


def test_a_head_printed_by_an_empty_ledger_is_held_against_the_beginning(ledger: Path) -> None:
    assert invoke("verify", "--head", "0-" + "0" * 16, "--store", ledger).exit_code == 0
    result = invoke("verify", "--head", "0-" + "f" * 64, "--store", ledger)
    assert result.exit_code == 3
    assert "ledger.db  ST711  no chain begins with the head that was printed at entry 0" in result.stderr


@pytest.mark.parametrize("extra", ["0042_later", "0001_journal"])
def test_a_second_revision_in_the_record_is_found(extra: str, ledger: Path) -> None:
    """The record of the revision has no guards: it changes with every update."""
    straight_on(ledger, f"INSERT INTO alembic_version VALUES ('{extra}')")
    result = invoke("verify", "--store", ledger)
    assert result.exit_code == 3
    assert "ST7" in result.stderr
    assert extra in result.stderr


@pytest.mark.parametrize("head", ["25", "25-", "25-0123", "x-0123456789abcdef", "25-0123456789abcdeg", ""])
def test_a_head_that_is_none_is_a_usage_error(head: str, ledger: Path) -> None:
    result = invoke("verify", "--head", head, "--store", ledger)
    assert result.exit_code == 2
    assert "is not a head as outputs print it" in result.stderr


def test_an_export_can_be_imported_and_is_never_written_over_unasked(ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.xlsx"
    result = invoke("export", out, "--store", ledger)
    assert result.exit_code == 0
    said = " ".join(result.stdout.split())
    assert f"{out}, {tmp_path / 'all-audits.xlsx'}: what stands as at 2010-07-20" in said
    assert "4 Claims" in said
    assert "1 Audits" in said
    assert max(map(len, result.stdout.splitlines()[1:])) <= 80
    found = document("export", out, "--store", ledger, "--force")
    assert set(found) == {"schema", "files", "stale", "rows", "as_at", "chain_head"}
    assert (found["rows"]["Claims"], found["chain_head"]) == (4, ledger_head(ledger))
    for there in (out, tmp_path / "all-audits.xlsx"):
        refused = invoke("export", out, "--store", ledger)
        assert (refused.exit_code, "--force overwrites it" in refused.stderr) == (2, True)
        there.unlink()
    invoke("export", out, "--store", ledger)
    again = tmp_path / "again.db"
    assert invoke("import", out, tmp_path / "all-audits.xlsx", "--store", again).exit_code == 0
    asked = ("--programme", "csr07", "--year", "2008-09", "--by", "strand")
    assert {**document("position", *asked, "--store", again), "chain_head": None} == {
        **document("position", *asked, "--store", ledger), "chain_head": None,
    }  # fmt: skip


def test_files_of_a_longer_export_before_are_named(ledger: Path, tmp_path: Path) -> None:
    with open_store(ledger) as store:
        longer = export(store, tmp_path / "all.xlsx", most=1).files
    assert [path.name for path in longer] == [
        "all.xlsx", "all-02.xlsx", "all-03.xlsx", "all-04.xlsx", "all-audits.xlsx",
    ]  # fmt: skip
    (tmp_path / "all-03.xlsx").rename(tmp_path / "all-06.xlsx")
    (tmp_path / "all-of-it.xlsx").write_bytes(b"somebody's own")
    result = invoke("export", tmp_path / "all.xlsx", "--force", "--store", ledger)
    assert result.stderr.splitlines() == [
        f"warning: {tmp_path / name} is of an earlier export and no part of this one; do not import it"
        for name in ("all-02.xlsx", "all-04.xlsx", "all-06.xlsx")
    ]
    found = document("export", tmp_path / "all.xlsx", "--force", "--as-at", "2009-12-31", "--store", ledger)
    assert [Path(path).name for path in found["stale"]] == [
        "all-02.xlsx", "all-04.xlsx", "all-06.xlsx", "all-audits.xlsx",
    ]  # fmt: skip


def test_an_export_of_the_past_leaves_out_what_came_later(ledger: Path, tmp_path: Path) -> None:
    found = document("export", tmp_path / "past.xlsx", "--as-at", "2009-12-31", "--store", ledger)
    assert (found["as_at"], found["rows"]["Audits"], len(found["files"])) == ("2009-12-31", 0, 1)
    refused = invoke("export", tmp_path / "none.xlsx", "--known-at", "1999-12-31", "--store", ledger)
    assert (refused.exit_code, "LG821" in refused.stderr) == (3, True)


@pytest.mark.parametrize("out", ["all.pdf", "nowhere/all.xlsx", "CON.xlsx"])
def test_an_export_that_cannot_be_written_is_refused_first(out: str, ledger: Path, tmp_path: Path) -> None:
    assert invoke("export", tmp_path / out, "--store", ledger).exit_code == 2
