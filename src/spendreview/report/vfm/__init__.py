"""What the ledger says, for readers: positions and comparisons as JSON, as lines and as workbooks."""
