"""``vfm savings`` and ``vfm coverage``: their lines, the overlay to the byte, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from spendreview.cli import cli
from spendreview.report.vfm.savings import LONGEST, ranges, source
from spendreview.store import open_store
from tests.ledger.checks.clean import DAY, clean, shown, sound
from tests.ledger.filing import Filing
from tests.ledger.journal import ALL, Row
from tests.ledger.small import given_by, programme


def review(code: str, department: str, covered: int, prize: int | None = None) -> Row:
    """A review of the Public Value Programme."""
    row: Row = {"review": code, "department": department, "area": "Police", "budget_covered": covered}
    return row | {"size_of_prize": prize, "status": "reported"}


def theme(name: str, in_place: str, **changes: object) -> Row:
    """How far a theme of OEP is in place."""
    row: Row = {"programme": "csr07", "theme": name, "department": ALL, "strand": None, "in_place": in_place}
    return row | {"evidence": None} | changes


@pytest.fixture
def store(tmp_path: Path) -> str:
    """The clean ledger, with £5m taken out of RDEL in 2010-11, reviews and themes."""
    netted = {"department": "HO", "control": "RDEL", "year": 2010, "amount": 60_000, "programme": "csr07"}
    more = given_by(
        ALL,
        "more",
        DAY,
        Prenetted=[netted],
        Reviews=[review("P1", "HO", 400_000, 60_000), review("P2", "HO", 100_000), review("P3", "DH", 5_000)],
        Themes=[
            theme("accountability", "partly", strand="IT", evidence="Board since May"),
            theme("comparable_data", "yes"),
        ],
    )
    path = tmp_path / "ledger.db"
    with open_store(path, create=True) as made:
        Filing(made).file_all([*clean(), more])
    return str(path)


def vfm(store: str, *arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["vfm", *map(str, arguments), "--store", store])


def test_lines_say_what_counts_what_was_taken_out_and_what_is_offered(store: str) -> None:
    done = vfm(store, "savings")
    assert done.exit_code == 0, done.output
    assert "HO RDEL    2009-10" in done.stdout
    assert "+14.5" in done.stdout
    assert "HO, RDEL, 2010-11: the year is not over; shown is what counts now, if it goes" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_the_overlay_is_the_same_to_the_byte_and_reads_back(store: str, tmp_path: Path) -> None:
    from spendreview.scenario.load import load_scenario

    paths = [tmp_path / "one.yaml", tmp_path / "two.yaml"]
    for path in paths:
        assert vfm(store, "savings", "-o", path, "--workbook", tmp_path / "sub" / "my review.xlsx").exit_code == 0
    assert paths[0].read_bytes() == paths[1].read_bytes()
    read = load_scenario(paths[0])
    assert read.workbook == Path("sub/my review.xlsx")
    assert [change.rule for change in read.rules] == ["vfm-HO-RDEL"]
    told = json.loads(vfm(store, "savings", "--json").stdout)["savings"]
    assert [own["offered_m"] for own in told] == [14.5, -45.0]


@pytest.mark.parametrize(("fraction", "offered"), [("0", 0.0), ("0.333", 4.828), ("1", 14.5)])
def test_what_is_left_of_a_thousand_is_not_offered(store: str, fraction: str, offered: float) -> None:
    told = json.loads(vfm(store, "savings", "--recycle", fraction, "--json").stdout)["savings"]
    assert [own["offered_m"] for own in told] == [offered, -45.0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--recycle", "1.1"), "--recycle"),
        (("-o", "savings.xlsx"), "does not end in .yaml"),
        (("--as-at", "2009"), "--as-at"),
    ],
)
def test_usage_errors(store: str, arguments: tuple[str, ...], said: str) -> None:
    done = vfm(store, "savings", *arguments)
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_ledger_in_which_nothing_was_taken_out_offers_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path / "bare.db", create=True) as made:
        rows = {"Initiatives": [sound("a")], "Claims": [shown("a", 2009, 900)]}
        Filing(made).file_all([given_by(ALL, "set-up", "2008-04-01", Programmes=[programme()], **rows)])
    done = vfm(str(tmp_path / "bare.db"), "savings", "-o", tmp_path / "s.yaml")
    assert "Nothing that was taken out of DEL can be held against claims." in done.stdout
    assert "rules: {}" in (tmp_path / "s.yaml").read_text(encoding="utf-8")


def test_a_long_source_is_cut_and_says_so(store: str) -> None:
    assert ranges([]) == []
    assert ranges(range(1, 100_000)) == ["1-99999"]

    class Line:
        claims, netted = tuple(range(0, 100_000, 2)), (7,)

    class Found:
        class chain_head:
            short = "9-abc"

    text = source([Line()], Found())  # type: ignore[list-item, arg-type]
    assert len(text) < LONGEST + 200
    assert "more, which `vfm savings --json` names" in text


def test_coverage_by_department_and_themes(store: str) -> None:
    done = vfm(store, "coverage")
    lines = done.stdout.splitlines()
    assert any(line.split()[:6] == ["HO", "2", "500", "1,000", "2009-10", "50.0%"] for line in lines)
    assert any(line.startswith("DH") and "not stated" in line for line in lines)
    assert "- csr07, accountability (ALL, IT): partly; Board since May" in lines
    assert "- csr07, aligned incentives: not stated" in lines
    assert max(map(len, lines)) <= 80


def test_coverage_of_a_year_under_half(store: str, tmp_path: Path) -> None:
    told = json.loads(vfm(store, "coverage", "--json").stdout)
    home = next(own for own in told["departments"] if own["department"] == "HO")
    assert (home["share"], home["half_or_more"], home["size_of_prize_m"]) == (0.5, True, 60.0)
    late = json.loads(vfm(store, "coverage", "--json", "--year", "2011-12").stdout)
    assert {own["department"]: own["half_or_more"] for own in late["departments"]} == {"HO": None, "DH": None}
    early = json.loads(vfm(store, "coverage", "--json", "--as-at", "2008-04-01").stdout)
    assert early["departments"] == []
