"""The command line says of an exhibit what the library says, ends with its exit code, and never with a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from spendreview.cli import cli
from spendreview.ledger.imports import import_returns
from spendreview.store import open_store
from tests.ledger.books import book
from tests.ledger.gallery import EXHIBITS
from tests.ledger.gallery.exhibit import Exhibit, Outcome

FIRST = {code: exhibit for exhibit in reversed(EXHIBITS) for code in exhibit.codes}
"""One exhibit for each code: the first that provokes it."""


@pytest.mark.parametrize("code", sorted(FIRST))
def test_the_command_ends_as_it_should(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exhibit: Exhibit = FIRST[code]
    where = tmp_path / "store.db"
    if exhibit.before:
        with open_store(where, create=True) as store:
            for number, rows in enumerate(exhibit.before):
                import_returns(store, [book(tmp_path, rows, f"before{number}.xlsx")], "A. Official")
    paths = [str(make(tmp_path)) for make in exhibit.makes]
    if exhibit.around is not None:
        exhibit.around(monkeypatch)
    result = CliRunner().invoke(cli, ["vfm", "import", *paths, "--store", str(where), "--by", "A. Official"])
    assert "Traceback" not in result.output
    assert result.exit_code == exhibit.exit_code, result.output
    assert all(own in result.stderr for own in exhibit.codes)
    # Where there was no ledger, none is made for what is refused.
    assert where.exists() == (bool(exhibit.before) or exhibit.outcome is not Outcome.REFUSED)
