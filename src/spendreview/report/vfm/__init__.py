"""Positions of the value-for-money ledger as a reader gets them."""
