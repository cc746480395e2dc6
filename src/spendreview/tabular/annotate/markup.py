"""Edits to XML as bytes: what must change does, and everything else, prefixes and unknown elements too, stays.

A parser would rename namespace prefixes, and takes seconds and hundreds of megabytes for a long sheet.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

PREFIX = rb"((?:[\w.\-]+:)?)"
_HIDDEN = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_TAG = re.compile(rb"<(/?)(?:[\w.\-]+:)?([\w.\-]+)[^>]*?(/?)>")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Element:
    """Where an element stands: all of it from ``start`` to ``end``, its content from ``inner`` to ``close``."""

    prefix: bytes
    name: bytes
    tag: bytes
    start: int
    inner: int
    close: int
    end: int

    def attribute(self, name: str) -> str | None:
        """One attribute of the start tag."""
        return attribute(self.tag, name)


def opening(name: bytes) -> re.Pattern[bytes]:
    """The start tag of every element of a name, whatever its prefix."""
    return re.compile(rb"<" + PREFIX + b"(" + name + rb")(?=[\s/>])[^>]*>")


def element_at(xml: bytes, match: re.Match[bytes]) -> Element:
    """The element whose start tag was matched by ``opening``; one without an end tag has no content."""
    prefix, name, tag = match[1], match[2], match[0]
    closing = None
    if not tag.endswith(b"/>"):
        closing = re.compile(b"</" + re.escape(prefix + name) + rb"\s*>").search(xml, match.end())
    if closing is None:
        return Element(prefix, name, tag, match.start(), match.end(), match.end(), match.end())
    return Element(prefix, name, tag, match.start(), match.end(), closing.start(), closing.end())


def elements(xml: bytes, name: bytes, start: int = 0, end: int | None = None) -> Iterator[Element]:
    """Every element of a name, none inside another of that name."""
    pattern = opening(name)
    end = len(xml) if end is None else end
    while match := pattern.search(xml, start, end):
        found = element_at(xml, match)
        yield found
        start = found.end


def element(xml: bytes, name: bytes, start: int = 0, end: int | None = None) -> Element | None:
    """The first element of a name, or None."""
    return next(elements(xml, name, start, end), None)


def root_of(xml: bytes) -> Element:
    """The outermost element.

    raises  ValueError where there is none
    """
    match = opening(rb"[\w.\-]+").search(visible(xml))
    if match is None:
        raise ValueError("not XML")
    prefix, name = match[1], match[2]
    close = xml.rfind(b"</" + prefix + name)
    end = len(xml) if close >= 0 else match.end()
    return Element(prefix, name, match[0], match.start(), match.end(), close if close >= 0 else end, end)


def children(xml: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """The outermost elements of a stretch: local name, start and end."""
    depth, since = 0, start
    for match in _TAG.finditer(xml, start, end):
        if not depth and not match[1]:
            since, name = match.start(), match[2]
        depth += -1 if match[1] else (0 if match[3] else 1)
        if depth < 0:
            return
        if not depth:
            yield name, since, match.end()


def visible(xml: bytes) -> bytes:
    """As many bytes, with comments and CDATA blanked: what looks like a tag in them is none."""
    if b"<!" not in xml:
        return xml
    return _HIDDEN.sub(lambda match: b" " * len(match[0]), xml)


def attribute(tag: bytes, name: str) -> str | None:
    """The value of an attribute of a start tag; a name without a prefix is found whatever its prefix."""
    match = re.search(rb"\s(?:[\w.\-]+:)?" + name.encode() + rb"""\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag)
    if match is None:
        return None
    return html.unescape((match[1] if match[1] is not None else match[2]).decode("utf-8", "replace"))


def with_attribute(tag: bytes, name: str, value: str) -> bytes:
    """A start tag with an attribute set, in its own place where it was there."""
    new = f'{name}="{escaped(value)}"'.encode()
    pattern = re.compile(rb"(?<=\s)" + name.encode() + rb"""\s*=\s*(?:"[^"]*"|'[^']*')""")
    changed, count = pattern.subn(lambda _: new, tag, count=1)
    if count:
        return changed
    end = 2 if tag.endswith(b"/>") else 1
    return tag[:-end].rstrip() + b" " + new + tag[-end:]


def open_tag(tag: bytes) -> bytes:
    """A start tag that something follows: ``<row/>`` becomes ``<row>``."""
    return tag[:-2].rstrip() + b">" if tag.endswith(b"/>") else tag


def grown(xml: bytes, own: Element, content: bytes, **attributes: str) -> Edit:
    """An edit that adds content at the end of an element and sets attributes of it."""
    tag = open_tag(own.tag)
    for name, value in attributes.items():
        tag = with_attribute(tag, name, value)
    closing = b"</" + own.prefix + own.name + b">"
    return own.start, own.end, tag + xml[own.inner : own.close] + content + closing


def place_for(xml: bytes, inside: Element, later: Sequence[bytes]) -> int:
    """Where a child belongs that comes before the named ones; wrapped alternatives stand for what they hold."""
    for name, start, end in children(visible(xml), inside.inner, inside.close):
        inner = (match[2] for match in _TAG.finditer(xml, start, end)) if name == b"AlternateContent" else (name,)
        if any(own in later for own in inner):
            return start
    return inside.close


Edit = tuple[int, int, bytes]
"""Bytes from a start to an end, and what takes their place."""


def edited(xml: bytes, edits: Iterable[Edit]) -> bytes:
    """The document with every edit made; edits at one place keep their order."""
    parts, done = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        parts += [xml[done:start], new]
        done = end
    return b"".join([*parts, xml[done:]])


def escaped(text: str) -> str:
    """Text for XML, without the characters that XML cannot hold."""
    return html.escape(_NOT_XML.sub("\ufffd", text), quote=True).replace("&#x27;", "'")
