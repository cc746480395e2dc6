"""From the ledger to the settlement: a saving that was taken out of DEL slips, and the settlement pays for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from spendreview.cli import cli
from spendreview.store import open_store
from tests import making
from tests.ledger.checks.clean import shown, sound
from tests.ledger.filing import Filing
from tests.ledger.journal import ALL, Batch, Row
from tests.ledger.small import given_by, mended, programme

from .test_run_savings import binding, given, result

DAY = "2010-06-30"


def ledger(taken: int, **changes: Any) -> list[Batch]:
    """The Home Office saves £9.5m in 2009-10, of which so much was taken out of its DEL, £ thousand."""
    netted: Row = {"department": "HO", "control": "RDEL", "year": 2009, "amount": taken, "programme": "csr07"}
    setup = given_by(ALL, "set-up", "2008-04-01", Programmes=[programme()], Prenetted=[netted])
    rows = [sound("a", baseline=60_000) | changes, sound("b", strand="IT")]
    claims = [shown("a", 2009, 7_500), shown("b", 2009, 2_000)]
    return [setup, given_by("HO", "R1", DAY, Initiatives=rows, Claims=claims)]


def vfm(store: str, *arguments: str | Path) -> Result:
    done = CliRunner().invoke(cli, ["vfm", *map(str, arguments), "--store", store])
    assert done.exit_code == 0, done.output
    return done


def offered(folder: Path, batches: list[Batch], *options: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the review comes to before, and with what the ledger offers; and that offer."""
    making.write(folder / "review.xlsx", binding())
    path = folder / "savings.yaml"
    where = folder / "ledger.db"
    where.unlink(missing_ok=True)
    with open_store(where, create=True) as store:
        Filing(store).file_all(batches)
    told = vfm(str(where), "savings", "--workbook", folder / "review.xlsx", "-o", path, "--json", *options)
    return result(path), json.loads(told.stdout)


@pytest.mark.parametrize(("taken", "moved"), [(12_000, -2.5), (9_501, -0.001), (8_000, 1.5)])
def test_the_settlement_pays_for_a_slip_to_the_thousand(taken: int, moved: float, tmp_path: Path) -> None:
    after, told = offered(tmp_path, ledger(taken))
    before = result(tmp_path / "review.xlsx")
    assert [own["offered_m"] for own in told["savings"]] == [moved]
    assert given(before) == [10, 12]
    assert given(after) == [10, round(12 + moved, 3)]
    assert (after["score"] < before["score"]) is (moved < 0)
    assert after["score"] != before["score"]


def test_the_run_names_the_entries(tmp_path: Path) -> None:
    after, told = offered(tmp_path, ledger(12_000))
    [row], [own] = after["savings"], told["savings"]
    assert (row["rule"], row["amounts_m"]["2009-10"]) == ("vfm-HO-RDEL", -2.5)
    named = f"{own['claims'][0]}-{own['claims'][1]} (claims that count), {own['prenetted'][0]} (taken out of DEL)"
    assert row["source"] == f"ledger entries {named}; head {told['chain_head'][: len(told['chain_head']) - 48]}"
    text = " ".join(CliRunner().invoke(cli, ["run", str(tmp_path / "savings.yaml")]).stdout.split())
    assert row["source"] in text


def test_a_claim_that_a_check_holds_pays_for_nothing(tmp_path: Path) -> None:
    """£7.5m without an owner is an improvement, and no money."""
    after, told = offered(tmp_path, ledger(9_500, owner=None))
    assert [(own["counting_m"], own["offered_m"]) for own in told["savings"]] == [(2.0, -7.5)]
    assert given(after) == [10, 4.5]


def test_over_delivery_is_recycled_up_to_its_share(tmp_path: Path) -> None:
    after, told = offered(tmp_path, ledger(6_500), "--recycle", "0.5")
    assert [(own["difference_m"], own["offered_m"]) for own in told["savings"]] == [(3.0, 1.5)]
    assert given(after) == [10, 13.5]


def test_the_same_ledger_again_offers_the_same_and_no_more(tmp_path: Path) -> None:
    """The overlay replaces the one before; beside a rule of the workbook it is refused."""
    first, told = offered(tmp_path, ledger(6_500))
    written = (tmp_path / "savings.yaml").read_bytes()
    again, again_told = offered(tmp_path, ledger(6_500))
    assert told["savings"] == again_told["savings"]
    assert given(first) == given(again) == [10, 15]
    assert written.count(b"kind: saving") == (tmp_path / "savings.yaml").read_bytes().count(b"kind: saving") == 1
    rule = {"rule": "own", "kind": "saving", "scope": "HO", "control": "RDEL", "years": "0;3", "source": "by hand"}
    making.write(tmp_path / "review.xlsx", binding() | {"Rules": [rule]})
    done = CliRunner().invoke(cli, ["run", str(tmp_path / "savings.yaml")])
    assert done.exit_code == 3
    assert "RV326" in done.stderr


def test_a_correction_reaches_the_settlement(tmp_path: Path) -> None:
    batches = ledger(9_500)
    after, told = offered(tmp_path, [*batches, mended(1, batches[1], "Claims", 0, gross=6_500)])
    assert [own["offered_m"] for own in told["savings"]] == [-1.0]
    assert given(after) == [10, 11]
