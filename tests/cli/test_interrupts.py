"""Ctrl-C that something swallows on its way ends the command all the same."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from spendreview.cli.main import cli
from spendreview.cli.terminal import interrupts

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture(autouse=True)
def heeded() -> Iterator[None]:
    """Ctrl-C as the program hears it, and nothing of it left afterwards."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    interrupts.heed_interrupts()
    yield
    signal.signal(signal.SIGINT, before)
    interrupts._asked.clear()


def in_a_class_that_is_made() -> None:
    class Named:
        def __set_name__(self, owner: type, name: str) -> None:
            signal.raise_signal(signal.SIGINT)

    type("Owner", (), {"named": Named()})


def in_a_library_that_goes_on() -> None:
    try:
        signal.raise_signal(signal.SIGINT)
    except BaseException:
        return


@pytest.mark.parametrize("swallows", [in_a_class_that_is_made, in_a_library_that_goes_on])
def test_a_swallowed_interrupt_ends_the_run(
    swallows: Callable[[], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from spendreview import review

    whole = review.load_review

    def interrupted(*given: object, **more: object) -> object:
        swallows()
        return whole(*given, **more)

    monkeypatch.setattr(review, "load_review", interrupted)
    out = tmp_path / "settlement.xlsx"
    result = CliRunner().invoke(cli, ["run", str(EXAMPLES / "worked_example.xlsx"), "-o", str(out)])
    assert result.exit_code == 130
    assert result.stderr == "Interrupted. No file is half-written.\n"
    assert not out.exists()


def test_an_interrupt_that_somebody_else_looks_after_is_left_alone() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    interrupts.heed_interrupts()
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
