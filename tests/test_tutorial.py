"""The tutorial and the how-to guides are followed to the letter, and print what they show."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.pages import Said, follow

DOCS = Path(__file__).parents[1] / "docs"
TUTORIAL = DOCS / "tutorial.md"
GUIDES = sorted((DOCS / "how-to").glob("*.md"))
UPDATE = "UPDATE_PAGES" in os.environ
"""Set it to write what is printed into the pages; then read the difference."""


def hold(page: Path, said: list[Said]) -> None:
    """Each output is what the page shows; or the page is brought up to date."""
    if UPDATE:
        text = page.read_text(encoding="utf-8")
        for output in reversed(said):
            start, end = output.span
            text = text[:start] + output.printed.rstrip("\n") + "\n" + text[end:]
        page.write_text(text, encoding="utf-8", newline="\n")
        return
    for output in said:
        assert output.printed.rstrip("\n") == output.shown.rstrip("\n"), output.command


def test_the_tutorial_is_what_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    hold(TUTORIAL, list(follow(TUTORIAL.read_text(encoding="utf-8"), tmp_path)))
