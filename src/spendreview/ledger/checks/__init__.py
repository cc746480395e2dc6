"""The 28 checks on claims: what each looks for, which of them bind in which programme, and what they found."""
