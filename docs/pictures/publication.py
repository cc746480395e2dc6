"""Pictures of the workbook for publication, as a reader sees it: python docs/pictures/publication.py

Publishes the Spending Review of 2007 and has LibreOffice print it; pdftotext finds the pages by their titles, and
pdftoppm draws them. None of these is needed to run spendreview.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
PICTURES = {
    "publication-cover": "Comprehensive Spending Review 2007: indicative settlement",
    "publication-contents": "Table of contents",
    "publication-table": "Table 2: Total departmental expenditure limits",
}
"""The file's name, and how the title of its page begins."""
DOTS_PER_INCH = 72


def main() -> None:
    """Write every picture beside this script."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book = folder / "publication.xlsx"
        call(sys.executable, "-m", "spendreview", "run", ROOT / "scenarios" / "csr2007.yaml", "--publish", book)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        call("soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", folder, book)
        pages = call("pdftotext", "-layout", folder / "publication.pdf", "-").split("\f")
        for picture, title in PICTURES.items():
            number = next(n for n, page in enumerate(pages, start=1) if page.lstrip().startswith(title))
            draw(folder / "publication.pdf", number, Path(__file__).with_name(picture))


def draw(pdf: Path, page: int, picture: Path) -> None:
    """One page as a picture."""
    call("pdftoppm", "-r", DOTS_PER_INCH, "-f", page, "-l", page, "-png", "-singlefile", pdf, picture)


def call(*command: object) -> str:
    """What a command prints; it stops here where the command fails."""
    return subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True, encoding="utf-8").stdout


if __name__ == "__main__":
    main()
