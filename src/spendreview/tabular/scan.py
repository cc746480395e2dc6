"""The facts of a long sheet in one pass over its bytes, a piece at a time: nothing is parsed.

What Excel, LibreOffice and the usual libraries write is plain: a cell begins ``<c r="B7"``. Anything else is left to
the careful reading of ``guard``, which is slower.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from spendreview.errors import Place, Problem, WorkbookError
from spendreview.tabular.archive import DOCTYPE, Archive, declares
from spendreview.tabular.guard import (
    ALWAYS_WITHIN,
    MOST_COLUMNS,
    MOST_ROWS,
    SheetFacts,
    column_letters,
    hidden_columns,
    hidden_rows,
    look_at,
    merged_cells,
    sheet_facts,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHORT = 128 * 1024
"""Bytes below which the careful reading costs less than the import of numpy."""

LONGEST = 1024 * 1024
"""Bytes of one cell beyond which nothing is read: Excel's longest text has 32,767 characters."""

_DATA, _DATA_END = b"<sheetData", b"</sheetData>"
_LATEST_DATA = 16 * 1024 * 1024
"""Where a sheet's cells must begin to be found."""
_LONGEST_END = 16 * 1024 * 1024
_BLOCK = 96 * 1024
_PAD = bytes(16)
_UNCALCULATED = re.compile(rb"<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(?:<v(?:\s[^>]*)?(?:/>|>\s*</v>)\s*)?</c>")
_LAST_NEAR = column_letters(MOST_COLUMNS).encode()
_ALWAYS_NEAR = column_letters(ALWAYS_WITHIN[1]).encode()
_FIGURES = len(str(MOST_ROWS))
_NOUGHT, _NINE = b"09"
_OPEN, _QUOTE, _APOSTROPHE, _EQUALS, _COLON, _SPACE, _END = b"<\"'=: >"
_C, _F, _T, _E, _V, _I, _A = b"cfteviA"
_KNOWN = b"/vrit"
"""Beside c and f, how the names of plain elements among the cells begin: v, row, is, t, and what ends them."""
_CELL_START = b' r="'


def facts_of(archive: Archive, part: str) -> SheetFacts:
    """The facts of one sheet of a workbook.

    raises  WorkbookError where the part is damaged (WB004), or a cell of it is longer than any (WB005)
    """
    try:
        if archive.zip.getinfo(part).file_size >= SHORT:
            facts = scan(archive.pieces(part))
            if facts is not None:
                return facts
        xml = archive.read(part)
        if DOCTYPE.search(xml):
            raise declares(archive.path, part)
        _check_lengths(xml)
        return sheet_facts(xml)
    except TooLong as error:
        sheet = next((title for title, own in archive.sheets.items() if own.name == part), None)
        place = Place(file=archive.path.name, sheet=sheet, cell=error.cell)
        found = f"a cell, or what stands beside one, of more than {LONGEST // 2**20} MiB"
        wanted = "at most 32,767 characters in a cell, as Excel takes"
        raise WorkbookError(Problem(code="WB005", place=place, found=found, wanted=wanted)) from None


class TooLong(Exception):
    """What stands at a cell is longer than Excel could have written it; ``cell`` is its address where it has one."""

    def __init__(self, xml: bytes, at: int) -> None:
        super().__init__()
        address = _ADDRESS.match(xml, max(at, 0))
        self.cell = address[1].decode() if address else None


_ADDRESS = re.compile(rb"""<(?:\w+:)?c\s[^>]{0,200}?\br\s*=\s*["']([A-Z]{1,3}\d{1,7})["']""")


def _check_lengths(xml: bytes) -> None:
    """No text, tag or comment that is longer than any: the careful reading would take minutes over it.

    raises  TooLong
    """
    if len(xml) <= LONGEST:
        return
    import numpy

    ends = numpy.flatnonzero(numpy.frombuffer(xml, numpy.uint8) == _END)
    gaps = numpy.diff(ends, prepend=-1, append=len(xml))
    longest = int(gaps.argmax())
    if gaps[longest] > LONGEST:
        end = int(ends[longest - 1]) + 1 if longest else 0
        before = xml[max(end - 1000, 0) : end]
        raise TooLong(before, before.rfind(b"<c "))


def scan(pieces: Iterable[bytes]) -> SheetFacts | None:
    """The facts of a sheet from the pieces of its XML; None where it is not plainly written.

    raises  TooLong where a cell is longer than any
    """
    pieces = iter(pieces)
    head, begun = b"", -1
    for piece in pieces:
        start = max(len(head) - len(_DATA), 0)
        head += piece
        begun = head.find(_DATA, start)
        if begun >= 0 or len(head) > _LATEST_DATA:
            break
    if begun < 0 or DOCTYPE.search(head[:begun]):
        return None
    found = _Found()
    tail = found.take_all(head[begun:], pieces)
    if tail is None:
        return None
    return SheetFacts(
        found.errors,
        frozenset(found.uncalculated),
        found.far,
        found.has_formulas,
        tuple(found.hidden),
        hidden_columns(head[:begun]),
        merged_cells(tail),
        found.tall and found.wide,
    )


def _tail(rest: bytes, pieces: Iterator[bytes]) -> bytes:
    """What follows the cells, as far as merged cells can stand; the rest is only unpacked, to see that it can be."""
    for piece in pieces:
        if len(rest) < _LONGEST_END:
            rest += piece
    return rest


def may_hold(xml: bytes) -> bool:
    """Whether cells may hold something: a quick look at the names that begin with v, f or i, prefixed or not."""
    import numpy

    codes = numpy.frombuffer(xml, numpy.uint8)
    before, letter = codes[:-1], codes[1:]
    names = (letter == _V) | (letter == _F) | (letter == _I)
    names &= (before == _OPEN) | (before == _COLON)
    return bool(names.any())


