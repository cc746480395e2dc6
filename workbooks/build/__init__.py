"""Builds workbooks/sr2025.xlsx and workbooks/csr2007.xlsx from published/ and workbooks/illustrative/.

    python -m workbooks.build

`published` reads official figures, `catalogue` the hand-written illustrative ones. `bids` and `effects` hold the one
rule that turns a catalogue into bids and effects, for both reviews alike. `sr2025` (with `settlement`) and `csr2007`
(with `baselines2007` and `limits2007`) put the sheets together; `write` is the only module that knows Excel.
"""
