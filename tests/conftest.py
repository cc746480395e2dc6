"""What a terminal says about itself must not reach the tests: they ask for what they need."""

from __future__ import annotations

import pytest

TERMINAL = ("FORCE_COLOR", "NO_COLOR", "COLUMNS", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "_SPENDREVIEW_COMPLETE")


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same surroundings on every desk."""
    for name in TERMINAL:
        monkeypatch.delenv(name, raising=False)
