"""``vfm resolve`` as a user meets it: two that look alike, which of them counts, and what the ledger keeps of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.vfm import WHO, book, document, filled, invoke
from tests.ledger.books import added

FIRST, SECOND = "HO-PROC-01", "HO-IT-01"
"""Initiatives of the small return with one baseline in one strand."""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return filled(tmp_path)


def twice(store: Path) -> set[str]:
    """The initiatives that VFM11 finds to be claimed twice."""
    found = document("checks", "--department", "HO", "--store", store)["findings"]
    return {own["initiative"] for own in found if own["check"] == "VFM11"}


def rulings(store: Path, code: str) -> list[dict[str, Any]]:
    """What the history says was decided on an initiative."""
    return [own for own in document("history", code, "--store", store)["entries"] if own["table"] == "vfm_resolutions"]


def test_lines_say_what_was_decided_what_is_beside_it_and_the_head(ledger: Path) -> None:
    result = invoke("resolve", SECOND, "--reason", "Another lot", "--store", ledger)
    assert (result.exit_code, result.stderr) == (0, "")
    said = result.stdout.splitlines()
    assert said[0].endswith(f": {SECOND} counts.")
    assert said[0].startswith("Entry ")
    assert said[1].split(maxsplit=2) == ["Beside", "it", FIRST]
    assert said[2].split(maxsplit=1) == ["Holds", "as at 2009-03-31 and later"]
    assert said[3].startswith("Ledger")
    assert max(map(len, said)) <= 80


@pytest.mark.parametrize(
    ("ruling", "words"),
    [("counts", "counts."), ("held_back", "is held back."), ("open", "is open again: of several the first to claim")],
)
def test_each_ruling_is_said_and_kept(ruling: str, words: str, ledger: Path) -> None:
    if ruling == "open":
        invoke("resolve", SECOND, "--reason", "Before", "--store", ledger)
    result = invoke("resolve", SECOND, "--ruling", ruling, "--reason", "Seen", "--store", ledger)
    assert result.exit_code == 0, result.stderr
    assert f"{SECOND} {words}" in " ".join(result.stdout.split())
    assert ruling in json.dumps(rulings(ledger, SECOND)[-1])


def test_json_has_each_ruling_with_what_was_before(ledger: Path) -> None:
    found = document("resolve", SECOND, "--instead-of", FIRST, "--reason", "Renewed", "--store", ledger)
    assert set(found) == {"schema", "rulings", "chain_head"}
    first, second = found["rulings"]
    assert (first["initiative"], first["ruling"], first["was"], first["beside"]) == (SECOND, "counts", "open", [FIRST])
    assert (second["initiative"], second["ruling"], second["beside"]) == (FIRST, "held_back", [SECOND])
    assert second["entry"] == first["entry"] + 1
    assert found["chain_head"].startswith(f"{second['entry']}-")
    again = document("resolve", SECOND, "--ruling", "open", "--reason", "Not so", "--store", ledger)
    assert again["rulings"][0]["was"] == "counts"


def test_the_check_goes_by_what_was_decided(tmp_path: Path) -> None:
    """On one contract: of two in one return the first by its code counts, unless somebody decides otherwise."""
    rows = added("Posts")
    for row in rows["Initiatives"]:
        row["contract"] = "C-1"
    store = tmp_path / "ledger.db"
    assert invoke("import", book(tmp_path, rows), "--store", store).exit_code == 0
    assert twice(store) == {FIRST}
    steps = [
        ((SECOND, "--ruling", "held_back"), {SECOND}),
        ((FIRST, "--ruling", "held_back"), {FIRST, SECOND}),
        ((FIRST,), {SECOND}),
        ((SECOND,), set()),
        ((SECOND, "--ruling", "open"), set()),
        ((FIRST, "--ruling", "open"), {FIRST}),
        ((FIRST, "--instead-of", SECOND), {SECOND}),
    ]
    for asked, wanted in steps:
        result = invoke("resolve", *asked, "--reason", "Seen", "--store", store)
        assert result.exit_code == 0, result.stderr
        assert twice(store) == wanted, asked


def test_a_ruling_ends_a_warning(ledger: Path) -> None:
    (warned,) = twice(ledger)
    assert invoke("resolve", warned, "--reason", "Another lot", "--store", ledger).exit_code == 0
    assert twice(ledger) == set()
    assert invoke("resolve", warned, "--ruling", "open", "--reason", "Back", "--store", ledger).exit_code == 0
    assert twice(ledger) == {warned}


def test_the_history_shows_every_ruling_who_and_why(ledger: Path) -> None:
    for ruling in ("held_back", "counts"):
        asked = ("resolve", SECOND, "--ruling", ruling, "--reason", f"Because {ruling}", "--store", ledger)
        assert invoke(*asked, "--by", "B. Official").exit_code == 0
    said = " ".join(invoke("history", SECOND, "--store", ledger).stdout.split())
    assert f"decided on {SECOND}: held_back; Because held_back" in said
    assert f"decided on {SECOND}: counts; Because counts" in said
    assert "by B. Official" in said
    first, second = rulings(ledger, SECOND)
    assert second["entry"] > first["entry"]
    assert f"superseded by entry {second['entry']}" in said
    assert invoke("verify", "--store", ledger).exit_code == 0


def test_who_decides_is_who_is_named_or_the_environment(ledger: Path) -> None:
    invoke("resolve", SECOND, "--reason", "Another lot", "--store", ledger)
    assert WHO in invoke("history", SECOND, "--store", ledger).stdout
    result = invoke("resolve", SECOND, "--ruling", "open", "--reason", "x", "--by", "  ", "--store", ledger)
    assert (result.exit_code, "'--by'" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("asked", "code", "words"),
    [
        (("HO-IT-02",), "LG813", "'HO-IT-01'?"),
        (("G-ALL",), "LG825", "shares a contract, or a baseline in its strand"),
        ((SECOND, "--instead-of", "G-ALL"), "LG825", "shares a contract"),
        ((SECOND, "--instead-of", "HO-IT-99"), "LG813", "there is no initiative 'HO-IT-99'"),
        ((SECOND, "--ruling", "open"), "LG825", "is open already"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_decided_is_refused_and_nothing_is_in(
    asked: tuple[str, ...], code: str, words: str, ledger: Path
) -> None:
    before = invoke("verify", "--store", ledger).stdout
    result = invoke("resolve", *asked, "--reason", "Seen", "--store", ledger)
    assert result.exit_code == 3
    assert code in result.stderr
    assert words in result.stderr
    assert result.stderr.rstrip().endswith("Nothing was decided.")
    told = json.loads(invoke("resolve", *asked, "--reason", "Seen", "--store", ledger, "--json").stdout)
    assert code in {problem["code"] for problem in told["problems"]}
    assert invoke("verify", "--store", ledger).stdout == before


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_reason_that_says_nothing_is_none(reason: str, ledger: Path) -> None:
    result = invoke("resolve", SECOND, "--reason", reason, "--store", ledger)
    assert (result.exit_code, "LG815" in result.stderr) == (3, True)


def test_one_that_does_not_look_alike_is_named_with_those_that_do(tmp_path: Path) -> None:
    rows = added("Initiatives", {**added("Posts")["Initiatives"][0], "initiative": "HO-X", "contract": "C-9"})
    rows["Initiatives"].append({**rows["Initiatives"][-1], "initiative": "HO-Y", "baseline": 7})
    rows["Initiatives"].append({**rows["Initiatives"][-1], "initiative": "HO-Z", "contract": None, "baseline": 7})
    store = tmp_path / "ledger.db"
    assert invoke("import", book(tmp_path, rows), "--store", store).exit_code == 0
    result = invoke("resolve", SECOND, "--instead-of", "HO-Y", "--reason", "Seen", "--store", store)
    assert result.exit_code == 3
    assert "HO-Y does not look like HO-IT-01; wanted one of HO-PROC-01, HO-X" in result.stderr


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        ["--reason", "x", "--ruling", "maybe"],
        ["--reason", "x", "--instead-of", SECOND],
        ["--reason", "x", "--instead-of", FIRST, "--ruling", "open"],
        ["--reason", "x", "--instead-of", FIRST, "--ruling", "held_back"],
    ],
    ids=" ".join,
)
def test_what_is_not_understood_is_a_usage_error(wrong: list[str], ledger: Path) -> None:
    assert invoke("resolve", SECOND, *wrong, "--store", ledger).exit_code == 2
    assert rulings(ledger, SECOND) == []


def test_a_ledger_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    result = invoke("resolve", SECOND, "--reason", "x", "--store", tmp_path / "none.db")
    assert result.exit_code != 0
    assert list(tmp_path.iterdir()) == []
