"""``vfm savings`` as a user asks for it: in lines, for a machine, and as an overlay that a review is run with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from spendreview.cli import cli
from spendreview.store import open_store
from tests import making
from tests.cli.test_loop import ledger as slipping
from tests.cli.test_run_savings import binding
from tests.cli.vfm import document, invoke
from tests.ledger.filing import Filing
from tests.ledger.journal import Batch
from tests.ledger.small import given_by

LATER = {"department": "HO", "control": "RDEL", "year": 2010, "amount": 4_000, "programme": "csr07"}
ADMIN = {"department": "HO", "control": "ADMIN", "year": 2009, "amount": 10, "programme": "csr07"}


def kept(folder: Path, batches: list[Batch], name: str = "ledger.db") -> Path:
    """A ledger with these returns."""
    with open_store(folder / name, create=True) as store:
        Filing(store).file_all(batches)
    return folder / name


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """£9.5m counts in 2009-10, of which £12m was taken out, and £4m of the year that is not over."""
    batches = slipping(12_000)
    batches[0]["rows"]["Prenetted"] += [LATER, ADMIN]
    return kept(tmp_path_factory.mktemp("ledger"), batches)


def test_lines_say_what_counts_what_was_taken_out_and_what_is_offered(ledger: Path) -> None:
    result = invoke("savings", "--store", ledger)
    assert result.exit_code == 0
    assert result.stderr == ""
    lines = result.stdout.splitlines()
    assert lines[0] == "Savings for a review, as at 2010-06-30"
    assert lines[1] == "Of over-delivery 100% is offered; of a shortfall all of it."
    assert lines[3].split("  ")[0] == "£m a year"
    assert [line.split() for line in lines[4:6]] == [
        ["HO", "RDEL", "2009-10", "9.5", "12.0", "-2.5", "-2.5"],
        ["HO", "RDEL", "2010-11", "9.5", "4.0", "+5.5", "+5.5"],
    ]
    said = " ".join(result.stdout.split())
    assert "- 2010-11 is not over: shown is what counts now, if it goes on." in said
    assert "- HO, ADMIN, 2009-10: claims do not say whether they are of ADMIN, and no rule is made." in said
    assert said.endswith("(vfm verify --head checks it) The tool informs; ministers decide.")
    assert max(map(len, lines)) <= 80


def test_json_has_every_line_with_its_entries(ledger: Path) -> None:
    found = document("savings", "--store", ledger)
    assert set(found) == {"schema", "as_at", "known_at", "recycle", "savings", "remarks", "chain_head"}
    assert (found["as_at"], found["known_at"], found["recycle"]) == ("2010-06-30", None, 1)
    first, second = found["savings"]
    assert {name: first[name] for name in set(first) - {"claims", "prenetted"}} == {
        "department": "HO", "control": "RDEL", "year": "2009-10", "year_is_over": True, "counting_m": 9.5,
        "prenetted_m": 12.0, "difference_m": -2.5, "offered_m": -2.5,
    }  # fmt: skip
    assert (len(first["claims"]), len(first["prenetted"])) == (2, 1)
    assert (second["year"], second["year_is_over"], second["offered_m"]) == ("2010-11", False, 5.5)
    assert len(found["remarks"]) == 1


@pytest.mark.parametrize(("part", "offered", "words"), [("0", 0, "0%"), ("0.5", 2.75, "50%"), ("1", 5.5, "100%")])
def test_over_delivery_is_offered_by_its_part_and_a_shortfall_whole(
    part: str, offered: float, words: str, ledger: Path
) -> None:
    found = document("savings", "--recycle", part, "--store", ledger)
    assert [own["offered_m"] for own in found["savings"]] == [-2.5, offered]
    said = invoke("savings", "--recycle", part, "--store", ledger).stdout
    assert f"Of over-delivery {words} is offered; of a shortfall all of it." in said


@pytest.mark.parametrize("part", ["1.01", "-0.1", "nan", "inf", "half", ""])
def test_a_part_that_is_none_is_a_usage_error(part: str, ledger: Path) -> None:
    result = invoke("savings", "--recycle", part, "--store", ledger)
    assert result.exit_code == 2
    assert "'--recycle'" in result.stderr


def test_a_date_before_all_returns_offers_nothing(ledger: Path) -> None:
    said = invoke("savings", "--as-at", "2008-03-31", "--store", ledger).stdout
    assert "Nothing that was taken out of DEL can be held against claims." in said
    assert document("savings", "--as-at", "2008-03-31", "--store", ledger)["savings"] == []


def test_a_year_is_over_at_its_last_day(ledger: Path) -> None:
    for day, over in (("2010-03-30", None), ("2010-06-30", True), ("2011-03-30", True), ("2011-03-31", True)):
        found = document("savings", "--as-at", day, "--store", ledger)["savings"]
        assert [own["year_is_over"] for own in found if own["year"] == "2009-10"] == ([] if over is None else [over])
        last = [own["year_is_over"] for own in found if own["year"] == "2010-11"]
        assert last == ([] if over is None else [day == "2011-03-31"])


def test_known_at_brings_back_what_was_offered(ledger: Path) -> None:
    found = document("savings", "--known-at", "9999-12-31", "--store", ledger)
    assert found["known_at"] == "9999-12-31"
    assert found["savings"] == document("savings", "--store", ledger)["savings"]
    result = invoke("savings", "--known-at", "2001-01-01", "--store", ledger, "--json")
    assert (result.exit_code, json.loads(result.stdout)["problems"][0]["code"]) == (3, "LG818")


def test_the_overlay_is_the_same_bytes_again_and_says_what_must_be_known(ledger: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    result = invoke("savings", "-o", first, "--store", ledger)
    assert result.exit_code == 0
    assert f"Overlay: {first}" in result.stderr
    assert invoke("savings", "-o", second, "--store", ledger, "--json").stderr == ""
    assert first.read_bytes() == second.read_bytes()
    assert b"\r" not in first.read_bytes()
    text = first.read_text(encoding="utf-8")
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert max(map(len, comments)) <= 82
    assert comments[-1] == "# The tool informs; ministers decide."
    held = yaml.safe_load(text)
    assert set(held) == {"schema", "name", "why", "rules"}
    assert {name: own["years"] for name, own in held["rules"].items()} == {
        "vfm-HO-RDEL": {"2009-10": -2.5, "2010-11": 5.5}
    }


def test_the_overlay_names_its_workbook_from_its_own_folder(ledger: Path, tmp_path: Path) -> None:
    making.write(tmp_path / "review.xlsx", binding())
    (tmp_path / "overlays").mkdir()
    out = tmp_path / "overlays" / "savings.yaml"
    assert invoke("savings", "--workbook", tmp_path / "review.xlsx", "-o", out, "--store", ledger).exit_code == 0
    assert yaml.safe_load(out.read_text(encoding="utf-8"))["workbook"] == "../review.xlsx"
    done = CliRunner().invoke(cli, ["run", str(out), "--json"])
    assert done.exit_code == 0, done.output
    [row] = json.loads(done.stdout)["savings"]
    assert row["amounts_m"]["2009-10"] == -2.5


def test_an_overlay_of_nothing_changes_nothing(ledger: Path, tmp_path: Path) -> None:
    book, out = making.write(tmp_path / "review.xlsx", binding()), tmp_path / "savings.yaml"
    asked = ("savings", "--as-at", "2008-03-31", "--workbook", book, "-o", out, "--store", ledger)
    assert invoke(*asked).exit_code == 0
    assert yaml.safe_load(out.read_text(encoding="utf-8"))["rules"] == {}
    before, after = (json.loads(CliRunner().invoke(cli, ["run", str(own), "--json"]).stdout) for own in (book, out))
    assert before["score"] == after["score"]
    assert "savings" not in after


def test_a_path_that_cannot_be_the_overlay_is_refused_and_nothing_written(ledger: Path, tmp_path: Path) -> None:
    store = tmp_path / "ledger.yaml"
    store.write_bytes(ledger.read_bytes())
    book = tmp_path / "review.yaml"
    for path in (tmp_path / "savings.yml", tmp_path / "savings.xlsx", tmp_path / "none" / "savings.yaml", store, book):
        result = invoke("savings", "--workbook", book, "-o", path, "--store", store)
        assert result.exit_code == 2, path
        assert "'-o'" in result.stderr
    assert store.read_bytes() == ledger.read_bytes()
    assert sorted(own.name for own in tmp_path.iterdir() if "yaml-" not in own.name) == ["ledger.yaml"]


def test_a_department_that_the_review_has_not_is_named_by_its_line(ledger: Path, tmp_path: Path) -> None:
    batches = slipping(9_500)
    batches[0]["rows"]["Prenetted"] = [LATER | {"department": "XX", "year": 2009}]
    store = kept(tmp_path, [*batches, given_by("XX", "R1", "2010-06-30")])
    book, out = making.write(tmp_path / "review.xlsx", binding()), tmp_path / "savings.yaml"
    assert invoke("savings", "--workbook", book, "-o", out, "--store", store).exit_code == 0
    done = CliRunner().invoke(cli, ["run", str(out)])
    assert done.exit_code == 3
    assert "'XX'" in done.stderr
    assert "savings.yaml:" in done.stderr
