"""The tutorial and the how-to guides are followed to the letter, and print what they show."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.pages import Said, follow, run

DOCS = Path(__file__).parents[1] / "docs"
TUTORIAL = DOCS / "tutorial.md"
GUIDES = sorted((DOCS / "how-to").glob("*.md"))
UPDATE = "UPDATE_PAGES" in os.environ
"""Set it to write what is printed into the pages; then read the difference."""


def hold(page: Path, said: list[Said]) -> None:
    """Each output is what the page shows, none left out; or the page is brought up to date."""
    assert said or "```text" not in page.read_text(encoding="utf-8"), f"no output of {page.name} was looked at"
    if UPDATE:
        text = page.read_text(encoding="utf-8")
        for output in reversed(said):
            start, end = output.span
            text = text[:start] + plain(output.printed) + "\n" + text[end:]
        page.write_text(text, encoding="utf-8", newline="\n")
        return
    for output in said:
        assert timeless(plain(output.printed)) == timeless(plain(output.shown)), output.command


def timeless(text: str) -> str:
    """Without what depends on when something was entered: the hash of an entry, and the time itself."""
    text = re.sub(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z| UTC)?", "(time)", text)
    text = re.sub(r"\bentered \d{4}-\d\d-\d\d\b", "entered (date)", text)
    return re.sub(r"\b(\d+)-[0-9a-f]{16}\b", r"\1-(hash)", text)


def plain(text: str) -> str:
    """Without the blanks at the ends of lines and the blank lines around, which nobody sees."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")


def test_the_tutorial_is_what_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    hold(TUTORIAL, list(follow(TUTORIAL.read_text(encoding="utf-8"), tmp_path)))


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tutorial's workbook as the reader has it in the end: typed, and mended."""
    folder = tmp_path_factory.mktemp("typed")
    text = TUTORIAL.read_text(encoding="utf-8")
    book = folder / "mine.xlsx"
    years = re.search(r"template review mine.xlsx (.*)", text)
    assert years is not None
    run(f"spendreview template review {book.as_posix()} {years[1]}", 0)
    without_commands = re.sub(r"^```sh\n.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    assert list(follow(without_commands, folder)) == []
    return book


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.stem)
def test_a_guide_is_what_happens(page: Path, typed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(typed, tmp_path)
    hold(page, list(follow(page.read_text(encoding="utf-8"), tmp_path)))
