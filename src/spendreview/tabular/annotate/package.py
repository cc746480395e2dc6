"""The workbook as the zip archive it is: parts read, changed or added, and their relations; the rest is copied."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from spendreview.tabular.annotate.markup import edited, elements, escaped, grown, root_of, visible

TYPES = "[Content_Types].xml"
TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_EMPTY_RELATIONS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: its id, the last word of its type, and the part."""

    id: str
    kind: str
    part: str


class Package:
    """A workbook's archive with some parts changed."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._changed: dict[str, bytes] = {}
        self._names = {name.casefold(): name for name in archive.namelist()}

    def has(self, part: str) -> bool:
        """Whether there is such a part; case does not count."""
        return part.casefold() in self._names

    def read(self, part: str) -> bytes:
        """The content of a part as it is by now."""
        name = self._names[part.casefold()]
        return self._changed[name] if name in self._changed else self._archive.read(name)

    def put(self, part: str, content: bytes) -> None:
        """Change a part, or add it."""
        self._changed[self._names.setdefault(part.casefold(), part)] = content

    def parts(self, pattern: str) -> list[str]:
        """Names of the parts that match."""
        return [name for name in self._names.values() if re.fullmatch(pattern, name, re.IGNORECASE)]

    def relations(self, part: str) -> list[Relation]:
        """What a part refers to inside the archive."""
        path = _relations_of(part)
        if not self.has(path):
            return []
        xml = self.read(path)
        return [
            Relation(
                own.attribute("Id") or "",
                (own.attribute("Type") or "").rpartition("/")[2],
                _resolved(part, own.attribute("Target") or ""),
            )
            for own in elements(visible(xml), b"Relationship")
            if own.attribute("TargetMode") != "External"
        ]

    def related(self, part: str, kind: str) -> str | None:
        """The part of a kind to which a part refers, if there is one."""
        return next((own.part for own in self.relations(part) if own.kind == kind and self.has(own.part)), None)

    def relate(self, part: str, kind: str, target: str, strict: bool = False) -> str:
        """Let a part refer to another; the relation's new id."""
        path = _relations_of(part)
        xml = self.read(path) if self.has(path) else _EMPTY_RELATIONS
        root = root_of(xml)
        taken = {own.attribute("Id") for own in elements(visible(xml), b"Relationship")}
        new = next(name for name in (f"rId{number}" for number in range(1, len(taken) + 2)) if name not in taken)
        type_ = f"{STRICT if strict else TRANSITIONAL}/{kind}"
        tag = f'Relationship Id="{new}" Type="{type_}" Target="/{escaped(target)}"/>'.encode()
        self.put(path, edited(xml, [grown(xml, root, b"<" + root.prefix + tag)]))
        return new

    def free_name(self, stem: str, suffix: str) -> str:
        """A name that no part has: the stem under the first free number."""
        numbers = range(1, len(self._names) + 2)
        return next(name for number in numbers if not self.has(name := f"{stem}{number}{suffix}"))

    def add(self, name: str, content: bytes, content_type: str) -> str:
        """Add a part and declare its type; its name."""
        self.put(name, content)
        self._declare(name, content_type)
        return name

    def _declare(self, name: str, content_type: str) -> None:
        if not self.has(TYPES):
            return
        xml = self.read(TYPES)
        root, extension = root_of(xml), name.rpartition(".")[2]
        defaults = {(own.attribute("Extension") or "").casefold() for own in elements(visible(xml), b"Default")}
        if extension == "xml":
            tag = f'Override PartName="/{escaped(name)}" ContentType="{content_type}"/>'
        elif extension in defaults:
            return
        else:
            tag = f'Default Extension="{extension}" ContentType="{content_type}"/>'
        new = b"<" + root.prefix + tag.encode()
        # Defaults come first by custom.
        self.put(TYPES, edited(xml, [grown(xml, root, new) if extension == "xml" else (root.inner, root.inner, new)]))

    def write(self, path: Path) -> None:
        """Write the archive: every part in its place with its own date, new ones at the end; no clock is read."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
            for entry in self._archive.infolist():
                if self._archive.NameToInfo.get(entry.filename) is entry:
                    content = self._changed.pop(entry.filename, None)
                    content = self._archive.read(entry) if content is None else content
                    out.writestr(_entry(entry.filename, entry), content)
            for name, content in self._changed.items():
                out.writestr(_entry(name, None), content)


def _entry(name: str, like: zipfile.ZipInfo | None) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, like.date_time if like else _FIRST_DAY)
    entry.compress_type = zipfile.ZIP_STORED if like and like.compress_type == 0 else zipfile.ZIP_DEFLATED
    entry.create_system = like.create_system if like else 0
    entry.external_attr = like.external_attr if like else 0
    return entry


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(part: str, target: str) -> str:
    target = unquote(target)
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
