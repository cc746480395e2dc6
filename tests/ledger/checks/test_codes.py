"""Codes that a query could take for words of its own: they are names like any other, in either database."""

from __future__ import annotations

import pytest

from spendreview.ledger.checks.ask import checks
from spendreview.ledger.checks.resolve import resolve
from spendreview.ledger.savings import savings
from spendreview.ledger.words import Ruling
from tests.ledger.conftest import Fresh
from tests.ledger.filing import Filing
from tests.ledger.journal import ALL, Batch
from tests.ledger.small import given_by, programme

from .clean import judged, shown, sound

CODES = ("it's:d.first_day%s", "d.foo", "a\\:b\\", "*", ":programme0", "%(x)s", "Ünïc", "OR'1'='1")


def ledger(code: str) -> list[Batch]:
    """One saving in a programme of this code and in one within it, of which £0.005m was taken out of DEL."""
    inner = f"within {code}".replace(" ", "-")
    rows = [
        sound(code, programme=code, contract=code),
        sound("inner", programme=inner, strand="IT", contract=code),
    ]
    netted = {"department": "HO", "control": "RDEL", "year": 2009, "amount": 5, "programme": code}
    programmes = [programme(code), programme(inner, within=code)]
    return [
        given_by(ALL, "set-up", "2008-04-01", Programmes=programmes, Initiatives=rows, Prenetted=[netted]),
        given_by("HO", "R1", "2009-06-30", Claims=[shown(code, 2009, 100)]),
        given_by("HO", "R2", "2010-06-30", Claims=[shown("inner", 2009, 60)]),
    ]


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_a_name_whatever_it_looks_like(code: str, fresh: Fresh) -> None:
    with fresh() as store:
        Filing(store).file_all(ledger(code))
        held = [
            (own.check, own.initiative, own.other) for own in checks(store, code).findings if own.level.value == "E"
        ]
        figures = judged(store, 2009, code).figures
        assert held == [("VFM12", "inner", code)]
        assert (figures.counting_k, figures.other_improvement_k) == (100, 60)
        assert [own.difference_k for own in savings(store).lines] == [95]
        resolve(store, "inner", Ruling.COUNTS, "Another saving", "tester")
        assert not [own for own in checks(store).findings if own.level.value == "E"]


def test_a_programme_that_is_called_as_all_of_them_speaks_for_itself(fresh_sqlite: Fresh) -> None:
    own = [{"programme": "*", "check": "VFM25", "level": "off", "why": "x"}]
    rows = [sound("a", owner=None), sound("b", programme="*", strand="IT", owner=None)]
    setup = given_by(ALL, "set-up", "2008-04-01", Programmes=[programme(), programme("*")], Binding=own)
    claims = [shown("a", 2009, 100), shown("b", 2009, 60)]
    with fresh_sqlite() as store:
        Filing(store).file_all([setup, given_by("HO", "R1", "2010-06-30", Initiatives=rows, Claims=claims)])
        assert [one.initiative for one in checks(store).findings if one.check == "VFM25"] == ["a"]
