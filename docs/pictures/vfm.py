"""Make the pictures of the ledger's workbooks anew: `python docs/pictures/vfm.py`.

Takes the published programmes into a ledger of its own, lets LibreOffice print where they stand, and keeps one page a
picture, as `make.py` beside it does for the settlement. The cover is none of them: the chain's head on it is never the
same twice.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from make import MOST_BYTES, indexed, picture_of, sheets

from spendreview.ledger.imports import import_returns
from spendreview.ledger.position import compare, position
from spendreview.report.vfm.book import write_comparison, write_position
from spendreview.store import open_store

HERE = Path(__file__).parent
RETURNS = sorted((HERE.parents[1] / "workbooks" / "vfm").glob("*.xlsx"))
PROGRAMMES = ("gershon", "csr07", "oep", "sr2025")
PICTURES = {
    "vfm-figures": ("compare", "Charts", 0),
    "vfm-comparison": ("compare", "Comparison", 0),
    "vfm-evidence": ("compare", "Audits and evidence", 0),
    "vfm-years": ("gershon", "Charts", 1),
    "vfm-headcount": ("gershon", "Charts", 2),
}
"""Picture: the workbook, the sheet, and which of its pages (from 0)."""
DOTS = 96


def written(folder: Path) -> None:
    """The comparison of four programmes, and the position of one."""
    with open_store(folder / "ledger.db", create=True) as store:
        import_returns(store, RETURNS, "docs/pictures/vfm.py")
        write_comparison(compare(store, PROGRAMMES), folder / "compare.xlsx")
        write_position(position(store, "gershon"), folder / "gershon.xlsx")


def printed(workbook: Path) -> Path:
    """A workbook as LibreOffice prints it."""
    profile = f"-env:UserInstallation={(workbook.parent / 'profile').as_uri()}"
    office = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(workbook.parent), str(workbook)]
    subprocess.run(office, check=True, capture_output=True)
    return workbook.with_suffix(".pdf")


def main() -> None:
    """Write every picture beside this file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written(folder)
        pdfs = {book: printed(folder / f"{book}.xlsx") for book in ("compare", "gershon")}
        for picture, (book, sheet, number) in PICTURES.items():
            page = [place for place, own in enumerate(sheets(pdfs[book]), start=1) if own == sheet][number]
            content = indexed(picture_of(pdfs[book], page, DOTS))
            (HERE / f"{picture}.png").write_bytes(content)
            print(f"{picture}.png: page {page}, {len(content):,} bytes")
            if len(content) > MOST_BYTES:
                raise SystemExit(f"{picture}.png is larger than {MOST_BYTES:,} bytes: fewer dots an inch")


if __name__ == "__main__":
    main()
