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
"""


def upgrade() -> None:
    """A table for each new sheet; and claims of nothing, of which there are few, are found at once."""
    create_table("vfm_outturn", OUTTURN, corrects=True)
    create_table("vfm_themes", THEMES, corrects=True)
    create_table("vfm_resolutions", RESOLUTIONS, corrects=True)
    nothing = sa.text("gross_k <= 0 AND forecast = 0")
    op.create_index(
        "vfm_claims_of_nothing", "vfm_claims", ["initiative", "year"], sqlite_where=nothing, postgresql_where=nothing
    )
