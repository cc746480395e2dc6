"""The boxes in which Excel shows comments: an old drawing in VML, which need not be well-formed XML."""

from __future__ import annotations

import re

from spendreview.tabular.annotate.markup import Edit, Element, edited, element, elements, root_of

Anchor = tuple[int, int, int, int, int, int, int, int]
"""First column, pixels into it, first row, pixels into it, and the same for the last; columns and rows from 0."""

_SPACES = {
    b"v": b"urn:schemas-microsoft-com:vml",
    b"o": b"urn:schemas-microsoft-com:office:office",
    b"x": b"urn:schemas-microsoft-com:office:excel",
}
EMPTY = b"<xml %b></xml>" % b" ".join(b'xmlns:%b="%b"' % item for item in _SPACES.items())
IDS_IN_A_BLOCK = 1024
_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:59.25pt;'
    'margin-top:1.5pt;width:{width}pt;height:{height}pt;z-index:{order};visibility:hidden" fillcolor="#ffffe1" '
    'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
    '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_ID = re.compile(rb"_x0000_s(\d+)")
_IDMAP = re.compile(rb"""<o:idmap\s[^>]*?\bdata\s*=\s*["']([\d,\s]*)["'][^>]*>""")


def blocks_of(xml: bytes) -> set[int]:
    """The blocks of shape numbers that a drawing has for itself."""
    mapped = {int(number) for found in _IDMAP.findall(xml) for number in re.findall(rb"\d+", found)}
    return mapped | {int(number) // IDS_IN_A_BLOCK for number in _ID.findall(xml)}


class Shapes:
    """The drawing that holds a sheet's comment boxes."""

    def __init__(self, xml: bytes, taken: set[int]) -> None:
        self._xml, self._taken = xml, taken
        self._blocks = sorted(blocks_of(xml))
        self._ids = {int(number) for number in _ID.findall(xml)}
        self._edits: list[Edit] = []
        self._new: list[str] = []
        self._boxes = dict(self._notes())

    def _notes(self) -> list[tuple[tuple[int, int], Element]]:
        found = []
        for own in elements(self._xml, b"shape"):
            row, column = (_figure(self._xml, own, name) for name in (b"Row", b"Column"))
            if row is not None and column is not None and b"Note" in self._xml[own.start : own.end]:
                found.append(((row + 1, column + 1), own))
        return found

    def has(self, cell: tuple[int, int]) -> bool:
        """Whether a cell has a box."""
        return cell in self._boxes

    def stretch(self, cell: tuple[int, int], rows: int) -> None:
        """Make the box of a cell some rows longer."""
        box = self._boxes[cell]
        anchor = element(self._xml, b"Anchor", box.inner, box.close)
        if anchor is None:
            return
        figures = self._xml[anchor.inner : anchor.close].decode("ascii", "replace").split(",")
        if len(figures) == 8 and figures[6].strip().isdecimal():
            figures[6] = f" {int(figures[6]) + rows}"
            self._edits.append((anchor.inner, anchor.close, ",".join(figures).encode()))

    def add(self, cell: tuple[int, int], anchor: Anchor, width: int, height: int) -> None:
        """A hidden box for a cell's comment, its size in pixels."""
        self._new.append(
            _SHAPE.format(
                id=self._next_id(), order=len(self._boxes) + len(self._new) + 1,
                width=round(width * 0.75, 2), height=round(height * 0.75, 2),
                anchor=", ".join(map(str, anchor)), row=cell[0] - 1, column=cell[1] - 1,
            )
        )  # fmt: skip

    def _next_id(self) -> int:
        """A number that no shape has, from this drawing's own blocks, or from a block that no drawing has."""
        for block in self._blocks:
            start = block * IDS_IN_A_BLOCK
            free = next((own for own in range(start + 1, start + IDS_IN_A_BLOCK) if own not in self._ids), None)
            if free is not None:
                self._ids.add(free)
                return free
        block = max(self._taken | set(self._blocks), default=0) + 1
        self._blocks.append(block)
        self._taken.add(block)
        return self._next_id()

    def xml(self) -> bytes:
        """The drawing with the boxes that were added."""
        if not self._new:
            return edited(self._xml, self._edits)
        xml = edited(self._xml, self._edits)
        end = xml.rfind(b"</")
        kind = "" if re.search(rb"""<v:shapetype\s[^>]*["']_x0000_t202["']""", xml) else _TYPE
        xml = xml[:end] + (kind + "".join(self._new)).encode() + xml[end:]
        return self._mapped(xml)

    def _mapped(self, xml: bytes) -> bytes:
        """The drawing with its blocks of shape numbers stated, and every prefix of ours bound."""
        data = ",".join(map(str, self._blocks)).encode()
        found = _IDMAP.search(xml)
        layout = b""
        if found is not None:
            xml = xml[: found.start(1)] + data + xml[found.end(1) :]
        else:
            layout = b'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="%b"/></o:shapelayout>' % data
        root = root_of(xml)
        tag = root.tag
        for prefix, space in _SPACES.items():
            if not re.search(rb"\sxmlns:%b\s*=" % prefix, tag):
                tag = tag[:-1] + b' xmlns:%b="%b">' % (prefix, space)
        return xml[: root.start] + tag + layout + xml[root.inner :]


def _figure(xml: bytes, inside: Element, name: bytes) -> int | None:
    own = element(xml, name, inside.inner, inside.close)
    text = xml[own.inner : own.close].strip() if own is not None else b""
    return int(text) if text.isdigit() else None
