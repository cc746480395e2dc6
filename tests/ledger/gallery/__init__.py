"""A gallery of VfM workbooks, in each of which one thing is planted, and what the ledger must say of it."""

from tests.ledger.gallery.files import FILES
from tests.ledger.gallery.refusals import AMOUNTS, CELLS, SHEETS
from tests.ledger.gallery.remarks import HARMLESS, WARNED
from tests.ledger.gallery.rows import BETWEEN_ROWS

EXHIBITS = (*FILES, *SHEETS, *CELLS, *AMOUNTS, *BETWEEN_ROWS, *WARNED, *HARMLESS)
"""Every exhibit, in the order in which a file is read."""
