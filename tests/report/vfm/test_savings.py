"""Savings for a review in words: entries as ranges, long sources cut, amounts to the £ thousand, overlays."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from spendreview.ledger.savings import SavingLine, Savings
from spendreview.report.vfm.savings import LONGEST, overlay, ranges, savings_json, savings_lines, source, write_overlay
from spendreview.terms import Control, Year
from tests.report.vfm.positions import HEAD

CELL = 32_767
"""Characters that a cell of Excel holds."""


def saving(**given: Any) -> SavingLine:
    told = {
        "department": "HO", "control": Control.RDEL, "year": Year(2009), "over": True, "counting_k": 9_500,
        "netted_k": 12_000, "offered_k": -2_500, "claims": (12, 13, 14, 19), "netted": (7,),
    }  # fmt: skip
    return SavingLine(**told | given)


def found(*lines: SavingLine, **given: Any) -> Savings:
    told = {
        "as_at": dt.date(2010, 9, 30), "known_at": None, "recycle": Fraction(1), "lines": lines, "remarks": (),
        "chain_head": HEAD,
    }  # fmt: skip
    return Savings(**told | given)


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([], []),
        ([5], ["5"]),
        ([6, 5], ["5-6"]),
        ([5, 7], ["5", "7"]),
        ([100, 1, 2, 3, 5, 8, 7], ["1-3", "5", "7-8", "100"]),
        ([9, 10, 11, 99, 100], ["9-11", "99-100"]),
    ],
)
def test_entries_that_follow_each_other_are_one_range(entries: list[int], said: list[str]) -> None:
    assert ranges(entries) == said


def test_a_source_names_claims_what_was_taken_out_and_the_head() -> None:
    lines = [saving(), saving(year=Year(2010), claims=(19, 20), netted=(8, 30))]
    assert source(lines, found(*lines)) == (
        f"ledger entries 12-14, 19-20 (claims that count), 7-8, 30 (taken out of DEL); head {HEAD.short}"
    )
    none = [saving(claims=())]
    assert source(none, found(*none)).startswith("ledger entries no claim that counts, 7 (taken out of DEL)")


def test_a_long_source_is_cut_between_entries_and_says_how_many_are_left_out() -> None:
    """Every other entry, so that none is in a range with another."""
    claims, netted = tuple(range(1_000_000, 1_020_000, 2)), tuple(range(2_000_001, 2_020_001, 2))
    lines = [saving(claims=claims, netted=netted)]
    said = source(lines, found(*lines))
    assert len(said) <= CELL
    first, _, rest = said.removeprefix("ledger entries ").partition(" and ")
    kept = first.split(", ")
    assert kept == [str(entry) for entry in claims[: len(kept)]]
    assert LONGEST - 10 <= len(first) <= LONGEST
    assert rest.startswith(
        f"{len(claims) - len(kept):,} more, which `vfm savings --json` names (claims that count), 2000001, 2000003"
    )
    assert said.endswith(f"(taken out of DEL); head {HEAD.short}")
    assert json.loads(savings_json(found(*lines)))["savings"][0]["claims"] == list(claims)


def test_an_overlay_has_a_rule_for_each_department_and_control() -> None:
    lines = (
        saving(),
        saving(year=Year(2010), offered_k=5_001, over=False),
        saving(control=Control.CDEL, offered_k=0),
        saving(department="DH", offered_k=-1),
    )
    text = overlay(found(*sorted(lines, key=lambda own: own.department)), "review.xlsx")
    held = yaml.safe_load(text)
    assert (held["schema"], held["name"], held["workbook"]) == (1, "savings from the ledger", "review.xlsx")
    assert held["why"].endswith("as at 2010-09-30")
    assert {name: own["years"] for name, own in held["rules"].items()} == {
        "vfm-DH-RDEL": {"2009-10": -0.001},
        "vfm-HO-RDEL": {"2009-10": -2.5, "2010-11": 5.001},
        "vfm-HO-CDEL": {"2009-10": 0},
    }
    assert {own["kind"] for own in held["rules"].values()} == {"saving"}
    comments = " ".join(line[2:] for line in text.splitlines() if line.startswith("# "))
    assert "2010-11 is not over: shown is what counts now, if it goes on." in comments
    assert "2009-10: the year" not in comments


def test_an_overlay_of_nothing_has_no_rules_and_long_remarks_stay_comments() -> None:
    remark = "HO, RDEL, 2009-10: published totals cannot be tested, and are left out: " + ", ".join(["G-ALL"] * 40)
    text = overlay(found(remarks=(remark,), recycle=Fraction(1, 3)))
    assert yaml.safe_load(text)["rules"] == {}
    assert "workbook" not in yaml.safe_load(text)
    lines = text.splitlines()
    assert all(len(line) <= 82 for line in lines if line.startswith("#"))
    assert text.count("G-ALL") == 40
    assert sum(line.startswith("# ") for line in lines) > 6


@pytest.mark.parametrize(
    ("where", "said"),
    [("review.xlsx", "review.xlsx"), ("books/review.xlsx", "books/review.xlsx"), ("../r.xlsx", "../r.xlsx"),
     ('a "b": #c.xlsx', 'a "b": #c.xlsx'), ("Prüfung £.xlsx", "Prüfung £.xlsx")],
)  # fmt: skip
def test_the_workbook_is_named_by_its_way_from_the_overlay(where: str, said: str, tmp_path: Path) -> None:
    folder = tmp_path / "overlays"
    folder.mkdir()
    write_overlay(found(saving()), folder / "savings.yaml", folder / where)
    assert yaml.safe_load((folder / "savings.yaml").read_text(encoding="utf-8"))["workbook"] == said


@pytest.mark.parametrize(("recycle", "words"), [(Fraction(0), "0%"), (Fraction(1, 4), "25%"), (Fraction(1), "100%")])
def test_lines_say_which_part_is_offered(recycle: Fraction, words: str) -> None:
    said = savings_lines(found(saving(), recycle=recycle))
    assert f"Of over-delivery {words} is offered" in said
    assert f"Of over-delivery {words} is offered." in overlay(found(saving(), recycle=recycle))


def test_lines_fit_eighty_columns_with_large_amounts_and_long_remarks() -> None:
    large = saving(department="LONGESTCODE", control=Control.DEPRECIATION, counting_k=123_456_789, over=False)
    said = savings_lines(found(large, saving(), remarks=("HO, ADMIN, 2009-10: " + "nothing is known " * 12,)))
    assert max(map(len, said.splitlines())) <= 80
    assert "123,456.8" in said
    assert "What must be known beside it" in said
    assert "What must be known" not in savings_lines(found(saving()))


def test_json_has_amounts_to_the_thousand_and_the_moment() -> None:
    one = json.loads(savings_json(found(saving(counting_k=9_501), recycle=Fraction(1, 3), known_at="2010-10-01")))
    assert (one["recycle"], one["known_at"], one["as_at"]) == (0.333333333, "2010-10-01", "2010-09-30")
    own = one["savings"][0]
    assert (own["counting_m"], own["difference_m"]) == (9.501, -2.499)
    assert savings_json(found(saving())) == savings_json(replace(found(saving())))
