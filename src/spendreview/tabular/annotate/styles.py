"""The marked look of a cell: its own format with another fill, added to the workbook's styles."""

from __future__ import annotations

import re

from spendreview.tabular.annotate.markup import (
    Edit,
    attribute,
    edited,
    element,
    elements,
    grown,
    place_for,
    root_of,
    visible,
    with_attribute,
)

FAULT_FILL = "FFFF8F8F"
WARNING_FILL = "FFFFD28C"

MINIMAL = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    b'<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    b'</fills><borders count="1"><border/></borders>'
    b'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    b'<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
)
_RESERVED = ('patternType="none"', 'patternType="gray125"')
_ORDER = (b"fonts", b"fills", b"borders", b"cellStyleXfs", b"cellXfs", b"cellStyles", b"dxfs", b"tableStyles",
          b"colors", b"extLst")  # fmt: skip
_COLOUR = re.compile(rb"<(?:[\w.\-]+:)?color\s[^>]*>")
_LIGHT_THEMES = ("0", "2")
_LIGHT_INDEXES = ("1", "9")


class Styles:
    """The workbook's styles, with a marked one for each style of a marked cell."""

    def __init__(self, xml: bytes) -> None:
        self._xml, self._seen = xml, visible(xml)
        self._formats, self._fills, self._fonts = (
            self._listed(group, name) for group, name in ((b"cellXfs", b"xf"), (b"fills", b"fill"), (b"fonts", b"font"))
        )
        self._had = len(self._formats), len(self._fills), len(self._fonts)
        prefix = root_of(xml).prefix.decode()
        for reserved in _RESERVED[len(self._fills) :]:
            self._fills.append(f"<{prefix}fill><{prefix}patternFill {reserved}/></{prefix}fill>".encode())
        if not self._formats:
            self._formats.append(f'<{prefix}xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'.encode())
        self._prefix = prefix
        self._fill_numbers: dict[str, int] = {}
        self._dark: dict[int, int] = {}
        self._marked: dict[tuple[int, str], int] = {}

    def marked(self, style: int, fill: str) -> int:
        """The number of a style like the one given but for its fill (ARGB), on which its text can be read."""
        style = style if style < len(self._formats) else 0
        key = style, fill
        if key not in self._marked:
            own = self._formats[style]
            tag = own[: own.index(b">") + 1]
            new = with_attribute(with_attribute(tag, "fillId", str(self._fill(fill))), "applyFill", "1")
            font = int(attribute(tag, "fontId") or 0)
            if self._dark_font(font) != font:
                new = with_attribute(with_attribute(new, "fontId", str(self._dark_font(font))), "applyFont", "1")
            self._marked[key] = len(self._formats)
            self._formats.append(new + own[len(tag) :])
        return self._marked[key]

    def xml(self) -> bytes:
        """The part with everything that was added."""
        if not self._marked:
            return self._xml
        groups = zip(
            (b"cellXfs", b"fills", b"fonts"), (self._formats, self._fills, self._fonts), self._had, strict=True
        )
        return edited(self._xml, [edit for group, now, had in groups for edit in self._added(group, now, had)])

    def _listed(self, group: bytes, name: bytes) -> list[bytes]:
        found = element(self._seen, group)
        if found is None:
            return []
        return [self._xml[own.start : own.end] for own in elements(self._seen, name, found.inner, found.close)]

    def _added(self, group: bytes, now: list[bytes], had: int) -> list[Edit]:
        if len(now) == had:
            return []
        content, found = b"".join(now[had:]), element(self._seen, group)
        if found is not None:
            return [grown(self._xml, found, content, count=str(len(now)))]
        name = self._prefix.encode() + group
        place = place_for(self._xml, root_of(self._xml), _ORDER[_ORDER.index(group) + 1 :])
        return [(place, place, b'<%b count="%d">%b</%b>' % (name, len(now), content, name))]

    def _fill(self, colour: str) -> int:
        if colour not in self._fill_numbers:
            p = self._prefix
            self._fill_numbers[colour] = len(self._fills)
            self._fills.append(
                f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="{colour}"/>'
                f'<{p}bgColor indexed="64"/></{p}patternFill></{p}fill>'.encode()
            )
        return self._fill_numbers[colour]

    def _dark_font(self, number: int) -> int:
        """The font itself, or its like in black where it is as light as the white of a header."""
        if number >= len(self._fonts):
            return number
        if number not in self._dark:
            self._dark[number] = number
            font = self._fonts[number]
            colour = _COLOUR.search(font)
            if colour is not None and _is_light(colour[0]):
                self._dark[number] = len(self._fonts)
                black = b'<%bcolor rgb="FF000000"/>' % self._prefix.encode()
                self._fonts.append(font.replace(_whole(font, colour), black, 1))
        return self._dark[number]


def _whole(font: bytes, colour: re.Match[bytes]) -> bytes:
    """The whole element of a font's colour, written as one tag or as two."""
    own = element(font, b"color", colour.start())
    return font[own.start : own.end] if own is not None else colour[0]


def _is_light(tag: bytes) -> bool:
    if attribute(tag, "theme") is not None:
        return attribute(tag, "theme") in _LIGHT_THEMES
    argb = attribute(tag, "rgb")
    if argb is not None and re.fullmatch("[0-9A-Fa-f]{8}", argb):
        red, green, blue = bytes.fromhex(argb)[1:]
        return 0.3 * red + 0.59 * green + 0.11 * blue > 150
    return attribute(tag, "indexed") in _LIGHT_INDEXES
