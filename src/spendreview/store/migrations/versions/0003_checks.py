"""What the checks on claims need: outturn, themes, and what was decided on duplicates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from spendreview.store.migrations.steps import create_table

revision = "0003_checks"
down_revision = "0002_vfm"

OUTTURN = """
sheet_row integer required
version text required
corrects integer
withdrawn integer required
department text required
year integer required
near_cash_k integer required
source text
"""

THEMES = """
sheet_row integer required
version text required
corrects integer
withdrawn integer required
programme text required
theme text required
department text
strand text
in_place text required
evidence text
source text
"""

RESOLUTIONS = """
sheet_row integer required
version text required
corrects integer
withdrawn integer required
initiative text required
ruling text required
why text required
first_claim text
"""


def upgrade() -> None:
    """A table for each new sheet; and indexes by which what checks look for is found at once."""
    create_table("vfm_outturn", OUTTURN, corrects=True)
    create_table("vfm_themes", THEMES, corrects=True)
    create_table("vfm_resolutions", RESOLUTIONS, corrects=True)
    op.drop_index("vfm_initiatives_1", "vfm_initiatives")
    op.create_index("vfm_initiatives_1", "vfm_initiatives", ["initiative", "version"])
    _index_part("vfm_claims", "of_nothing", ["initiative", "year"], "gross_k <= 0 AND forecast = 0")
    _index_part("vfm_initiatives", "contract", ["contract", "initiative"], "contract IS NOT NULL")
    alike = ["department", "strand", "baseline_k", "baseline_year", "initiative"]
    _index_part("vfm_initiatives", "alike", alike, "baseline_k > 0")
    _index_part("vfm_initiatives", "posts", ["initiative"], "posts_reduced > 0")


def _index_part(table: str, name: str, fields: list[str], where: str) -> None:
    op.create_index(f"{table}_{name}", table, fields, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
