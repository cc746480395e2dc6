"""python -m workbooks.build: write the example workbooks, the scenario that forces in the published settlement, and the
published figures of efficiency programmes as VfM workbooks."""

from pathlib import Path

from . import csr2007, scenario2025, sr2025, vfm_2025, vfm_audits, vfm_csr07, vfm_gershon, worked
from .write import write_review, write_vfm

ROOT = Path(__file__).resolve().parents[2]


def build(workbooks: Path, scenarios: Path) -> None:
    """Write the three workbooks, scenarios/sr2025-published.yaml, and a VfM workbook for each return and audit."""
    write_review(workbooks / "sr2025.xlsx", sr2025.rows())
    write_review(workbooks / "csr2007.xlsx", csr2007.rows())
    write_review(workbooks / "worked_example.xlsx", worked.rows())
    (scenarios / "sr2025-published.yaml").write_text(scenario2025.published(), encoding="utf-8", newline="\n")
    build_vfm(workbooks / "vfm")


def build_vfm(folder: Path) -> None:
    """Write a VfM workbook for each published return and auditor's report."""
    folder.mkdir(exist_ok=True)
    for part in (vfm_gershon, vfm_csr07, vfm_2025, vfm_audits):
        for name, rows in part.books().items():
            write_vfm(folder / f"{name}.xlsx", rows)


if __name__ == "__main__":
    build(ROOT / "workbooks", ROOT / "scenarios")
