"""The tables of the value-for-money ledger."""

from __future__ import annotations

from spendreview.store.migrations.steps import create_table

revision = "0002_vfm"
down_revision = "0001_journal"

RETURNS = """
return_id text required
department text required
as_at text required
reported_by text required
period text
control_total_k integer
source text
"""

PROGRAMMES = """
sheet_row integer required
version text required
corrects integer
withdrawn integer required
programme text required
title text required
baseline_year integer required
first_year integer required
final_year integer required
one_off_cost text
min_years integer
within text
within_amount_k integer
price_basis text
source text
"""

TARGETS = """
sheet_row integer required
version text required
corrects integer
withdrawn integer required
programme text required
department text
strand text
year integer required
amount_k integer required
phasing text
rate real
source text
status text
"""

INITIATIVES = """
sheet_row integer required
version text required
corrects integer
withdrawn integer required
initiative text required
programme text required
department text required
strand text required
title text required
level text
owner text
baseline_k integer
baseline_year integer
baseline_as_at text
baseline_restated integer
addressable_k integer
started text
kind text
saving_type text
delivered_by text
validated_by text
cash_releasing integer
recurring integer
carried_over integer
contract text
quality_measure text
quality_baseline real
quality_latest real
quality_direction text
quality_tolerance real
output_change real
input_change real
posts_reduced real
posts_relocated real
bears_cost text
indicator text
"""

CLAIMS = """
sheet_row integer required
version text required
corrects integer
withdrawn integer required
initiative text required
year integer required
gross_k integer required
ongoing_cost_k integer
one_off_cost_k integer
basis text
cash_share real
months integer
price_basis text
stage text
method_agreed integer
data_maturity text
assurance text
forecast integer
evidence text
signed_off_by text
source text
cash_gross_k integer
"""

PRENETTED = """
sheet_row integer required
version text required
corrects integer
withdrawn integer required
department text required
control text required
year integer required
amount_k integer required
programme text
source text
"""

POSTS = """
sheet_row integer required
version text required
corrects integer
withdrawn integer required
department text required
measure text required
as_at text required
posts real required
target real
programme text
source text
"""

REVIEWS = """
sheet_row integer required
version text required
corrects integer
withdrawn integer required
review text required
department text required
area text required
budget_covered_k integer required
size_of_prize_k integer
status text
source text
"""

BUDGETS = """
sheet_row integer required
version text required
corrects integer
withdrawn integer required
department text required
year integer required
near_cash_k integer required
source text
"""

BINDING = """
sheet_row integer required
version text required
corrects integer
withdrawn integer required
programme text required
check_code text required
level text required
why text required
"""

AUDITS = """
sheet_row integer required
version text required
corrects integer
withdrawn integer required
report text required
programme text required
department text
initiative text
scope_k integer required
green_k integer required
amber_k integer required
red_k integer required
auditor text required
date text required
source text
"""


def upgrade() -> None:
    """A table for each sheet of the VfM workbook, and one for the returns."""
    create_table("vfm_returns", RETURNS)
    create_table("vfm_programmes", PROGRAMMES, [("programme",)], corrects=True)
    create_table("vfm_targets", TARGETS, [("programme",)], corrects=True)
    create_table("vfm_initiatives", INITIATIVES, [("initiative",)], corrects=True)
    create_table("vfm_claims", CLAIMS, [("initiative", "year", "forecast", "version")], corrects=True)
    create_table("vfm_prenetted", PRENETTED, corrects=True)
    create_table("vfm_posts", POSTS, corrects=True)
    create_table("vfm_reviews", REVIEWS, corrects=True)
    create_table("vfm_budgets", BUDGETS, corrects=True)
    create_table("vfm_binding", BINDING, corrects=True)
    create_table("vfm_audits", AUDITS, [("programme",)], corrects=True)
