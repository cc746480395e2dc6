"""python -m workbooks.build: write the example workbooks and the scenario that forces in the published settlement."""

from pathlib import Path

from . import csr2007, scenario2025, sr2025, worked
from .write import write_review

ROOT = Path(__file__).resolve().parents[2]


def build(workbooks: Path, scenarios: Path) -> None:
    """Write the three workbooks and scenarios/sr2025-published.yaml."""
    write_review(workbooks / "sr2025.xlsx", sr2025.rows())
    write_review(workbooks / "csr2007.xlsx", csr2007.rows())
    write_review(workbooks / "worked_example.xlsx", worked.rows())
    (scenarios / "sr2025-published.yaml").write_text(scenario2025.published(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    build(ROOT / "workbooks", ROOT / "scenarios")
