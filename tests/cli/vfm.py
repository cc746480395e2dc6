"""What the tests of the ledger's commands share: a ledger to ask, and how a command is run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from spendreview.cli import cli
from tests.ledger.books import CLAIM, INITIATIVE, PROGRAMME, book, settings, small_report, small_return
from tests.making import Rows

WHO = "A. Official"


def invoke(*arguments: object, **environment: str | None) -> Result:
    env = {"SPENDREVIEW_STORE": None, "SPENDREVIEW_BY": WHO, **environment}
    return CliRunner().invoke(cli, ["vfm", *map(str, arguments)], env=env)


def document(*arguments: object, **environment: str | None) -> dict[str, Any]:
    """What a command prints with --json, which must succeed."""
    result = invoke(*arguments, "--json", **environment)
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def treasury() -> Rows:
    """What the Treasury compiles: targets of two programmes, and a published total with no initiatives behind it."""
    programme = PROGRAMME | {"programme": "gershon", "title": "Gershon", "baseline_year": "2003-04",
                             "first_year": "2005-06", "final_year": "2007-08"}  # fmt: skip
    total = INITIATIVE | {"initiative": "G-ALL", "programme": "gershon", "department": "ALL", "level": "aggregate",
                          "strand": "all", "title": "All gains", "cash_releasing": None}  # fmt: skip
    claim = {"initiative": "G-ALL", "year": "2007-08", "gross": 26500, "basis": "unknown"}
    targets = [("gershon", "2007-08", 21500), ("csr07", "2008-09", 20), ("csr07", "2010-11", 35.5)]
    return {
        "Return": settings(return_id="SR2004-final", department="ALL", as_at="2008-03-31"),
        "Programmes": [programme],
        "Targets": [{"programme": code, "year": year, "amount": amount} for code, year, amount in targets],
        "Initiatives": [total],
        "Claims": [claim],
    }


def filled(folder: Path) -> Path:
    """A ledger with a small return of the Home Office, an auditor's report on it, and the Treasury's return."""
    store = folder / "ledger.db"
    files = [book(folder), book(folder, small_report(), "nao.xlsx"), book(folder, treasury(), "treasury.xlsx")]
    result = invoke("import", *files, "--store", store)
    assert result.exit_code == 0, result.stderr
    return store


__all__ = ["CLAIM", "WHO", "book", "document", "filled", "invoke", "small_report", "small_return", "treasury"]
