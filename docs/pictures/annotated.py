"""A picture of a marked copy, its comments shown: python docs/pictures/annotated.py

Plants three faults in the worked example, has them marked, turns every comment to shown (as Excel's Show All Comments
does) and has LibreOffice print the sheet Bids. Needs soffice and pdftoppm; spendreview itself needs neither.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import openpyxl

ROOT = Path(__file__).parents[2]
FAULTS = {"B6": "BB", "E5": "nwe", "H7": "12,5"}
DOTS_PER_INCH = 80
PART = ("-x", 40, "-y", 45, "-W", 840, "-H", 215)
"""The part of the page that is not empty, in dots."""


def main() -> None:
    """Write the picture beside this script."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        review, marked = folder / "review.xlsx", folder / "marked.xlsx"
        plant(review)
        call(sys.executable, "-m", "spendreview", "check", review, "--annotate", marked, ends=3)
        show_comments(marked)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        call("soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", folder, marked)
        picture = Path(__file__).with_name("annotated")
        page = ("-f", 1, "-l", 1, *PART)
        call("pdftoppm", "-r", DOTS_PER_INCH, *page, "-png", "-singlefile", folder / "marked.pdf", picture)


def plant(path: Path) -> None:
    """The worked example's sheets with faults in Bids, which comes first, without the notes on its headers."""
    book = openpyxl.load_workbook(ROOT / "workbooks" / "worked_example.xlsx")
    bids = book["Bids"]
    for row in bids:
        for cell in row:
            cell.comment = None
    for cell, value in FAULTS.items():
        bids[cell] = value
    bids.print_area = "A1:L12"
    book.move_sheet("Bids", -book.index(bids))
    book.save(path)


def show_comments(path: Path) -> None:
    """Turns every comment that spendreview wrote to shown."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if name.endswith(".vml"):
                content = content.replace(b"visibility:hidden", b"visibility:visible")
                content = content.replace(b"<x:Row>", b"<x:Visible/><x:Row>")
            archive.writestr(name, content)


def call(*command: object, ends: int = 0) -> None:
    """Run a command; stop here where it ends otherwise than it should."""
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, encoding="utf-8")
    if done.returncode != ends:
        raise SystemExit(done.stderr)


if __name__ == "__main__":
    main()
