"""Exhibits about the file as a whole: what is no workbook, or no whole one."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import making
from tests.gallery.exhibit import Exhibit, Make, parts, plain, refused

MIB = 1024 * 1024


def holding(name: str, content: bytes) -> Make:
    """A file of that name and content."""

    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


def cut(share: float) -> Make:
    """A workbook of which only the first part arrived."""

    def make(folder: Path) -> Path:
        path = making.write(folder / "review.xlsx", plain())
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * share)])
        return path

    return make


def a_folder(folder: Path) -> Path:
    (folder / "review.xlsx").mkdir()
    return folder / "review.xlsx"


def word_document(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "review.xlsx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return folder / "review.xlsx"


def bomb(folder: Path) -> Path:
    """Half a megabyte that unpacks to 450 MiB."""
    path = making.write(folder / "review.xlsx", plain())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/a.bin", "w") as part:
        for _ in range(450):
            part.write(bytes(MIB))
    return path


def with_bytes_changed(where: Callable[[bytes], int], new: bytes) -> Make:
    """A workbook in which the bytes at a place are others: a fault of a disk, or of a mail program."""

    def make(folder: Path) -> Path:
        path = making.write(folder / "review.xlsx", plain())
        content = bytearray(path.read_bytes())
        start = where(bytes(content))
        content[start : start + len(new)] = new
        path.write_bytes(bytes(content))
        return path

    return make


def inside(part: bytes, beyond: int) -> Callable[[bytes], int]:
    """A place so many bytes beyond the name of a part where it is stored."""
    return lambda content: content.index(part) + len(part) + beyond


def flags_of(part: bytes) -> Callable[[bytes], int]:
    """Where the archive's directory keeps the flags of a part, the one for a password among them; the method follows."""
    return lambda content: content.rindex(part) - 46 + 8


def method_of(part: bytes) -> Callable[[bytes], int]:
    """Where the archive's directory says how a part is packed."""
    return lambda content: content.rindex(part) - 46 + 10


def beyond_the_last_text(content: bytes) -> bytes:
    """A sheet whose first cell of text names a text that the workbook does not have."""
    return re.sub(rb't="s"><v>\d+<', b't="s"><v>99999<', content, count=1)


def locked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program holds every workbook open, as Excel does on Windows."""
    really = Path.open

    def refuse(path: Path, *words: object, **more: object) -> object:
        if path.suffix == ".xlsx":
            raise PermissionError(13, "Permission denied", str(path))
        return really(path, *words, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)


def opened_by_excel(folder: Path) -> Path:
    return making.write(folder / "review.xlsx", plain())


DAMAGED = (
    "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><workbook>&i;</workbook>"
)

FILES: tuple[Exhibit, ...] = (
    refused("no such file", lambda folder: folder / "nowhere.xlsx", "WB001"),
    refused("a folder called like a workbook", a_folder, "WB001"),
    refused("a workbook that another program holds open", opened_by_excel, "WB001", around=locked),
    refused("an empty file", holding("review.xlsx", b""), "WB004"),
    refused("a CSV", holding("review.csv", b"bid,department\n"), "WB002"),
    refused("a CSV renamed .xlsx", holding("review.xlsx", b"bid,department\nHO-1,HO\n"), "WB004"),
    refused("a web page renamed .xlsx", holding("review.xlsx", b"<html><table><tr><td>1"), "WB004"),
    refused("an .xls file", holding("review.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), "WB002"),
    refused("an .xlsb file", holding("REVIEW.XLSB", b"PK\x03\x04"), "WB002"),
    refused("an .ods file", holding("review.ods", b"PK\x03\x04"), "WB002"),
    refused("an .xls file renamed .xlsx", holding("review.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), "WB003"),
    refused("a password", holding("review.xlsx", b"\xd0\xcf\x11\xe0" + bytes(400) + "EncryptedPackage".encode("utf-16-le")), "WB003"),
    refused("a workbook of which half arrived", cut(0.5), "WB004"),
    refused("a workbook that lacks its last bytes", cut(0.995), "WB004"),
    refused("a text document renamed .xlsx", word_document, "WB004"),
    refused("a zip bomb", bomb, "WB005", heavy=True),
    refused("texts whose packed bytes are spoilt", with_bytes_changed(inside(b"xl/sharedStrings.xml", 40), b"\xff" * 40), "WB004"),
    refused("no list of sheets", parts({"xl/workbook.xml": lambda content: None}), "WB004"),
    refused("a list of sheets that breaks off", parts({"xl/workbook.xml": lambda content: content[:300]}), "WB004"),
    refused("no relations", parts({"xl/_rels/workbook.xml.rels": lambda content: None}), "WB004"),
    refused("entities that multiply", parts({"xl/workbook.xml": lambda content: DAMAGED.encode()}), "WB004"),
    refused("a sheet that breaks off", parts({"Bids": lambda content: content[: len(content) // 2]}), "WB004"),
    refused("texts that are listed and not there", parts({"xl/sharedStrings.xml": lambda content: None}), "WB004"),
    refused("a text beyond the last one", parts({"Bids": beyond_the_last_text}), "WB004"),
)  # fmt: skip
"""Refused for what they are, before a cell is read."""
