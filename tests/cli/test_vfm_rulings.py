"""``vfm resolve``: what a ruling on two that look alike makes of what counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from spendreview.cli import cli
from spendreview.store import open_store
from tests.ledger.checks.clean import DAY, shown, sound
from tests.ledger.filing import Filing
from tests.ledger.journal import ALL
from tests.ledger.small import given_by, programme


@pytest.fixture
def store(tmp_path: Path) -> str:
    """A of HO and B of DH claim on one contract, A first; C has one of its own."""
    rows = [sound("A", contract="K"), sound("B", department="DH", contract="K"), sound("C", strand="IT")]
    batches = [
        given_by(ALL, "set-up", "2008-04-01", Programmes=[programme()], Initiatives=rows),
        given_by("HO", "R1", "2009-03-31", Claims=[shown("A", 2008, 3_000, months=6), shown("C", 2008, 900, months=6)]),
        given_by("DH", "R1", DAY, Claims=[shown("B", 2008, 2_000, months=6)]),
    ]
    path = tmp_path / "ledger.db"
    with open_store(path, create=True) as made:
        Filing(made).file_all(batches)
    return str(path)


def vfm(store: str, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["vfm", *arguments, "--store", store])


def counting(store: str) -> tuple[float, float]:
    """What counts of 2008-09, and what does not."""
    found = json.loads(vfm(store, "position", "--year", "2008-09", "--json").stdout)
    return found["counting_m"], found["other_improvement_m"]


def test_the_one_that_claimed_first_counts_until_it_is_ruled_otherwise(store: str) -> None:
    assert counting(store) == (3.9, 2.0)
    done = vfm(store, "resolve", "B", "--reason", "Another lot", "--by", "A. Analyst")
    assert done.exit_code == 0, done.output
    assert "B counts." in done.stdout
    assert "Beside it   A" in done.stdout
    assert counting(store) == (5.9, 0.0)
    assert vfm(store, "resolve", "B", "--ruling", "open", "--reason", "Asked again").exit_code == 0
    assert counting(store) == (3.9, 2.0)


def test_one_counts_instead_of_the_other(store: str) -> None:
    done = vfm(store, "resolve", "B", "--instead-of", "A", "--reason", "DH runs it", "--json")
    told = json.loads(done.stdout)
    assert [(own["initiative"], own["ruling"], own["was"]) for own in told["rulings"]] == [
        ("B", "counts", "open"),
        ("A", "held_back", "open"),
    ]
    assert counting(store) == (2.9, 3.0)


def test_what_is_held_back_already_may_be_named_again(store: str) -> None:
    assert vfm(store, "resolve", "A", "--ruling", "held_back", "--reason", "Seen").exit_code == 0
    assert counting(store) == (2.9, 3.0)
    told = json.loads(vfm(store, "resolve", "B", "--instead-of", "A", "--reason", "DH runs it", "--json").stdout)
    assert [(own["initiative"], own["ruling"]) for own in told["rulings"]] == [("B", "counts")]
    assert counting(store) == (2.9, 3.0)
