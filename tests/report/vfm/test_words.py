"""Positions in words: no figure alone, nothing invented where something cannot be said."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest

from spendreview.ledger.records import Figures, Imported, Position, PostLine, Rating, Split, Taken, YearLine
from spendreview.report.vfm.as_json import compare_json, import_json, position_json
from spendreview.report.vfm.rows import chunks, compared_rows, notes_of, position_rows
from spendreview.report.vfm.screen import compared_lines, imported_lines, position_lines
from spendreview.store import Head
from spendreview.terms import Year

HEAD = Head(1042, "0123456789abcdef" * 4)

MIXED = Figures(
    key="csr07",
    target_k=35_000_000,
    reported_k=8_544_123,
    basis="mixed",
    counting_k=5_400_100,
    other_improvement_k=1_144_023,
    not_testable_k=2_000_000,
    evidenced_low_k=1_064_000,
    evidenced_high_k=2_296_000,
    evidenced_half_k=1_680_000,
    audited_share=2_800_000 / 8_544_123,
    cash_releasing_share=0.74,
    delivered=5_400_100 / 35_000_000,
    delivered_reported=8_544_123 / 35_000_000,
    one_off_to_date_k=120_500,
    status=Rating.RED,
    forecast_k=31_000_000,
    within_k=2_900_000,
)


def position(figures: Figures = MIXED, **changes: Any) -> Position:
    own = Position(
        programme=figures.key,
        title="CSR07 value for money",
        year=Year(2008),
        final_year=Year(2010),
        as_at=dt.date(2009, 3, 31),
        known_at=None,
        by=None,
        figures=figures,
        final_target_k=35_000_000,
        groups=(),
        years=(),
        posts=(),
        notes=(),
        chain_head=HEAD,
    )
    return replace(own, **changes)


def rows(own: Position) -> dict[str, tuple[str, str]]:
    return {row.label.strip(): (row.amount, row.said) for row in position_rows(own)}


def test_a_mixed_position_says_what_counts_and_what_cannot_be_tested() -> None:
    found = rows(position())
    assert found["Reported (basis mixed)"] == ("8,544.1", "24.4% of target; what departments say")
    assert found["of which from within"] == ("2,900.0", "programmes within this one")
    assert found["Counting"] == ("5,400.1", "15.4% of target; what passes the checks that bind")
    assert found["Other improvement"][0] == "1,144.0"
    assert found["Not testable"][0] == "2,000.0"
    assert found["Evidenced (32.8% audited)"][0] == "1,064.0–2,296.0"
    assert found["Counting less target"] == ("-29,599.9", "-84.6% of target")
    assert found["Cash releasing"] == ("74.0%", "of what is reported, net of cost")
    assert found["Forecast"] == ("31,000.0", "expected in 2010-11: 88.6% of that year's target")
    assert found["Status"] == ("red", "from counting over target; the borders are ours, not official")


TAKEN = (
    Taken(check="VFM01", claims=3, amount_k=1_144_023, alone_k=900_000),
    Taken(check="VFM09", claims=1, amount_k=244_023, alone_k=0),
)


def test_a_position_says_which_checks_took_what() -> None:
    own = position(taken=TAKEN)
    said = " ".join(position_lines(own).split())
    assert (
        "Kept from counting in 2008-09, £m: a claim that fails several stands under each claims kept by it alone "
        "VFM01 No agreed baseline 3 1,144.0 900.0 VFM09 Quality not shown to be kept 1 244.0 0.0"
    ) in said
    assert max(map(len, position_lines(own).splitlines())) <= 80
    assert "Kept from counting" not in position_lines(position())
    taken = [
        {"check": "VFM01", "title": "No agreed baseline", "claims": 3, "amount_m": 1144.023, "alone_m": 900.0},
        {"check": "VFM09", "title": "Quality not shown to be kept", "claims": 1, "amount_m": 244.023, "alone_m": 0.0},
    ]
    assert json.loads(position_json(own))["taken"] == taken
    compared = json.loads(compare_json([own, position()]))["programmes"]
    assert [each["taken"] for each in compared] == [taken, []]


def test_a_published_total_that_a_check_holds_is_another_improvement_beside_what_cannot_be_tested() -> None:
    total = Figures(key="gershon", target_k=21_500, reported_k=26_500, basis="net", other_improvement_k=6_500,
                    not_testable_k=20_000)  # fmt: skip
    found = rows(position(total))
    assert (found["Counting"][0], found["Other improvement"][0], found["Not testable"][0]) == (
        "not testable", "6.5", "20.0",
    )  # fmt: skip
    assert dict(compared_rows([position(total)]))["Other improvement"] == ["6.5"]


def test_without_a_claim_nothing_is_reported_and_nothing_falls_short() -> None:
    own = position(Figures(key="sr2025", target_k=13_800_000, forecast_k=13_800_000))
    found = rows(own)
    assert found["Reported"] == ("no claim", "")
    assert found["Status"] == ("no claim", "")
    assert not {"Counting", "Other improvement", "Reported less target"} & set(found)
    assert dict(compared_rows([own]))["Reported"] == ["no claim"]
    assert "Reported less target" not in dict(compared_rows([own]))


def test_a_saving_below_nought_and_a_target_of_nought_are_shown_and_divide_nothing() -> None:
    own = position(Figures(key="x", target_k=0, reported_k=-1_250, basis="net", counting_k=-1_250), final_target_k=None)
    found = rows(own)
    assert found["Reported (basis net)"] == ("-1.250", "what departments say")
    assert found["Counting less target"] == ("-1.250", "")
    assert found["Status"] == ("no target", "")


def test_programmes_stand_side_by_side_each_to_its_own_decimals() -> None:
    total = Figures(key="gershon", target_k=21_500_000, reported_k=26_500_000, basis="unknown",
                    not_testable_k=26_500_000, delivered_reported=26.5 / 21.5)  # fmt: skip
    found = dict(compared_rows([position(total), position()]))
    assert found["Target"] == ["21,500", "35,000.0"]
    assert found["Counting"] == ["not testable", "5,400.1"]
    assert found["Other improvement"] == ["", "1,144.0"]
    assert found["Not testable"] == ["26,500", "2,000.0"]
    assert found["Evidenced"] == ["no audit", "1,064.0–2,296.0"]
    assert found["  share audited"] == ["", "32.8%"]


def test_tables_break_between_programmes_and_lose_none() -> None:
    cells = [("Target", ["1"] * 7), ("Counting", ["not testable"] * 7)]
    assert list(chunks(cells, 80)) == [[0, 1, 2, 3, 4], [5, 6]]
    assert list(chunks(cells, 10)) == [[number] for number in range(7)]
    lines = compared_lines([position(replace(MIXED, key=f"programme{number}")) for number in range(7)])
    assert max(map(len, lines.splitlines())) <= 80
    for number in range(7):
        assert f"programme{number}" in lines


def test_a_note_on_several_programmes_is_said_once() -> None:
    both = "csr07 contains oep."
    assert notes_of([position(notes=(both, "one")), position(notes=("two", both))]) == [both, "one", "two"]


def test_lines_keep_to_eighty_columns_whatever_names_are_long() -> None:
    group = replace(MIXED, key="Communities and Local Government", target_k=None, evidenced_low_k=None, status=None)
    own = position(
        title="Value for money in the Comprehensive Spending Review of 2007, as amended in the Budget of 2009",
        groups=(group, Figures(key="HO", forecast_k=1_000_000)),
        by=Split.DEPARTMENT,
        years=tuple(YearLine(year=Year(2008 + n), target_k=10_000, reported_k=None, counting_k=None) for n in range(3)),
        posts=(
            PostLine(
                department="ALL", measure="reduction_gross", as_at=dt.date(2008, 3, 31), posts=86_700.0,
                target=84_150.0, source="Report",
            ),
        ),
        notes=("Targets of departments overlap, and are not added up. " * 3,),
        known_at="2009-06-30",
    )  # fmt: skip
    lines = position_lines(own).splitlines()
    assert max(map(len, lines)) <= 80
    said = " ".join(" ".join(lines).split())
    assert "Communities and Local Government reported 8,544.1 (mixed), counting 5,400.1" in said
    assert "no audit, no target" in said
    assert "HO no claim, no audit, no target, forecast 1,000.0" in said
    assert "ALL reductions, gross 2008-03-31 86,700 84,150" in said
    assert "from what the ledger held at 2009-06-30" in said


def test_json_re_adds_to_the_thousand_and_has_no_minus_nought() -> None:
    found = json.loads(position_json(position(groups=(replace(MIXED, key="HO", forecast_k=-0),), by=Split.DEPARTMENT)))
    for own in (found, *found["groups"], *json.loads(compare_json([position()]))["programmes"]):
        parts = own["counting_m"] + own["other_improvement_m"] + own["not_testable_m"]
        assert own["reported_m"] == pytest.approx(parts, abs=1e-9)
        assert own["reported_m"] == 8544.123
    assert found["known_at"] is None
    assert position_json(position()).isascii()


def test_an_import_of_several_files_prints_the_last_head() -> None:
    def imported(entry: int, **changes: Any) -> Imported:
        own = Imported(
            kind="return", file="ho.xlsx", return_id="Q4", department="HO", as_at=dt.date(2009, 3, 31), claims=1,
            superseded=0, overtaken=2, forecasts=0, not_testable=0, already_imported=False, findings=(),
            head=Head(entry, "a" * 64),
        )  # fmt: skip
        return replace(own, **changes)

    found = [imported(30), imported(20, file="treasury.xlsx")]
    said = imported_lines(found)
    assert "ho.xlsx: " in said
    assert "2 overtaken by a later return" in said
    assert f"entry 30-{'a' * 16} (vfm verify --head checks it)" in said
    assert [own["chain_head"][:3] for own in json.loads(import_json(found))["returns"]] == ["30-", "20-"]
    held = imported(40, held=2, not_counting={"VFM01": 2, "VFM09": 1200}, warned=1)
    said = " ".join(imported_lines([held]).split())
    assert "; 2 not counting: VFM01 2, VFM09 1,200; 1 with a warning; vfm checks names the cells Ledger" in said
    assert "1 claim; 1 with a warning; vfm checks names the cells" in " ".join(
        imported_lines([replace(held, held=0, not_counting={}, overtaken=0)]).split()
    )
    (own,) = json.loads(import_json([held]))["returns"]
    assert (own["held"], own["not_counting"], own["warned"]) == (2, {"VFM01": 2, "VFM09": 1200}, 1)
