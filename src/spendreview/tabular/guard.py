"""What must be known of an .xlsx file before any library opens it, and what only its XML can tell.

calamine reads fast, but returns an empty text both for ``#DIV/0!`` and for a formula never calculated, and asks for
all memory where one value stands in a far corner. One pass over the bytes finds these.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from spendreview.errors import Place, Problem, WorkbookError

MOST_BYTES = 400 * 1024 * 1024
"""Unpacked size beyond which a workbook is taken for a zip bomb: sixty thousand rows unpack to about a tenth of it."""

MOST_ROWS = 100_000
MOST_COLUMNS = 256
"""What lies further out is not read: the fast reader lays out every cell up to the last one."""

_OTHER_FORMATS = {".xls": "Excel 97-2003", ".xlsb": "Excel binary", ".ods": "OpenDocument", ".csv": "CSV"}
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)(/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_REF = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_IS_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")
_IS_TEXT = re.compile(rb"""\bt\s*=\s*["']str["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?(?<!/)>(.*?)</", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ERRORS = (b't="e"', b"t='e'", b"t =", b"t= ")
_REMARKABLE = re.compile(rb"""<(?:\w+:)?(?:f[\s/>]|c\s+(?!r="(?:[A-Z]|[A-H][A-Z]|I[A-V])\d))""")
"""A formula, or a cell that is not plainly within the first 256 columns: asked of every sheet in one pass."""


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What the XML of one sheet says: error cells, formulas without a value, and whether it is far-flung."""

    errors: dict[str, str]
    uncalculated: frozenset[str]
    far: bool
    has_formulas: bool = False

    @property
    def has_all_values(self) -> bool:
        """Whether a cell that reads as empty is empty."""
        return not self.errors and not self.uncalculated


def checked_archive(path: Path) -> zipfile.ZipFile:
    """The open archive of a workbook, or one clear WorkbookError about the file as a whole."""
    if not path.is_file():
        raise _about(path, "WB001", "no such file", "the path of a review workbook")
    if path.suffix.casefold() in _OTHER_FORMATS:
        kind = _OTHER_FORMATS[path.suffix.casefold()]
        raise _about(path, "WB002", f"an {kind} file" if kind[0] in "EO" else f"a {kind} file", "save as .xlsx")
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except PermissionError:
        raise _about(path, "WB001", "it cannot be opened", "close it in Excel, then run again") from None
    if start == b"\xd0\xcf\x11\xe0":
        raise _about(path, "WB003", "a password, or the old .xls format", "save as .xlsx without a password")
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError):
        raise _about(path, "WB004", "not an Excel workbook, or damaged", "a workbook that Excel opens") from None
    unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > MOST_BYTES:
        archive.close()
        raise _about(path, "WB005", f"{unpacked // 2**20:,} MiB unpacked", f"at most {MOST_BYTES // 2**20} MiB")
    return archive


def sheet_parts(archive: zipfile.ZipFile, path: Path) -> dict[str, str]:
    """Sheet titles in workbook order, each with the archive's part that holds it."""
    try:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ElementTree.ParseError, zipfile.BadZipFile):
        raise _about(path, "WB004", "not an Excel workbook, or damaged", "a workbook that Excel opens") from None
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    parts = {}
    for element in book.iter():
        if element.tag.rpartition("}")[2] == "sheet":
            target = targets.get(element.get(_RELATION), "")
            parts[element.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return parts


def recalculates(archive: zipfile.ZipFile) -> bool:
    """Whether the workbook asks to be recalculated when opened: then the values that it holds may be old."""
    return re.search(rb"""fullCalcOnLoad\s*=\s*["'](1|true)["']""", archive.read("xl/workbook.xml")) is not None


def sheet_facts(xml: bytes) -> SheetFacts:
    """The facts of one sheet from its XML; the plain case costs a few searches."""
    errors: dict[str, str] = {}
    uncalculated: set[str] = set()
    remarkable = _REMARKABLE.search(xml) is not None
    has_formulas = remarkable and _FORMULA.search(xml) is not None
    if has_formulas or any(suspect in xml for suspect in _ERRORS):
        for attributes, _, body in _CELL.findall(xml):
            _look_at(attributes, body, errors, uncalculated)
    return SheetFacts(errors, frozenset(uncalculated), _is_far(xml, remarkable), has_formulas)


def _look_at(attributes: bytes, body: bytes, errors: dict[str, str], uncalculated: set[str]) -> None:
    place = _REF.search(attributes)
    if place is None:
        return
    cell = (place[1] + place[2]).decode()
    value = _VALUE.search(body)
    if _IS_ERROR.search(attributes):
        errors[cell] = value[1].decode() if value else "an error"
    elif _FORMULA.search(body) and not _has_value(attributes, value):
        uncalculated.add(cell)


def _has_value(attributes: bytes, value: re.Match[bytes] | None) -> bool:
    """An empty text is a value; no value at all means that Excel never calculated the formula."""
    return value is not None and (bool(value[1].strip()) or _IS_TEXT.search(attributes) is not None)


def _is_far(xml: bytes, remarkable: bool) -> bool:
    """Whether a row or a column lies beyond what a review can hold: then the fast reader must not touch it."""
    last = xml.rfind(b"<row ")
    row = re.search(rb"""\br=["'](\d+)["']""", xml[last : last + 200]) if last >= 0 else None
    if row is not None and int(row[1]) > MOST_ROWS:
        return True
    columns = {match[1] for match in _FAR_COLUMN.finditer(xml)} if remarkable else set()
    return any(column_number(letters.decode()) > MOST_COLUMNS for letters in columns)


_FAR_COLUMN = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Z]{2,3})\d""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br=["'](\d+)["']""")


def near_archive(archive: zipfile.ZipFile, far_parts: set[str]) -> io.BytesIO:
    """A copy of the workbook in memory in which the named sheets end where a review can end."""
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as near:
        for entry in archive.infolist():
            content = archive.read(entry)
            near.writestr(entry.filename, near_cells(content) if entry.filename in far_parts else content)
    copy.seek(0)
    return copy


def near_cells(xml: bytes) -> bytes:
    """The XML of a sheet without the rows and the cells beyond the caps."""
    for row in _ROW.finditer(xml):
        if int(row[1]) > MOST_ROWS:
            end = re.search(rb"</(?:\w+:)?sheetData>", xml)
            xml = xml[: row.start()] + (xml[end.start() :] if end else b"")
            break
    return _CELL.sub(_near_cell, xml)


def _near_cell(match: re.Match[bytes]) -> bytes:
    place = _REF.search(match[1])
    far = place is not None and column_number(place[1].decode()) > MOST_COLUMNS
    return b"" if far else match[0]


def column_number(letters: str) -> int:
    """The number of a column from its letters: A is 1.

    >>> column_number("AB")
    28
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """The letters of a column from its number: 1 is A.

    >>> column_letters(28)
    'AB'
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _about(path: Path, code: str, found: str, wanted: str) -> WorkbookError:
    return WorkbookError(Problem(code=code, place=Place(file=path.name), found=found, wanted=wanted))
