"""The file of a workbook: checked as a whole, then unpacked part by part, and never without end."""

from __future__ import annotations

import copy
import io
import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import ParseError, XMLParser

from spendreview.errors import Place, Problem, WorkbookError

MOST_BYTES = 400 * 1024 * 1024
"""Unpacked size beyond which a workbook is taken for a zip bomb: sixty thousand rows unpack to about a tenth of it."""

MOST_PACKED = 100 * 1024 * 1024
"""The largest file that is looked into at all."""

PIECE = 256 * 1024
"""Bytes unpacked at a time."""

_OTHER_FORMATS = {".xls": "Excel 97-2003", ".xlsb": "Excel binary", ".ods": "OpenDocument", ".csv": "CSV"}
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = 0x1
_WANTED = "a workbook that Excel opens"
_UNPACKING = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet as the workbook lists it: the archive's part that holds it, and ``hidden`` or ``veryHidden``."""

    name: str
    state: str = "visible"


@dataclass(slots=True)
class Archive:
    """The parts of a workbook, from bytes in memory, so that the file itself is free again.

    sheets        every worksheet in workbook order, by title; chart and dialogue sheets hold no cells
    recalculates  whether the workbook asks to be recalculated when opened: its values may then be old
    """

    path: Path
    content: bytes
    zip: zipfile.ZipFile
    sheets: dict[str, Part] = field(default_factory=dict)
    recalculates: bool = False

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part, a piece at a time; unpacking stops where it is longer than the archive declares.

        raises  WorkbookError (WB004) where it is damaged
        """
        entry = copy.copy(self.zip.getinfo(name))
        # Python would stop at the length declared without a word, and the fast reader would go on.
        declared, entry.file_size, length = entry.file_size, MOST_BYTES, 0
        try:
            with self.zip.open(entry) as part:
                while piece := part.read(PIECE):
                    length += len(piece)
                    if length > declared:
                        break
                    yield piece
        except _UNPACKING:
            raise about(self.path, "WB004", f"damaged in its part {name}", _WANTED) from None
        if length != declared:
            raise about(self.path, "WB004", f"damaged in its part {name}: its length is not as declared", _WANTED)

    def read(self, name: str) -> bytes:
        """A part as a whole."""
        return b"".join(self.pieces(name))


def open_archive(path: Path) -> Archive:
    """The archive of a workbook, or one clear WorkbookError (WB001 to WB005) about the file as a whole."""
    content = _content(path)
    try:
        archive = Archive(path, content, zipfile.ZipFile(io.BytesIO(content)))
    except (*_UNPACKING, MemoryError):
        raise about(path, "WB004", _what_else(content), _WANTED) from None
    _check_entries(archive)
    _read_list_of_sheets(archive)
    return archive


def _content(path: Path) -> bytes:
    """The file's bytes, unless its name, its size or its first bytes already say that it is no workbook."""
    if os.path.isdir(path):
        raise about(path, "WB001", "a folder", "the path of a workbook")
    if not os.path.isfile(path):
        raise about(path, "WB001", "no such file", "the path of a workbook")
    if path.suffix.casefold() in _OTHER_FORMATS:
        kind = _OTHER_FORMATS[path.suffix.casefold()]
        raise about(
            path,
            "WB002",
            f"an {kind} file" if kind[0] in "EO" else f"a {kind} file",
            "an .xlsx file: open it in Excel and save as .xlsx",
        )
    try:
        size = path.stat().st_size
        if size > MOST_PACKED:
            raise about(path, "WB005", f"{size // 2**20:,} MiB", f"at most {MOST_PACKED // 2**20} MiB")
        content = path.read_bytes()
    except OSError:
        raise about(path, "WB001", "it cannot be opened", "close it in Excel, then run again") from None
    if content.startswith(_OLE):
        raise about(
            path, "WB003", "a password, or the old .xls format", "an .xlsx file: save as .xlsx without a password"
        )
    return content


def _what_else(content: bytes) -> str:
    """What a file that is no archive looks like."""
    if not content:
        return "an empty file"
    if content.startswith(b"PK\x03\x04"):
        return "a workbook that is cut short or damaged"
    start = content[:4096]
    if b"\0" not in start and (b"," in start or b";" in start or b"\t" in start):
        return "text, perhaps a CSV file under another name, not an Excel workbook"
    return "not an Excel workbook, or damaged"


