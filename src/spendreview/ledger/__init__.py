"""The value-for-money ledger: what departments claim, what auditors made of it, and what may be counted."""
