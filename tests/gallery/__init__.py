"""A gallery of inputs, each of which plants one thing, and what the program must say of each."""

from tests.gallery.contradictions import BETWEEN_ROWS
from tests.gallery.files import FILES
from tests.gallery.gate import GATE
from tests.gallery.harmless import HARMLESS
from tests.gallery.refusals import CELLS, SHEETS
from tests.gallery.runs import RUNS
from tests.gallery.scenarios import SCENARIOS
from tests.gallery.warnings import READ, STRANGE

EXHIBITS = (*FILES, *SHEETS, *CELLS, *BETWEEN_ROWS, *SCENARIOS, *READ, *STRANGE, *HARMLESS, *RUNS, *GATE)
"""Every exhibit, in the order in which a file is read."""