def _check_entries(archive: Archive) -> None:
    """No entry that is encrypted, that stands twice, or that could not be unpacked within reason."""
    entries = archive.zip.infolist()
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise about(
            archive.path, "WB003", "a password on the archive", "an .xlsx file: save as .xlsx without a password"
        )
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise about(archive.path, "WB004", "damaged: two parts of one name", _WANTED)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_BYTES:
        found = f"{unpacked // 2**20:,} MiB unpacked"
        raise about(archive.path, "WB005", found, f"at most {MOST_BYTES // 2**20} MiB")


def _read_list_of_sheets(archive: Archive) -> None:
    """Find the worksheets, and unpack once what the fast reader will unpack unasked."""
    names = {name.casefold(): name for name in archive.zip.namelist()}
    if not {_BOOK.casefold(), _RELATIONS.casefold()} <= names.keys():
        raise about(archive.path, "WB004", "not an Excel workbook, or damaged", _WANTED)
    book, relations = (_listed(archive, names[name.casefold()]) for name in (_BOOK, _RELATIONS))
    targets = {own.get("Id"): (own.get("Target", ""), own.get("Type", "")) for _, own in relations}
    for tag, own in book:
        if tag == "calcPr" and own.get("fullCalcOnLoad") in {"1", "true"}:
            archive.recalculates = True
        if tag != "sheet":
            continue
        target, kind = targets.get(_relation_id(own), ("", ""))
        if kind.endswith(_OTHER_SHEETS):
            continue
        part, title = names.get(_part_name(target).casefold()), own.get("name", "")
        if part is None:
            raise about(archive.path, "WB004", f"damaged: the sheet {title!r} is not in the file", _WANTED)
        archive.sheets[title] = Part(part, own.get("state", "visible"))
    for name in _READ_UNASKED & names.keys():
        _check_part(archive, names[name])


def _part_name(target: str) -> str:
    """The archive's name of a part, from the root or from the folder xl."""
    return target.lstrip("/") if target.startswith(("/", "xl/")) else f"xl/{target}"


_BOOK, _RELATIONS, _RELATION = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "Relationship"
_READ_UNASKED = {"xl/sharedstrings.xml", "xl/styles.xml"}
_OTHER_SHEETS = ("/chartsheet", "/dialogsheet", "/xlMacrosheet", "/xlIntlMacrosheet")
DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)")


def _check_part(archive: Archive, name: str) -> None:
    """Unpack a part to see that it can be, and that it declares nothing: no workbook does."""
    end = b""
    for piece in archive.pieces(name):
        if DOCTYPE.search(end + piece[:16]) or DOCTYPE.search(piece):
            raise declares(archive.path, name)
        end = piece[-16:]


def _relation_id(attributes: dict[str, str]) -> str | None:
    """The id by which a sheet names its part, in the namespace of the usual or of the strict format."""
    return next((value for name, value in attributes.items() if name.endswith("relationships}id")), None)


class _Elements:
    """Gathers elements without building a tree; a document type, which could swell without end, is refused."""

    def __init__(self) -> None:
        self.found: list[tuple[str, dict[str, str]]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Keep what lists sheets."""
        name = tag.rpartition("}")[2]
        if name in {"sheet", "calcPr", _RELATION}:
            self.found.append((name, dict(attributes)))

    def doctype(self, name: str, *_: str | None) -> None:
        """No workbook has one."""
        raise _Doctype(name)

    def close(self) -> None:
        """There is no tree."""


class _Doctype(Exception):
    """A document type where none belongs."""


def _listed(archive: Archive, name: str) -> list[tuple[str, dict[str, str]]]:
    elements = _Elements()
    parser = XMLParser(target=elements)
    try:
        for piece in archive.pieces(name):
            parser.feed(piece)
        parser.close()
    except _Doctype:
        raise declares(archive.path, name) from None
    except (ParseError, ValueError, LookupError):
        raise about(archive.path, "WB004", f"damaged in its part {name}", _WANTED) from None
    return elements.found


def declares(path: Path, name: str) -> WorkbookError:
    """The fault of a part with a document type."""
    return about(path, "WB004", f"a document type in its part {name}, as no workbook has", _WANTED)


def about(path: Path, code: str, found: str, wanted: str) -> WorkbookError:
    """A fault of the file as a whole."""
    return WorkbookError(Problem(code=code, place=Place(file=path.name), found=found, wanted=wanted))