class _Found:
    """What was found so far among the cells."""

    def __init__(self) -> None:
        import numpy

        self.np = numpy
        self.errors: dict[str, str] = {}
        self.uncalculated: set[str] = set()
        self.hidden: list[int] = []
        self.far = self.has_formulas = self.tall = self.wide = False

    def take_all(self, rest: bytes, pieces: Iterator[bytes]) -> bytes | None:
        """Look through the cells, whole cells at a time; what follows them, or None where they are not plain."""
        rest = rest[rest.find(b">") + 1 :] if b">" in rest else rest
        while True:
            end = rest.find(_DATA_END)
            if end >= 0:
                return _tail(rest[end:], pieces) if self.take(rest, 0, end) else None
            cut = max(rest.rfind(b"<c "), rest.rfind(b"<row "), 0)
            if len(rest) - cut > LONGEST:
                raise TooLong(rest, cut)
            piece = next(pieces, None)
            if piece is None or not self.take(rest, 0, cut):
                return None
            rest = rest[cut:] + piece

    def take(self, xml: bytes, start: int, end: int) -> bool:
        """Look through whole cells, a block that fits the processor's cache at a time; False where one is not plain."""
        while end - start > _BLOCK:
            cut = xml.rfind(b"<c ", start + 1, start + _BLOCK)
            cut = cut if cut > 0 else xml.find(b"<c ", start + _BLOCK, end)
            if cut < 0:
                break
            if not self._take_block(xml[start:cut]):
                return False
            start = cut
        return self._take_block(xml[start:end])

    def _take_block(self, xml: bytes) -> bool:
        """Look through some whole cells; False where one is not plainly written."""
        size = len(xml)
        codes = self.np.frombuffer(xml + _PAD, self.np.uint8)
        this, following = codes[:size], codes[1 : size + 1]
        opens = this == _OPEN
        cells, formulas = following == _C, following == _F
        odd = (this == _COLON) & cells  # a prefix
        cells &= opens
        formulas &= opens
        known = cells | formulas
        for letter in _KNOWN:
            known |= following == letter
        odd |= opens & ~known
        if odd.any():
            return False
        if not self._take_cells(codes, self.np.flatnonzero(cells)) or not self._take_errors(xml, codes):
            return False
        if formulas.any():
            self.has_formulas = True
            self._take_formulas(xml)
        self.hidden += hidden_rows(xml) if b'hidden="1"' in xml or b'hidden="true"' in xml else ()
        return True

    def _take_cells(self, codes: NDArray[np.uint8], at: NDArray[Any]) -> bool:
        """Whether every cell begins with its address; notes one that lies far out."""
        for ahead, letter in enumerate(_CELL_START, start=2):
            if (codes[at + ahead] != letter).any():
                return False
        at = at + 6
        first, second, third = codes[at], codes[at + 1], codes[at + 2]
        double = second >= _A
        far = double & (third >= _A)
        far |= double & ((first > _LAST_NEAR[0]) | ((first == _LAST_NEAR[0]) & (second > _LAST_NEAR[1])))
        if not self.wide and double.any():
            within = (first < _ALWAYS_NEAR[0]) | ((first == _ALWAYS_NEAR[0]) & (second <= _ALWAYS_NEAR[1]))
            self.wide = bool((double & ~within).any())
        # A row of five figures or fewer has the closing quotation mark within reach.
        at += double
        near = codes[at + 2] == _QUOTE
        for ahead in range(3, 6):
            near |= codes[at + ahead] == _QUOTE
        self.tall = self.tall or not near.all()
        near |= codes[at + 6] == _QUOTE
        self.far |= bool(far.any() or (not near.all() and not self._in_last_rows(codes, at[~near] + 1)))
        return True

    def _in_last_rows(self, codes: NDArray[np.uint8], at: NDArray[Any]) -> bool:
        """Whether row numbers of six figures or more are all within what is read."""
        rows = self.np.zeros(len(at), dtype=self.np.int64)
        for ahead in range(_FIGURES):
            figure = codes[at + ahead]
            if ((figure < _NOUGHT) | (figure > _NINE)).any():
                return False
            rows = 10 * rows + figure - _NOUGHT
        return bool((codes[at + _FIGURES] == _QUOTE).all() and (rows <= MOST_ROWS).all())

    def _take_errors(self, xml: bytes, codes: NDArray[np.uint8]) -> bool:
        """Note the cells of type e; False where a type is not written plainly."""
        size = len(xml)
        following, third = codes[1 : size + 1], codes[2 : size + 2]
        kind = codes[:size] == _T
        spaced = kind & (following <= _SPACE)
        spaced &= third == _EQUALS
        kind &= following == _EQUALS
        spaced |= kind & ((third == _APOSTROPHE) | (third <= _SPACE))
        if spaced.any():
            return False
        kind &= codes[3 : size + 3] == _E
        for at in self.np.flatnonzero(kind).tolist():
            if xml[at : at + 5] == b't="e"':
                self._look_at(xml, at)
        return True

    def _take_formulas(self, xml: bytes) -> None:
        for match in _UNCALCULATED.finditer(xml):
            self._look_at(xml, match.start())

    def _look_at(self, xml: bytes, at: int) -> None:
        """Look at the cell around a position."""
        start = xml.rfind(b"<c ", 0, at)
        opened = xml.find(b">", start)
        if start >= 0 and opened >= 0:
            end = xml.find(b"</c>", opened) if xml[opened - 1 : opened] != b"/" else opened
            look_at(xml[start + 3 : opened], xml[opened + 1 : end], self.errors, self.uncalculated)
